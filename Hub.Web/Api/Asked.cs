using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.Shared;

namespace Hub.Web.Api;

/// <summary>What the query of an address asks for, or the first thing that is wrong with it.</summary>
internal sealed record Asked
{
    /// <summary>Items of a page when nothing is asked.</summary>
    public const int UsualLimit = 50;

    /// <summary>Most items of a page.</summary>
    public const int MostItems = 200;

    public IncidentState? StateValue { get; private init; }

    public Grade? GradeValue { get; private init; }

    public int LimitValue { get; private init; } = UsualLimit;

    public long AfterValue { get; private init; }

    public Refusal? Fault { get; private init; }

    public static Asked Nothing { get; } = new();

    public static Asked State(string? text)
    {
        var value = text is null ? null : ApiJson.Value<IncidentState>(text);
        return new Asked { StateValue = value, Fault = text is not null && value is null ? Refusal.Invalid("state", "Unknown") : null };
    }

    public Asked Grade(string? text)
    {
        var value = text is null ? null : ApiJson.Value<Grade>(text);
        return this with { GradeValue = value, Fault = Fault ?? (text is not null && value is null ? Refusal.Invalid("grade", "Unknown") : null) };
    }

    public Asked Limit(string? text) =>
        text is null ? this
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostItems ? this with { LimitValue = limit }
        : this with { Fault = Fault ?? Refusal.Invalid("limit", "Unknown") };

    public Asked After(string? text) =>
        text is null ? this
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? this with { AfterValue = after }
        : this with { Fault = Fault ?? Refusal.Invalid("after", "Unknown") };
}
