namespace Hub.Web.Features.Plans.Edit;

/// <summary>Copies of lists with one thing different.</summary>
internal static class ListEdits
{
    public static IReadOnlyList<T> Put<T>(this IReadOnlyList<T> list, int at, T item) => [.. list.Take(at), item, .. list.Skip(at + 1)];

    public static IReadOnlyList<T> Without<T>(this IReadOnlyList<T> list, int at) => [.. list.Take(at), .. list.Skip(at + 1)];

    public static IReadOnlyList<T> Up<T>(this IReadOnlyList<T> list, int at) => at <= 0 ? list : [.. list.Take(at - 1), list[at], list[at - 1], .. list.Skip(at + 1)];

    public static IReadOnlyDictionary<string, T> Put<T>(this IReadOnlyDictionary<string, T> all, string key, T item) =>
        all.ContainsKey(key) ? all.ToDictionary(a => a.Key, a => a.Key == key ? item : a.Value, StringComparer.Ordinal) : all.Append(new(key, item)).ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, T> Without<T>(this IReadOnlyDictionary<string, T> all, string key) =>
        all.Where(a => a.Key != key).ToDictionary(StringComparer.Ordinal);

    /// <summary>What tells an item of a list from the others for as long as it is shown: the item itself, and which of several equal ones, since a file may hold one twice.</summary>
    public static object KeyAt<T>(this IReadOnlyList<T> list, int at)
        where T : notnull => list.KeyAt(at, item => item);

    /// <summary>The same by a part of the item.</summary>
    public static object KeyAt<T, TKey>(this IReadOnlyList<T> list, int at, Func<T, TKey> key)
        where TKey : notnull => (key(list[at]), list.Take(at).Count(item => EqualityComparer<TKey>.Default.Equals(key(item), key(list[at]))));

    /// <summary>A key that is free: the wish itself, or with a number behind it.</summary>
    public static string Free(this IEnumerable<string> taken, string wish)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        var key = wish;
        for (var n = 2; known.Contains(key); n++)
        {
            key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wish}-{n}");
        }

        return key;
    }
}
