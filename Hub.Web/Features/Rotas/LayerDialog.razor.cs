using System.Globalization;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Rotas;

/// <summary>A layer: how it rotates, who takes turns, at which times of the week it holds.</summary>
public sealed partial class LayerDialog
{
    private static readonly DayOfWeek[] Workdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly DayOfWeek[] Week = [.. Workdays, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private readonly List<Guid> people = [];
    private readonly List<Span> hours = [];
    private string? nameEn;
    private string? nameZh;
    private int days = 7;
    private TimeOnly? at = new(9, 0);
    private DateOnly? first;
    private DateOnly? last;
    private bool isSure;

    [Parameter, EditorRequired] public RotaDetail Detail { get; set; } = null!;

    /// <summary>The layer that is changed; null for a new one.</summary>
    [Parameter] public RotaLayer? Layer { get; set; }

    private IEnumerable<int> Others => new[] { 2, 3, 4, 5, 6, 14, 28 }.Append(days).Where(d => d is not (1 or 7)).Distinct().Order();

    private RenderFragment Weekdays => builder =>
    {
        foreach (var day in Week)
        {
            builder.OpenElement(0, "option");
            builder.AddAttribute(1, "value", day.ToString());
            builder.AddContent(2, CultureInfo.CurrentUICulture.DateTimeFormat.GetAbbreviatedDayName(day));
            builder.CloseElement();
        }
    };

    protected override void OnInitialized()
    {
        first = WeekView.MondayOf(Time.GetUtcNow(), Detail.Rota.TimeZone);
        if (Layer is null)
        {
            return;
        }

        (nameEn, nameZh, days, at, first, last) = (Layer.NameEn, Layer.NameZh, Layer.ShiftDays, Layer.HandOverAt, Layer.FirstDay, Layer.LastDay);
        people.AddRange(Layer.Participants);
        hours.AddRange(Layer.Hours.Select(h => new Span { FromDay = h.FromDay, From = h.From, UntilDay = h.UntilDay, Until = h.Until }));
    }

    private void Up(int index) => (people[index - 1], people[index]) = (people[index], people[index - 1]);

    private void Join(ChangeEventArgs change)
    {
        if (Guid.TryParse(change.Value?.ToString(), out var id))
        {
            people.Add(id);
        }
    }

    private void Preset(IEnumerable<Span> spans)
    {
        hours.Clear();
        hours.AddRange(spans);
    }

    private Task Save()
    {
        if (first is not { } day || at is not { } time)
        {
            Fault = Refusal.Invalid(first is null ? "firstDay" : "handOverAt", "Required");
            return Task.CompletedTask;
        }

        var terms = new LayerTerms
        {
            Name = new LocalText(nameEn ?? "", nameZh ?? ""),
            FirstDay = day,
            LastDay = last,
            HandOverAt = time,
            ShiftDays = days,
            Participants = [.. people],
            Hours = [.. hours.Select(h => new WeeklySpan(h.FromDay, h.From, h.UntilDay, h.Until))],
        };
        return Finish(caller => Keep.Run(caller, Detail.Rota.Key, Layer?.Position, terms, Detail.Rota.Version), position => position);
    }

    private Task Remove()
    {
        if (!isSure)
        {
            isSure = true;
            return Task.CompletedTask;
        }

        return Finish(caller => Keep.Remove(caller, Detail.Rota.Key, Layer!.Position), position => position);
    }

    private sealed class Span
    {
        public Span()
        {
        }

        public Span(DayOfWeek fromDay, int from, DayOfWeek untilDay, int until) => (FromDay, From, UntilDay, Until) = (fromDay, new TimeOnly(from, 0), untilDay, new TimeOnly(until, 0));

        public DayOfWeek FromDay { get; set; } = DayOfWeek.Monday;

        public TimeOnly From { get; set; } = new(9, 0);

        public DayOfWeek UntilDay { get; set; } = DayOfWeek.Monday;

        public TimeOnly Until { get; set; } = new(17, 0);
    }
}
