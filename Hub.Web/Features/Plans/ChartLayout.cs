namespace Hub.Web.Features.Plans;

/// <summary>A line of a box, as it is drawn.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsName">True for the name of the box.</param>
public readonly record struct ChartLine(string Text, bool IsName);

/// <summary>A box with its place in the picture.</summary>
public sealed record ChartPlace(ChartBox Box, int Depth, double Left, double Top, double Height, IReadOnlyList<ChartLine> Lines, ChartPlace? Above)
{
    /// <summary>Where lines of the picture meet it.</summary>
    public double Middle => Top + (Height / 2);
}

/// <summary>Places the boxes of an organisation: a column a level, from left to right, each beside the middle of what stands below it. Pure.</summary>
public sealed class ChartLayout
{
    /// <summary>Width of a box.</summary>
    public const double BoxWidth = 330;

    /// <summary>Height of a line of text.</summary>
    public const double LineHeight = 19;

    private const double Gap = 14;
    private const double ColumnGap = 56;
    private const double Padding = 9;

    /// <summary>Letters of a line: a Chinese sign counts as two.</summary>
    private const int LineLength = 42;

    private readonly Func<ChartBox, IEnumerable<ChartLine>> lines;
    private readonly List<ChartPlace> places = [];

    private ChartLayout(Func<ChartBox, IEnumerable<ChartLine>> lines) => this.lines = lines;

    /// <summary>The places, and how wide and high the picture is.</summary>
    public static (IReadOnlyList<ChartPlace> Places, double Width, double Height) Of(IReadOnlyList<ChartBox> boxes, Func<ChartBox, IEnumerable<ChartLine>> lines)
    {
        var layout = new ChartLayout(lines);
        var top = 2.0;
        foreach (var box in boxes)
        {
            var height = layout.Needs(box);
            layout.Put(box, 0, top, height, null);
            top += height + Gap;
        }

        var right = layout.places.Count == 0 ? 0 : layout.places.Max(p => p.Left) + BoxWidth;
        return (layout.places, right + 4, top);
    }

    /// <summary>Cuts a text into lines that fit into a box.</summary>
    public static IEnumerable<string> Wrap(string text)
    {
        var (start, width, space) = (0, 0, -1);
        for (var i = 0; i < text.Length; i++)
        {
            space = text[i] is ' ' or '、' or '，' or '·' ? i : space;
            width += text[i] > 0x2E7F ? 2 : 1;
            if (width > LineLength)
            {
                var cut = space > start ? space + 1 : char.IsLowSurrogate(text[i]) ? i - 1 : i;
                yield return text[start..cut].Trim();
                start = cut;
                width = text[start..(i + 1)].Sum(c => c > 0x2E7F ? 2 : 1);
                space = -1;
            }
        }

        yield return text[start..].Trim();
    }

    private double Needs(ChartBox box) => Math.Max(HeightOf(box), box.Below.Sum(b => Needs(b) + Gap) - (box.Below.Count > 0 ? Gap : 0));

    private double HeightOf(ChartBox box) => (lines(box).Count() * LineHeight) + (2 * Padding);

    private void Put(ChartBox box, int depth, double top, double height, ChartPlace? above)
    {
        var own = HeightOf(box);
        var place = new ChartPlace(box, depth, 2 + (depth * (BoxWidth + ColumnGap)), top + ((height - own) / 2), own, [.. lines(box)], above);
        places.Add(place);
        var below = box.Below.Sum(b => Needs(b) + Gap) - Gap;
        var at = top + Math.Max(0, (height - below) / 2);
        foreach (var child in box.Below)
        {
            var needs = Needs(child);
            Put(child, depth + 1, at, needs, place);
            at += needs + Gap;
        }
    }
}
