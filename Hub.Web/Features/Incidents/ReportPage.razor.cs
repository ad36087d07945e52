using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Resources;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Hub.Web.Features.Incidents;

/// <summary>Anybody signed in reports what they noticed: a title is enough.</summary>
public sealed partial class ReportPage
{
    private static readonly string[] Drafts = ["title", "description", "place", "source", "reporter", "contact", "persons", "measures"];
    private static readonly string[] Basic = ["title", "description", "suspectedGrade"];

    private Form form = new();
    private Refusal? refusal;
    private Reported? sent;
    private bool isBusy;

    [CascadingParameter] public ViewerTime? Viewer { get; set; }

    [Inject] public required ReportEvent Reporting { get; init; }

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] public required IJSRuntime Js { get; init; }

    [Inject] public required IStringLocalizer<RefusalTexts> Refusals { get; init; }

    private ViewerTime View => Viewer ?? ViewerTime.Utc;

    private string Zone => View.ZoneName(Clock.GetUtcNow());

    private bool hasMoreFault => refusal?.Field is { } at && !Array.Exists(Basic, b => b == at);

    private string? Invalid(string field) => refusal?.Field == field ? "true" : null;

    private RenderFragment? Fault(string field) => refusal?.Field != field ? null : builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "fault");
        builder.AddAttribute(2, "role", "alert");
        builder.AddContent(3, Refusals.Say(refusal));
        builder.CloseElement();
    };

    private void Another()
    {
        form = new Form();
        sent = null;
    }

    private async Task Send()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var outcome = await Reporting.Run(await Callers.Get(), Content());
            refusal = outcome.Refusal;
            if (!outcome.IsRefused)
            {
                sent = outcome.Value;
                foreach (var draft in Drafts)
                {
                    await Js.InvokeVoidAsync("hub.clearDraft", $"report-{draft}");
                }
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private ReportContent Content() => new()
    {
        Title = form.Title ?? "",
        Description = form.Description,
        SuspectedGrade = form.Suspected,
        OccurredAt = form.OccurredAt is { } local ? WallClock.Reached(local, View.Zone) : null,
        Place = form.Place,
        Category = form.Category,
        Source = form.Source,
        ReporterName = Text.Clean(form.Reporter),
        ReporterContact = form.Contact,
        Persons = form.Persons,
        MeasuresTaken = form.Measures,
    };

    private sealed class Form
    {
        public string? Title { get; set; }

        public string? Description { get; set; }

        public Grade? Suspected { get; set; }

        public DateTime? OccurredAt { get; set; }

        public string? Place { get; set; }

        public Category? Category { get; set; }

        public string? Source { get; set; }

        public string? Reporter { get; set; }

        public string? Contact { get; set; }

        public string? Persons { get; set; }

        public string? Measures { get; set; }
    }
}
