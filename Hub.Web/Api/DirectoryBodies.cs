using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.People;
using Hub.Web.Features.Directory;

namespace Hub.Web.Api;

/// <summary>The version that the caller read: the command is refused when somebody else wrote since.</summary>
public sealed record VersionBody
{
    [Required, Description("`version` as it was read; 409 when it is another by now.")]
    public long? Version { get; init; }
}

/// <summary>One address of a person.</summary>
public sealed record ContactPointBody
{
    [Required, Description("Which way.")]
    public Channel? Channel { get; init; }

    [Required, MaxLength(254), Description("Mailbox, telephone number (E.164) or key of a robot.")]
    public string? Address { get; init; }
}

/// <summary>A person as it stands afterwards.</summary>
public sealed record PersonBody
{
    [Description("Only to change a person: `version` as it was read.")]
    public long? Version { get; init; }

    [Required, MaxLength(100), Description("Name as people write it.")]
    public string? Name { get; init; }

    [Required, Description("`zh-Hans` or `en`.")]
    public string? Culture { get; init; }

    [Required, MaxLength(64), Description("IANA name.")]
    public string? TimeZone { get; init; }

    [Description("Best first, at most ten. What is known of an address that stays is kept.")]
    public IReadOnlyList<ContactPointBody>? ContactPoints { get; init; }

    [Description("Absent until then; without it, present.")]
    public DateTimeOffset? AbsentUntil { get; init; }

    internal PersonDetails ToDetails() =>
        new(Name, Culture, TimeZone, [.. (ContactPoints ?? []).Select(c => (c?.Channel ?? Channel.Mail, c?.Address))]) { AbsentUntil = AbsentUntil };
}

/// <summary>What offices and groups have in common.</summary>
public abstract record PostBody
{
    [MaxLength(64), Description("Only for a new one: its key, small letters, digits and hyphens.")]
    public string? Key { get; init; }

    [Description("Only to change one: `version` as it was read.")]
    public long? Version { get; init; }

    [MaxLength(100), Description("English name; when it is missing, the Chinese one stands for it.")]
    public string? NameEn { get; init; }

    [MaxLength(100), Description("Chinese name; when it is missing, the English one stands for it.")]
    public string? NameZh { get; init; }
}

/// <summary>An office as it stands afterwards.</summary>
public sealed record OfficeBody : PostBody
{
    [Description("Persons by identity: the holder first, then the deputies in order of succession.")]
    public IReadOnlyList<Guid>? Seats { get; init; }

    internal OfficeEntry ToEntry() => new(NameEn, NameZh, Seats ?? []);
}

/// <summary>A group as it stands afterwards.</summary>
public sealed record GroupBody : PostBody
{
    [Description("Members in order: `office:KEY`, `deputy:KEY`, `group:KEY`, `rota:KEY` or `person:ID`.")]
    public IReadOnlyList<string>? Members { get; init; }

    internal GroupEntry ToEntry() => new(NameEn, NameZh, [.. (Members ?? []).Select(m => m ?? "")]);
}

/// <summary>An outside body as it stands afterwards.</summary>
public sealed record ExternalBodyBody : PostBody
{
    [Required, Description("What it is.")]
    public ExternalBodyKind? Kind { get; init; }

    [Required, Description("Language in which it is written and spoken to: `zh-Hans` or `en`.")]
    public string? Culture { get; init; }

    [MaxLength(254), Description("Mailbox.")]
    public string? Mail { get; init; }

    [MaxLength(50), Description("Telephone number as one dials it.")]
    public string? Telephone { get; init; }

    [MaxLength(1_000), Description("What the caller says first, in its language.")]
    public string? WhatToSay { get; init; }

    [MaxLength(400), Description("Page where one reports, http or https.")]
    public string? Portal { get; init; }

    [MaxLength(50), Description("Fax number.")]
    public string? Fax { get; init; }

    [MaxLength(200), Description("When somebody is there.")]
    public string? Hours { get; init; }

    [MaxLength(100), Description("What the number that it gives back is called.")]
    public string? ReferenceName { get; init; }

    [MaxLength(200), Description("Regular expression that such a number matches as a whole, without look-around and back-references.")]
    public string? ReferencePattern { get; init; }

    [Description("Keys of the plan's duties that it is told for.")]
    public IReadOnlyList<string>? Duties { get; init; }

    internal BodyDetails ToDetails() => new()
    {
        NameEn = NameEn,
        NameZh = NameZh,
        Kind = Kind,
        Culture = Culture,
        Reach = new BodyReach(Mail, Telephone, WhatToSay, Portal, Fax, Hours),
        ReferenceName = ReferenceName,
        ReferencePattern = ReferencePattern,
        Duties = [.. (Duties ?? []).Select(d => d ?? "")],
    };
}

/// <summary>An asset as it stands afterwards.</summary>
public sealed record AssetBody : PostBody
{
    [Required, Description("What it is.")]
    public AssetKind? Kind { get; init; }

    [Description("Who answers for it: `office:KEY` or `person:ID`.")]
    public string? Owner { get; init; }

    [Description("1 (very low) to 5 (very high); without it the greatest of the other three.")]
    public int? Importance { get; init; }

    [Required, Description("Damage if somebody reads it who must not, 1 to 5.")]
    public int? Confidentiality { get; init; }

    [Required, Description("Damage if it is changed or falsified, 1 to 5.")]
    public int? Integrity { get; init; }

    [Required, Description("Damage if it is not there, 1 to 5.")]
    public int? Availability { get; init; }

    [MaxLength(200), Description("Where it stands.")]
    public string? Place { get; init; }

    [MaxLength(2_000), Description("What else one must know.")]
    public string? Note { get; init; }

    internal AssetDetails ToDetails()
    {
        var worth = AssetWorth.Of(Confidentiality ?? 0, Integrity ?? 0, Availability ?? 0);
        return new AssetDetails { NameEn = NameEn, NameZh = NameZh, Kind = Kind, Owner = Owner, Worth = worth with { Importance = Importance ?? worth.Importance }, Place = Place, Note = Note };
    }
}

/// <summary>A table to be taken.</summary>
public sealed record ImportBody
{
    [Required, Description("The table: a head and at most 10,000 lines, separated by comma, semicolon or tab.")]
    public string? Csv { get; init; }

    [Description("Without it nothing is changed: the answer is the fate of every line, and the stamp. With it, what that answer showed is written; 409 when the table or the directory is another by now.")]
    public string? Stamp { get; init; }

    [Description("True: faulty lines are left out. Else a table with one is refused.")]
    public bool? LeaveOutFaulty { get; init; }
}

/// <summary>A change that somebody thinks of; exactly one of the parts.</summary>
public sealed record ConsequencesBody
{
    [Description("Persons who leave.")]
    public IReadOnlyList<Guid>? Retire { get; init; }

    [Description("Identity of a person who would be as `person` says.")]
    public Guid? PersonId { get; init; }

    [Description("The person as it would stand.")]
    public PersonBody? Person { get; init; }

    [Description("Key of an office that would be held by `seats`.")]
    public string? Office { get; init; }

    [Description("Holder and deputies; empty: nobody.")]
    public IReadOnlyList<Guid>? Seats { get; init; }

    internal Deed? ToDeed() => (Retire, PersonId, Person, Office, Seats) switch
    {
        ({ Count: > 0 } ids, null, null, null, null) => new RetireDeed([.. ids]),
        (null, { } id, { } person, null, null) => new PersonDeed(id, person.ToDetails()),
        (null, null, null, { } office, { } seats) => new SeatsDeed(office, seats),
        _ => null,
    };
}
