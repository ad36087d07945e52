namespace Hub.Domain.People;

/// <summary>What a target names.</summary>
public enum TargetKind
{
    /// <summary>Holder of an office, or the first present deputy.</summary>
    Office,

    /// <summary>The next present deputy behind whoever <see cref="Office"/> names.</summary>
    Deputy,

    /// <summary>Everybody of a group.</summary>
    Group,

    /// <summary>Whoever is on call on a rota.</summary>
    Rota,

    /// <summary>One person.</summary>
    Person,

    /// <summary>The incident's leader.</summary>
    Leader,
}

/// <summary>
/// Whom a plan addresses, written <c>office:KEY</c>, <c>deputy:KEY</c>, <c>group:KEY</c>, <c>rota:KEY</c>,
/// <c>person:ID</c> or <c>leader</c>.
/// </summary>
/// <param name="Kind">What it names.</param>
/// <param name="Key">Key or person id; empty for the leader.</param>
public readonly record struct Target(TargetKind Kind, string Key)
{
    /// <summary>Reads a target.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Target Parse(string text) =>
        TryParse(text, out var target) ? target : throw new FormatException($"'{text}' names nobody: write office:KEY, deputy:KEY, group:KEY, rota:KEY, person:ID or leader.");

    /// <summary>Reads a target; false when the text is none.</summary>
    public static bool TryParse(string? text, out Target target)
    {
        target = default;
        if (text is "leader")
        {
            target = new Target(TargetKind.Leader, "");
            return true;
        }

        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0 || colon == text!.Length - 1 || !text[..colon].All(char.IsAsciiLetter) || !Enum.TryParse<TargetKind>(text[..colon], ignoreCase: true, out var kind) || kind == TargetKind.Leader)
        {
            return false;
        }

        target = new Target(kind, text[(colon + 1)..]);
        if (kind != TargetKind.Person)
        {
            return true;
        }

        // one way of writing it only, so that what names the same person is the same text
        var isId = Guid.TryParse(target.Key, out var id);
        target = isId ? target with { Key = id.ToString() } : default;
        return isId;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind == TargetKind.Leader ? "leader" : $"{Kind.ToString().ToLowerInvariant()}:{Key}";
}
