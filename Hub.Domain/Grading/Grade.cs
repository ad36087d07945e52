namespace Hub.Domain.Grading;

/// <summary>How grave an incident is. Ⅰ is the gravest; the numbers are those of the source plans (S1, section three).</summary>
public enum Grade
{
    /// <summary>Ⅰ extraordinary (特别重大), red.</summary>
    I = 1,

    /// <summary>Ⅱ major (重大), orange.</summary>
    II = 2,

    /// <summary>Ⅲ considerable (较大), yellow.</summary>
    III = 3,

    /// <summary>Ⅳ general (一般), blue.</summary>
    IV = 4,
}

/// <summary>Order and writing of grades.</summary>
public static class Grades
{
    /// <summary>All grades, gravest first.</summary>
    public static IReadOnlyList<Grade> All { get; } = [Grade.I, Grade.II, Grade.III, Grade.IV];

    /// <summary>True when this grade is graver than the other.</summary>
    public static bool IsGraverThan(this Grade grade, Grade other) => grade < other;

    /// <summary>The Roman numeral as one character, Ⅰ to Ⅳ.</summary>
    public static string Numeral(this Grade grade) => grade switch
    {
        Grade.I => "Ⅰ",
        Grade.II => "Ⅱ",
        Grade.III => "Ⅲ",
        _ => "Ⅳ",
    };
}

/// <summary>What sort of cause (S1): below it stands the class of GB/T 20986-2023.</summary>
public enum Category
{
    /// <summary>Natural disaster (自然灾害).</summary>
    Natural = 1,

    /// <summary>Accident (事故灾难).</summary>
    Accident = 2,

    /// <summary>Man-made (人为破坏).</summary>
    Manmade = 3,
}
