namespace Hub.Domain.Plans;

/// <summary>Lays two lists beside each other so that as much as possible of what is equal stands side by side.</summary>
internal static class Alignment
{
    private const int MostPairs = 1_000_000;

    /// <summary>Pairs in order; one side is missing where something came or went.</summary>
    /// <param name="old">The older list.</param>
    /// <param name="fresh">The newer list.</param>
    /// <param name="equal">Whether two belong together.</param>
    /// <param name="pairUp">True: what came and what went between two equal ones is paired as changed.</param>
    public static IReadOnlyList<(T? Old, T? Fresh)> Of<T>(IReadOnlyList<T> old, IReadOnlyList<T> fresh, Func<T, T, bool> equal, bool pairUp = false)
        where T : class
    {
        // A file from outside may hold very long lists: those are not worth a table of all pairs.
        if ((long)old.Count * fresh.Count > MostPairs)
        {
            return [.. old.Select(x => ((T?)x, (T?)null)), .. fresh.Select(y => ((T?)null, (T?)y))];
        }

        // Longest common subsequence, from the end.
        var common = new int[old.Count + 1, fresh.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = fresh.Count - 1; j >= 0; j--)
            {
                common[i, j] = equal(old[i], fresh[j]) ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var pairs = new List<(T?, T?)>();
        var (gone, come) = (new List<T>(), new List<T>());
        var (a, b) = (0, 0);
        while (a < old.Count || b < fresh.Count)
        {
            if (a < old.Count && b < fresh.Count && equal(old[a], fresh[b]))
            {
                Flush();
                pairs.Add((old[a++], fresh[b++]));
            }
            else if (b == fresh.Count || (a < old.Count && common[a + 1, b] >= common[a, b + 1]))
            {
                gone.Add(old[a++]);
            }
            else
            {
                come.Add(fresh[b++]);
            }
        }

        Flush();
        return pairs;

        void Flush()
        {
            var both = pairUp ? Math.Min(gone.Count, come.Count) : 0;
            pairs.AddRange(gone.Take(both).Zip(come, (x, y) => ((T?)x, (T?)y)));
            pairs.AddRange(gone.Skip(both).Select(x => ((T?)x, (T?)null)));
            pairs.AddRange(come.Skip(both).Select(y => ((T?)null, (T?)y)));
            gone.Clear();
            come.Clear();
        }
    }
}
