using System.Globalization;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Directory;

/// <summary>Offices, groups, rotas and outside bodies, to be read.</summary>
public sealed partial class DirectoryPage
{
    private DirectoryView? view;
    private bool isRefused;

    [Inject] private ShowDirectory ShowDirectory { get; set; } = default!;

    [Inject] private CurrentCaller Caller { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var outcome = await ShowDirectory.Run(await Caller.Get());
        isRefused = outcome.IsRefused;
        view = outcome.IsRefused ? null : outcome.Value;
    }

    private static string Say(LocalText text) => text.For(CultureInfo.CurrentUICulture.Name);
}
