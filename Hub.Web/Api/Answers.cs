using System.ComponentModel;
using System.Text.Json;
using Hub.Domain.Clocks;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Web.Features.Incidents;

namespace Hub.Web.Api;

/// <summary>A report or incident by its number.</summary>
public sealed record NumberAnswer(
    [property: Description("Its number.")] string Number,
    [property: Description("Its page.")] string Url);

/// <summary>A report that belongs to an incident.</summary>
public sealed record JoinAnswer(string Number, [property: Description("Number of the incident that it belongs to.")] string Incident, string Url);

/// <summary>The latest word of the leader.</summary>
public sealed record UpdateAnswer(string Text, DateTimeOffset At, string By, [property: Description("True when somebody answers for it.")] bool IsVerified);

/// <summary>An incident as it stands.</summary>
public sealed record IncidentAnswer(
    string Number, string Title, string? Description, Category Category, string? Place, Grade Grade, Stage Stage, IncidentState State,
    bool IsDrill, bool IsRestricted, string? Leader, DateTimeOffset OpenedAt, DateTimeOffset? StoodDownAt, DateTimeOffset? ClosedAt,
    UpdateAnswer? LatestUpdate, DateTimeOffset? NextDeadline, int Unacknowledged, string Url)
{
    internal static IncidentAnswer Of(IncidentStanding standing, Links links)
    {
        var i = standing.Incident;
        return new IncidentAnswer(
            i.Number, i.Title, i.Description, i.Category, i.Place, i.Grade, i.Stage, i.State,
            i.IsDrill, i.IsRestricted, i.LeaderName, i.OpenedAt, i.StoodDownAt, i.ClosedAt,
            i.LatestUpdate is { } text ? new UpdateAnswer(text, i.LatestUpdateAt!.Value, i.LatestUpdateBy ?? "", i.LatestUpdateIsVerified) : null,
            standing.NextDeadline, standing.Unacknowledged, links.Incident(i.Number));
    }
}

/// <summary>A page of incidents, newest first.</summary>
public sealed record IncidentsAnswer(
    IReadOnlyList<IncidentAnswer> Items,
    [property: Description("Give it as `after` for the next page; null on the last.")] string? Next);

/// <summary>One fact of the record.</summary>
public sealed record EntryAnswer(
    long Number, DateTimeOffset At, FactKind Kind, string Actor, CallerKind ActorKind, IReadOnlyDictionary<string, string> Data,
    [property: Description("Hash of the entry before, hexadecimal.")] string PreviousHash,
    [property: Description("SHA-256 over the entry's canonical bytes, hexadecimal.")] string Hash,
    [property: Description("How an update or a joined report stands: unverified, verified or untrue; null for everything else.")] Standing? Standing)
{
    internal static EntryAnswer Of(TimelineEntry entry, Standing? standing)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in entry.ReadData())
        {
            data[name] = value;
        }

        return new EntryAnswer(
            entry.Number, entry.At, entry.Kind, entry.Actor, entry.ActorKind, data,
            Convert.ToHexStringLower(entry.PreviousHash), Convert.ToHexStringLower(entry.Hash), standing);
    }
}

/// <summary>A page of the record, oldest first.</summary>
public sealed record TimelineAnswer(
    string Incident, IReadOnlyList<EntryAnswer> Entries, [property: Description("Give it as `after` for the next page; null on the last.")] long? Next);

/// <summary>A notice's way through one channel to one address.</summary>
public sealed record DeliveryAnswer(Channel Channel, string Address, DeliveryState State, int Attempts, DateTimeOffset? AcceptedAt, [property: Description("When the gateway reported that it reached the device.")] DateTimeOffset? ReceivedAt, string? LastError)
{
    internal static DeliveryAnswer Of(Delivery d) => new(d.Channel, d.Address, d.State, d.Attempts, d.State == DeliveryState.Accepted ? d.EndedAt : null, d.ReceivedAt, d.LastError);
}

/// <summary>A notice. Its link is for the recipient alone and never stands here.</summary>
public sealed record NoticeAnswer(
    Guid Id, NoticeEvent Event, int Issue, string Person, [property: Description("Office, group or rota by which the person is told.")] string As,
    NoticeState State, Grade? Grade, DateTimeOffset CreatedAt, DateTimeOffset? AcknowledgeBy, string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt,
    bool IsUndelivered, [property: Description("To whom the recipient handed it over; null when they did not.")] string? HandedTo, IReadOnlyList<DeliveryAnswer> Deliveries)
{
    internal static NoticeAnswer Of(NoticeWithDeliveries told, string language)
    {
        var n = told.Notice;
        return new NoticeAnswer(
            n.Id, n.Event, n.Issue, n.PersonName, n.As.For(language),
            n.State, n.Grade, n.CreatedAt, n.AcknowledgeBy, n.AcknowledgedBy, n.AcknowledgedBy is null ? null : n.EndedAt,
            n.IsUndelivered, n.HandedTo, [.. told.Deliveries.Select(DeliveryAnswer.Of)]);
    }
}

/// <summary>The notices of an incident, oldest first.</summary>
public sealed record NoticesAnswer(string Incident, IReadOnlyList<NoticeAnswer> Items);

/// <summary>Who acknowledged, and when.</summary>
public sealed record AcknowledgedAnswer(string AcknowledgedBy, DateTimeOffset AcknowledgedAt);

/// <summary>Something that an outside body must be told.</summary>
public sealed record DutyAnswer(
    Guid Id, string Key, string Name, string Body, DateTimeOffset OpenedAt, DateTimeOffset DueAt, DutyState State, DateTimeOffset? OverdueAt,
    string Subject, string Text, string Culture, string? DecidedBy, DateTimeOffset? DecidedAt, string? WaiverReason, string? ReferenceNumber,
    DateTimeOffset? SentAt, bool IsUndelivered, long Version)
{
    internal static DutyAnswer Of(Duty d, string language) => new(
        d.Id, d.Key, d.Name.For(language), d.BodyName.For(language), d.OpenedAt, d.DueAt, d.State, d.OverdueAt,
        d.Subject, d.Body, d.Culture, d.DecidedBy, d.DecidedAt, d.WaiverReason, d.ReferenceNumber,
        d.SentAt, d.IsUndelivered, d.Version);
}

/// <summary>The duties of an incident, the next due first.</summary>
public sealed record DutiesAnswer(string Incident, IReadOnlyList<DutyAnswer> Items);

/// <summary>A duty after it was decided on.</summary>
public sealed record DutyDecidedAnswer(Guid Id, [property: Description("What was done: textCorrected, released, waived or referenceRecorded.")] string Done);

/// <summary>What became of the alerts of a webhook.</summary>
public sealed record AlertsAnswer(
    [property: Description("Alerts that came as new reports.")] int Reported,
    [property: Description("Alerts that were known and fire still.")] int Repeated,
    [property: Description("Alerts that are over.")] int Resolved,
    [property: Description("Alerts that were passed over: resolved before they were ever reported, or without a fingerprint.")] int Ignored);
