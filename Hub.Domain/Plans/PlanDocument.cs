using Hub.Domain.Shared;

namespace Hub.Domain.Plans;

/// <summary>What stands on the cover of a plan (文档信息).</summary>
public sealed record PlanDocument
{
    /// <summary>Number under which the organisation files it (文件编号); null: none.</summary>
    public string? FileNumber { get; init; }

    /// <summary>What sort of document it is (文档类别).</summary>
    public LocalText? Category { get; init; }

    /// <summary>For whom it is written (使用对象).</summary>
    public LocalText? Users { get; init; }

    /// <summary>Principles of the work (工作原则).</summary>
    public IReadOnlyList<LocalText> Principles { get; init; } = [];
}

/// <summary>One article (条款) of a plan, in words.</summary>
public sealed record Article
{
    /// <summary>Chapter that begins with it; null: it continues the chapter before.</summary>
    public LocalText? Chapter { get; init; }

    /// <summary>Heading.</summary>
    public required LocalText Heading { get; init; }

    /// <summary>What it says.</summary>
    public required LocalText Text { get; init; }
}
