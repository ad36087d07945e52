using Hub.Domain.Grading;

namespace Hub.Web.Dispatch.Texts;

/// <summary>What a group robot says, in the recipient's language, each value clean and nothing escaped yet: the preset knows how its vendor wants that.</summary>
/// <param name="Heading">Drill, grade, number and what happened in a few words; the grade first.</param>
/// <param name="Title">Title of the matter.</param>
/// <param name="Lines">What else is said, a line each.</param>
/// <param name="Link">The page to open: behind the sign-in, since everybody in the group sees it.</param>
/// <param name="LinkText">What the link says.</param>
public sealed record RobotContent(string Heading, string Title, IReadOnlyList<string> Lines, string Link, string LinkText)
{
    /// <summary>Number of the report or incident; empty when it is about neither.</summary>
    public string Number { get; init; } = "";

    /// <summary>Grade, when one is known.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Grade in words; empty when none is known.</summary>
    public string GradeName { get; init; } = "";

    /// <summary>What it is about, for machines: the notice's event, or <c>AddressCheck</c>.</summary>
    public string About { get; init; } = "";

    /// <summary>Whom it is for.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>True in a drill.</summary>
    public bool IsDrill { get; init; }
}
