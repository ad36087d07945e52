using Microsoft.AspNetCore.Components;

namespace Hub.Web.Components.Look;

/// <summary>Fails when drawn, to show what a panel makes of it.</summary>
public sealed class LookFault : ComponentBase
{
    protected override void OnInitialized() => throw new InvalidOperationException("Shown on purpose on the look page.");
}
