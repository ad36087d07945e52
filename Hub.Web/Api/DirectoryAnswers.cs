using System.ComponentModel;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Components.Readiness;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Import;

namespace Hub.Web.Api;

/// <summary>An entry after a command.</summary>
public sealed record SavedAnswer(
    [property: Description("Its key; for a person the identity.")] string Key,
    [property: Description("Its version now.")] long Version,
    [property: Description("Fields that were changed.")] IReadOnlyList<string> Changed)
{
    internal static (int Status, object Body) Of(Saved saved) => (saved.IsNew ? 201 : 200, new SavedAnswer(saved.Key, saved.Version, saved.Changed));
}

/// <summary>An address of a person.</summary>
public sealed record ContactPointAnswer(Channel Channel, string Address, bool IsVerified, [property: Description("True while what is sent there comes back.")] bool Bounces);

/// <summary>A seat in an office.</summary>
public sealed record SeatAnswer(string Office, LocalText Name, [property: Description("0 is the holder, 1 the first deputy.")] int Position);

/// <summary>A person of the directory.</summary>
public sealed record PersonAnswer(
    Guid Id, string Name, string Culture, string TimeZone, DateTimeOffset? AbsentUntil, bool IsRetired,
    [property: Description("True when a verified address reaches the person.")] bool IsReachable,
    IReadOnlyList<SeatAnswer> Offices, IReadOnlyList<LocalText> Groups,
    [property: Description("Best first; null without the right triage, command or administer.")] IReadOnlyList<ContactPointAnswer>? ContactPoints,
    long Version)
{
    internal static PersonAnswer Of(PersonRow row) => new(
        row.Id, row.Name, row.Culture, row.TimeZone, row.AbsentUntil, row.IsRetired, row.IsReachable,
        [.. row.Posts.Select(p => new SeatAnswer(p.Key, p.Name, p.Position))], row.Groups,
        row.Points is { } points ? [.. points.Select(p => new ContactPointAnswer(p.Channel, p.Address, p.IsVerified, p.Bounces))] : null, row.Version);
}

/// <summary>A page of persons by name.</summary>
public sealed record PersonsAnswer(IReadOnlyList<PersonAnswer> Items, [property: Description("How many there are in all.")] int Total, int Page, int Pages);

/// <summary>Somebody in an office.</summary>
public sealed record SeatedAnswer(Guid Id, string Name, bool IsPresent, DateTimeOffset? AbsentUntil);

/// <summary>An office.</summary>
public sealed record OfficeAnswer(string Key, LocalText Name, [property: Description("Holder first, then the deputies in order.")] IReadOnlyList<SeatedAnswer> Seats, long Version)
{
    internal static OfficeAnswer Of(OfficeView o) => new(o.Key, o.Name, [.. o.Seats.Select(s => new SeatedAnswer(s.Id, s.Name, s.IsPresent, s.AbsentUntil))], o.Version);
}

/// <summary>The offices.</summary>
public sealed record OfficesAnswer(IReadOnlyList<OfficeAnswer> Items);

/// <summary>A group.</summary>
public sealed record GroupAnswer(string Key, LocalText Name, IReadOnlyList<string> Members, [property: Description("Whom it names just now.")] IReadOnlyList<string> Now, long Version)
{
    internal static GroupAnswer Of(GroupView g) => new(g.Key, g.Name, g.Targets, [.. g.Members.Select(m => m.Person.Name)], g.Version);
}

/// <summary>The groups.</summary>
public sealed record GroupsAnswer(IReadOnlyList<GroupAnswer> Items);

/// <summary>An outside body.</summary>
public sealed record BodyAnswer(
    string Key, LocalText Name, ExternalBodyKind Kind, string Culture, string? Mail, string? Telephone, string? WhatToSay, string? Portal, string? Fax, string? Hours,
    string? ReferenceName, string? ReferencePattern, IReadOnlyList<string> Duties, bool IsRetired, long Version)
{
    internal static BodyAnswer Of(ExternalBody b) => new(
        b.Key, b.Name, b.Kind, b.Culture, b.Mail, b.Telephone, b.WhatToSay, b.Portal, b.Fax, b.Hours, b.ReferenceName, b.ReferencePattern, b.Duties, b.IsRetired, b.Version);
}

/// <summary>The outside bodies.</summary>
public sealed record BodiesAnswer(IReadOnlyList<BodyAnswer> Items);

/// <summary>An asset.</summary>
public sealed record AssetAnswer(
    string Key, LocalText Name, AssetKind Kind, string? Owner, int Importance, int Confidentiality, int Integrity, int Availability, string? Place, string? Note, bool IsRetired, long Version)
{
    internal static AssetAnswer Of(AssetView view)
    {
        var a = view.Asset;
        return new AssetAnswer(a.Key, a.Name, a.Kind, a.Owner, a.Importance, a.Confidentiality, a.Integrity, a.Availability, a.Place, a.Note, a.IsRetired, a.Version);
    }
}

/// <summary>The assets.</summary>
public sealed record AssetsAnswer(IReadOnlyList<AssetAnswer> Items);

/// <summary>The fate of a line.</summary>
public sealed record LineAnswer(
    int Line, string Name, LineFate Fate, IReadOnlyList<string> Fields,
    [property: Description("Field at fault.")] string? Field,
    [property: Description("Why it cannot be taken, for programs.")] string? Code,
    [property: Description("Why it cannot be taken, in the language of Accept-Language.")] string? Fault);

/// <summary>The fate of every line; written when the call had a stamp.</summary>
public sealed record ImportAnswer(
    bool IsWritten, [property: Description("Give it back to write what is shown here.")] string Stamp,
    int New, int Changed, int Unchanged, int Retired, int Faulty, IReadOnlyList<string> ColumnsNotRead, IReadOnlyList<LineAnswer> Lines)
{
    internal static ImportAnswer Of(DryRun run, bool written, RefusalSentences sentences, string language) => new(
        written, run.Stamp, run.Count(LineFate.New), run.Count(LineFate.Changed), run.Count(LineFate.Unchanged), run.Count(LineFate.Retired), run.Count(LineFate.Faulty), run.Unread,
        [.. run.Lines.Select(l => new LineAnswer(l.Line, l.Name, l.Fate, l.Fields, l.Fault?.Field, l.Fault?.Code, l.Fault is { } fault ? sentences.Of(fault, language) : null))]);
}

/// <summary>What a change would spoil in the coming 30 days.</summary>
public sealed record ConsequencesAnswer([property: Description("What readiness would find and does not find now; gaps first.")] IReadOnlyList<FindingAnswer> Items)
{
    internal static ConsequencesAnswer Of(Foreseen foreseen, FindingWords words, string language) => new(FindingAnswer.Of(foreseen.Findings, words, language));
}
