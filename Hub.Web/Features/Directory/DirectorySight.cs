using Hub.Domain.People;

namespace Hub.Web.Features.Directory;

/// <summary>
/// Who sees what of the directory: names, offices and groups everybody who may read; addresses of persons only those who
/// must call somebody in an emergency, those who keep the directory, and the person.
/// </summary>
internal static class DirectorySight
{
    public static bool SeesAddresses(Caller caller) => caller.Has(Right.Triage) || caller.Has(Right.Command) || caller.Has(Right.Administer);

    public static bool SeesAddressesOf(Caller caller, Guid personId) => caller.PersonId == personId || SeesAddresses(caller);
}
