using Hub.Domain.Shared;

namespace Hub.Domain.Grading;

/// <summary>Names of the grades, as the source plans give them.</summary>
public static class GradeNames
{
    /// <summary>Name in both languages.</summary>
    public static LocalText Of(Grade grade) => grade switch
    {
        Grade.I => new LocalText("extraordinary", "特别重大"),
        Grade.II => new LocalText("major", "重大"),
        Grade.III => new LocalText("considerable", "较大"),
        _ => new LocalText("general", "一般"),
    };

    /// <summary>English name.</summary>
    public static string English(Grade grade) => Of(grade).En;

    /// <summary>Chinese name.</summary>
    public static string Chinese(Grade grade) => Of(grade).Zh;
}

/// <summary>Names of the categories (S1).</summary>
public static class CategoryNames
{
    /// <summary>Name in both languages.</summary>
    public static LocalText Of(Category category) => category switch
    {
        Category.Natural => new LocalText("natural disaster", "自然灾害"),
        Category.Accident => new LocalText("accident", "事故灾难"),
        _ => new LocalText("man-made", "人为破坏"),
    };
}
