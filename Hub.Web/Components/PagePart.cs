namespace Hub.Web.Components;

/// <summary>Places on pages that several features fill together.</summary>
public enum Slot
{
    /// <summary>Every page: what is wrong with the program itself.</summary>
    Shell,

    /// <summary>Every page: in the bar at the top.</summary>
    Bar,

    /// <summary>Desk: above everything.</summary>
    DeskTop,

    /// <summary>Desk: what this person must do now.</summary>
    DeskNow,

    /// <summary>Desk: how it stands.</summary>
    DeskBoard,

    /// <summary>Desk: beside it, what helps.</summary>
    DeskSide,

    /// <summary>Incident: what this person must do about it.</summary>
    IncidentNow,

    /// <summary>Incident: beside the timeline.</summary>
    IncidentSide,

    /// <summary>Incident: who was told.</summary>
    IncidentTold,

    /// <summary>Incident on paper.</summary>
    IncidentPrint,

    /// <summary>One's own profile: what else concerns oneself.</summary>
    Profile,

    /// <summary>Directory: the people themselves.</summary>
    DirectoryPeople,
}

/// <summary>
/// A component that stands in a slot. Features do not know each other: Setup says which of them stand on a page, and in which order.
/// </summary>
/// <param name="Slot">Where.</param>
/// <param name="Component">A <see cref="Live.LivePart"/>.</param>
/// <param name="Order">From the top.</param>
public sealed record PagePart(Slot Slot, Type Component, int Order);
