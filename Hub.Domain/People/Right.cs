namespace Hub.Domain.People;

/// <summary>What somebody may do. Checked in the use case, not only on the page.</summary>
[Flags]
public enum Right
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See incidents that are not restricted.</summary>
    Read = 1,

    /// <summary>Report an event.</summary>
    Report = 2,

    /// <summary>Acknowledge notices.</summary>
    Acknowledge = 4,

    /// <summary>Confirm, dismiss and join reports.</summary>
    Triage = 8,

    /// <summary>Update, grade, lead, stand down and close.</summary>
    Command = 16,

    /// <summary>Approve at gates.</summary>
    Approve = 32,

    /// <summary>Release what goes to outside bodies.</summary>
    ReleaseOutside = 64,

    /// <summary>See restricted incidents without being named on them.</summary>
    ReadRestricted = 128,

    /// <summary>Read access log and administration record.</summary>
    Audit = 256,

    /// <summary>Accounts, keys, displays, directory.</summary>
    Administer = 512,

    /// <summary>Show the wall.</summary>
    Display = 1024,
}

/// <summary>Bundles of rights that accounts are given.</summary>
public enum Role
{
    /// <summary>Anybody who may report.</summary>
    Reporter = 1,

    /// <summary>Stands on the rota and judges reports.</summary>
    OnCall = 2,

    /// <summary>Leads incidents.</summary>
    Commander = 3,

    /// <summary>Legal counsel.</summary>
    Legal = 4,

    /// <summary>Communications.</summary>
    Communications = 5,

    /// <summary>Leadership group and executives.</summary>
    Leadership = 6,

    /// <summary>Reads everything afterwards.</summary>
    Auditor = 7,

    /// <summary>Keeps accounts and settings.</summary>
    Administrator = 8,
}

/// <summary>Which rights a role bundles.</summary>
public static class RoleRights
{
    /// <summary>The rights of a role.</summary>
    public static Right Of(Role role) => role switch
    {
        Role.Reporter => Right.Read | Right.Report | Right.Acknowledge,
        Role.OnCall => Right.Read | Right.Report | Right.Acknowledge | Right.Triage | Right.Command,
        Role.Commander => Right.Read | Right.Report | Right.Acknowledge | Right.Triage | Right.Command | Right.Approve,
        Role.Legal => Right.Read | Right.Report | Right.Acknowledge | Right.ReleaseOutside | Right.ReadRestricted | Right.Approve,
        Role.Communications => Right.Read | Right.Report | Right.Acknowledge | Right.ReleaseOutside,
        Role.Leadership => Right.Read | Right.Report | Right.Acknowledge | Right.Command | Right.Approve | Right.ReadRestricted,
        Role.Auditor => Right.Read | Right.Audit | Right.ReadRestricted,
        Role.Administrator => Right.Read | Right.Report | Right.Acknowledge | Right.Administer,
        _ => Right.None,
    };

    /// <summary>The rights of several roles together.</summary>
    public static Right Of(IEnumerable<Role> roles) => roles.Aggregate(Right.None, (rights, role) => rights | Of(role));
}
