using System.ComponentModel;
using Hub.Domain.People;
using Hub.Web.Features.Rotas;

namespace Hub.Web.Api;

/// <summary>Somebody on call.</summary>
public sealed record OnCallAnswer(Guid Id, string Name, [property: Description("False while the person is absent: the plan passes over them.")] bool IsPresent);

/// <summary>A time without anybody.</summary>
public sealed record GapAnswer(DateTimeOffset From, DateTimeOffset Until);

/// <summary>A rota in the list.</summary>
public sealed record RotaItem(
    string Key, string Name, string TimeZone, IReadOnlyList<OnCallAnswer> Now, [property: Description("Until when; nothing when it never changes.")] DateTimeOffset? Until,
    IReadOnlyList<OnCallAnswer> Next, [property: Description("Times of the coming 30 days without anybody on call.")] IReadOnlyList<GapAnswer> Gaps)
{
    internal static RotaItem Of(RotaLine line, string language) => new(
        line.Key, line.Name.For(language), line.TimeZone, People(line.Now), line.Until, People(line.Next), [.. line.Gaps.Select(g => new GapAnswer(g.From, g.Until))]);

    private static List<OnCallAnswer> People(IReadOnlyList<OnCallPerson> people) => [.. people.Select(p => new OnCallAnswer(p.Id, p.Name, p.IsPresent))];
}

/// <summary>All rotas.</summary>
public sealed record RotasAnswer(IReadOnlyList<RotaItem> Items);

/// <summary>A layer.</summary>
public sealed record LayerAnswer(
    int Position, string Name, DateOnly FirstDay, DateOnly? LastDay, TimeOnly HandOverAt, int ShiftDays, IReadOnlyList<Guid> Participants, IReadOnlyList<string> Hours);

/// <summary>Somebody who has a shift.</summary>
public sealed record HolderAnswer(
    Guid Person, string Name, [property: Description("Position of the layer; nothing when the person stands in for all.")] int? Layer,
    [property: Description("turn: it is theirs; next: whose turn it is is not available; override: they stand in.")] Holding How, Guid? Override);

/// <summary>A piece of time with the same persons on call; nobody: a gap.</summary>
public sealed record ShiftAnswer(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<HolderAnswer> OnCall);

/// <summary>One rota with its shifts between two instants, without overlap or hole.</summary>
public sealed record RotaAnswer(
    string Key, string Name, string TimeZone, int? TellMinutesBefore, bool TellAtHandOver, long Version, IReadOnlyList<LayerAnswer> Layers, DateTimeOffset From, DateTimeOffset Until,
    IReadOnlyList<ShiftAnswer> Shifts, IReadOnlyList<OverrideAnswer> Overrides, IReadOnlyList<CoverAnswer> Covers)
{
    internal static RotaAnswer Of(RotaDetail detail, DateTimeOffset from, DateTimeOffset until, string language)
    {
        var rota = detail.Rota;
        return new RotaAnswer(
            rota.Key, rota.Name.For(language), rota.TimeZone, (int?)rota.TellBefore?.TotalMinutes, rota.TellAtHandOver, rota.Version,
            [.. rota.Layers.OrderBy(l => l.Position).Select(l => new LayerAnswer(
                l.Position, l.Name.For(language), l.FirstDay, l.LastDay, l.HandOverAt, l.ShiftDays, l.Participants, [.. l.Hours.Select(h => h.ToString())]))],
            from, until,
            [.. rota.ShiftsBetween(from, until, detail.Roster.Absences).Select(s => new ShiftAnswer(s.From, s.Until, Holders(s.OnCall, detail)))],
            [.. rota.Overrides.Where(o => o.Until > from && o.From < until).OrderBy(o => o.From).Select(o => new OverrideAnswer(o.Id, o.PersonId, detail.NameOf(o.PersonId), o.Layer, o.From, o.Until))],
            [.. detail.Requests.Select(c => new CoverAnswer(c.Id, c.Layer, c.From, c.Until, detail.NameOf(c.AskedBy), c.AskedOf is { } of ? detail.NameOf(of) : null, c.Note))]);
    }

    private static List<HolderAnswer> Holders(IReadOnlyList<OnCall> onCall, RotaDetail detail) =>
        [.. onCall.Where(o => !detail.HasLeft(o.PersonId)).Select(o => new HolderAnswer(o.PersonId, detail.NameOf(o.PersonId), o.Layer, o.How, o.OverrideId))];
}

/// <summary>An override.</summary>
public sealed record OverrideAnswer(Guid Id, Guid Person, string Name, int? Layer, DateTimeOffset From, DateTimeOffset Until);

/// <summary>An open request for cover.</summary>
public sealed record CoverAnswer(Guid Id, int? Layer, DateTimeOffset From, DateTimeOffset Until, string AskedBy, [property: Description("Nothing: anybody on the rota.")] string? AskedOf, string? Note);

/// <summary>Who is on call at an instant.</summary>
public sealed record OnCallAtAnswer(DateTimeOffset At, IReadOnlyList<HolderAnswer> OnCall);

/// <summary>Which rota was added, changed or removed.</summary>
public sealed record RotaDoneAnswer(string Key, string Done);

/// <summary>Which layer was added, changed or removed.</summary>
public sealed record LayerDoneAnswer(string Key, int Position, string Done);

/// <summary>What was done, with its identity.</summary>
public sealed record DoneAnswer(Guid Id, string Done);

/// <summary>What follows for a shift of somebody who is not available.</summary>
public sealed record ShiftConsequenceAnswer(
    string Rota, string Layer, DateTimeOffset From, DateTimeOffset Until, [property: Description("Who takes it; nothing: nobody, a gap of the layer.")] string? TakenBy,
    [property: Description("Who is on call on other layers then; empty with nobody to take it: the whole rota has a gap.")] IReadOnlyList<string> Still)
{
    internal static List<ShiftConsequenceAnswer> Of(IReadOnlyList<Consequence> all, string language) =>
        [.. all.Select(c => new ShiftConsequenceAnswer(c.RotaKey, c.Layer.For(language), c.From, c.Until, c.TakenBy?.Name, c.Still))];
}

/// <summary>What was said, and what follows.</summary>
public sealed record UnavailableAnswer([property: Description("Nothing when it was only looked at.")] Guid? Id, IReadOnlyList<ShiftConsequenceAnswer> Consequences);
