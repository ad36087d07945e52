using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>
/// What the notices of one event say in the organisation's own words. What is left out is said as the program says it. The
/// texts may hold the names of <see cref="StandingTexts"/> in braces, such as <c>{number}</c>.
/// </summary>
public sealed record StandingText
{
    /// <summary>What happened in a few words: in the subject of a mail and as the heading of a robot's message; at most <see cref="StandingTexts.LongestHeadline"/> characters.</summary>
    public LocalText? Headline { get; init; }

    /// <summary>What happened, in a sentence or two; at most <see cref="StandingTexts.LongestSentence"/> characters.</summary>
    public LocalText? What { get; init; }

    /// <summary>What is asked of somebody who must acknowledge; as long.</summary>
    public LocalText? Asked { get; init; }

    /// <summary>What is said instead to somebody who is told for information; as long.</summary>
    public LocalText? Inform { get; init; }

    /// <summary>The words of a short message, which has room for few; at most <see cref="StandingTexts.LongestSms"/> characters.</summary>
    public LocalText? Sms { get; init; }

    /// <summary>The parts by name, those that are left out too.</summary>
    public IEnumerable<(StandingPart Part, LocalText? Text)> Parts() =>
        [(StandingPart.Headline, Headline), (StandingPart.What, What), (StandingPart.Asked, Asked), (StandingPart.Inform, Inform), (StandingPart.Sms, Sms)];

    /// <summary>The same with one part said anew; null: as the program says it.</summary>
    public StandingText With(StandingPart part, LocalText? text) => part switch
    {
        StandingPart.Headline => this with { Headline = text },
        StandingPart.What => this with { What = text },
        StandingPart.Asked => this with { Asked = text },
        StandingPart.Inform => this with { Inform = text },
        _ => this with { Sms = text },
    };
}

/// <summary>A part of a standing text.</summary>
public enum StandingPart
{
    /// <summary>What happened in a few words.</summary>
    Headline,

    /// <summary>What happened, in a sentence.</summary>
    What,

    /// <summary>What is asked.</summary>
    Asked,

    /// <summary>What is said when nothing is asked.</summary>
    Inform,

    /// <summary>The words of a short message.</summary>
    Sms,
}
