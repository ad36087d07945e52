using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Search;

/// <summary>The search above every page. What is typed while an answer is on its way is asked next; only the last counts.</summary>
public sealed partial class SearchPart : IDisposable
{
    /// <summary>Most that it shows of a kind; the page shows more.</summary>
    public const int Most = 5;

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<HitGroup> groups = [];
    private string? question;
    private string asked = "";
    private string? said;
    private bool isAsking;

    [Inject] public required SearchQuery Query { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override Task Read() => Task.CompletedTask;

    private async Task Ask(ChangeEventArgs typed)
    {
        question = typed.Value?.ToString();
        if (isAsking)
        {
            return;
        }

        isAsking = true;
        try
        {
            for (var next = Clean(question); next != asked; next = Clean(question))
            {
                groups = await Query.Run(await Callers.Get(), next, Most, gone.Token);
                asked = next;
                said = asked.Length == 0 ? null : groups.Count == 0 ? L["Nothing", asked].Value : L[groups.Any(g => g.HasMore) ? "CountMany" : "Count", groups.Sum(g => g.Hits.Count)].Value;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // the page is gone
        }
        finally
        {
            isAsking = false;
        }
    }

    private static string Clean(string? text) => text?.Trim() ?? "";
}
