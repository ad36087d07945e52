using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Rotas;

namespace Hub.Web.Api;

/// <summary>A name in both languages.</summary>
public sealed record NameBody
{
    [Required, MaxLength(100), Description("English.")]
    public string? En { get; init; }

    [Required, MaxLength(100), Description("Chinese.")]
    public string? Zh { get; init; }
}

/// <summary>A rota.</summary>
public record RotaBody
{
    [Required, Description("Its name.")]
    public NameBody? Name { get; init; }

    [Required, MaxLength(64), Description("IANA zone in which shifts are handed over.")]
    public string? TimeZone { get; init; }

    [Description("How many minutes before their shift people are told, 5 to 20,160; without it they are not.")]
    public int? TellMinutesBefore { get; init; }

    [Description("True: whoever takes over is told at that moment.")]
    public bool TellAtHandOver { get; init; }

    internal RotaEntry ToEntry() => new(Name?.En, Name?.Zh, TimeZone, TellMinutesBefore is { } minutes ? TimeSpan.FromMinutes(minutes) : null, TellAtHandOver);
}

/// <summary>A new rota.</summary>
public sealed record NewRotaBody : RotaBody
{
    [Required, MaxLength(64), Description("Short name that plans refer to: small letters, digits and hyphens.")]
    public string? Key { get; init; }
}

/// <summary>A change of a rota.</summary>
public sealed record ChangedRotaBody : RotaBody
{
    [Description("The version that was read; with it, a change that somebody made since then is refused with 409.")]
    public long? Version { get; init; }
}

/// <summary>A layer of a rota.</summary>
public sealed record LayerBody
{
    [Description("What people call it; without it, it is called by its number.")]
    public NameBody? Name { get; init; }

    [Required, Description("Day of the first hand-over, in the rota's zone; a weekly rotation hands over on its weekday.")]
    public DateOnly? FirstDay { get; init; }

    [Description("Day on which the last shift ends, at the time of hand-over; without it, it goes on.")]
    public DateOnly? LastDay { get; init; }

    [Required, Description("Time of day of every hand-over, in the rota's zone, whole minutes: 09:00:00.")]
    public TimeOnly? HandOverAt { get; init; }

    [Required, Description("Days that one shift lasts: 1 is daily, 7 weekly; at most 366.")]
    public int? ShiftDays { get; init; }

    [Required, Description("Identities of the persons in turn, 1 to 60.")]
    public IReadOnlyList<Guid>? Participants { get; init; }

    [Description("The times of the week at which it holds, such as `Mon 09:00-Mon 17:00` or `Fri 18:00-Mon 08:00`; none: always.")]
    public IReadOnlyList<string>? Hours { get; init; }

    [Description("The version of the rota that was read; with it, a change that somebody made since then is refused with 409.")]
    public long? Version { get; init; }

    internal Outcome<LayerTerms> ToTerms()
    {
        if (FirstDay is not { } first || HandOverAt is not { } at || ShiftDays is not { } days || Participants is not { } people)
        {
            return Refusal.Invalid(FirstDay is null ? "firstDay" : HandOverAt is null ? "handOverAt" : ShiftDays is null ? "shiftDays" : "participants", "Required");
        }

        var hours = (Hours ?? []).Select(WeeklySpan.Read).ToList();
        return hours.Contains(null)
            ? Refusal.Invalid("hours", "RotaHours", LayerTerms.MostHours)
            : new LayerTerms { Name = new LocalText(Name?.En ?? "", Name?.Zh ?? ""), FirstDay = first, LastDay = LastDay, HandOverAt = at, ShiftDays = days, Participants = people, Hours = [.. hours.OfType<WeeklySpan>()] };
    }
}

/// <summary>An order of layers.</summary>
public sealed record LayerOrderBody
{
    [Required, Description("The present positions of all layers, in the order that is wanted.")]
    public IReadOnlyList<int>? Order { get; init; }

    [Description("The version of the rota that was read; with it, a change that somebody made since then is refused with 409.")]
    public long? Version { get; init; }
}

/// <summary>Somebody who stands in.</summary>
public sealed record OverrideBody
{
    [Required, MaxLength(254), Description("Identity, mail address or exact name.")]
    public string? Person { get; init; }

    [Required, Description("First instant, ISO 8601 with its zone.")]
    public DateTimeOffset? From { get; init; }

    [Required, Description("First instant that is not covered any more.")]
    public DateTimeOffset? Until { get; init; }

    [Description("Position of the layer whose shift is taken, within its hours; without it all layers, for the whole time.")]
    public int? Layer { get; init; }
}

/// <summary>A request for cover.</summary>
public sealed record CoverBody
{
    [MaxLength(254), Description("Who asks; a key must say it.")]
    public string? Person { get; init; }

    [Description("Position of the layer; without it, all that the asker stands in for.")]
    public int? Layer { get; init; }

    [Required, Description("First instant to be covered; it lies ahead, and the request expires with it.")]
    public DateTimeOffset? From { get; init; }

    [Required, Description("First instant that is not to be covered any more.")]
    public DateTimeOffset? Until { get; init; }

    [MaxLength(254), Description("Who is asked; without it, everybody who takes turns on the rota.")]
    public string? Of { get; init; }

    [MaxLength(200), Description("Why.")]
    public string? Note { get; init; }
}

/// <summary>Who answers a request.</summary>
public sealed record CoverAnswerBody
{
    [MaxLength(254), Description("Who accepts or declines; a key must say it.")]
    public string? Person { get; init; }
}

/// <summary>When somebody is not available.</summary>
public sealed record UnavailableBody
{
    [MaxLength(254), Description("Who; a key must say it.")]
    public string? Person { get; init; }

    [Required, Description("First instant.")]
    public DateTimeOffset? From { get; init; }

    [Required, Description("First instant at which the person is available again.")]
    public DateTimeOffset? Until { get; init; }

    [MaxLength(200), Description("Why.")]
    public string? Note { get; init; }

    [Description("True: it is saved also where nobody takes the shift. Without it such a gap is refused with 409.")]
    public bool AcceptsGaps { get; init; }

    internal UnavailableEntry ToEntry() => new(Person, From, Until, Note, AcceptsGaps);
}

/// <summary>Nothing needs to be said.</summary>
public sealed record NothingBody;
