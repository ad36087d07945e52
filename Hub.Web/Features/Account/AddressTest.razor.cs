using Hub.Domain.Notices;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Account;

/// <summary>How one address stands; sends it a test and shows what becomes of it, and takes the code that comes back.</summary>
public sealed partial class AddressTest : IDisposable
{
    /// <summary>After this the page looks no more; the sender goes on trying.</summary>
    private const int MostLooks = 180;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource gone = new();
    private CheckBegun? begun;
    private CheckView? progress;
    private Refusal? fault;
    private DateTimeOffset? verifiedAt;
    private string? code;
    private bool isWatching;

    [Inject] public required CheckAddress CheckUseCase { get; init; }

    [Inject] public required ConfirmAddress ConfirmUseCase { get; init; }

    [Inject] public required ReachQuery Query { get; init; }

    [Inject] public required CurrentCaller Current { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired] public Guid PersonId { get; set; }

    [Parameter, EditorRequired] public AddressView View { get; set; } = null!;

    /// <summary>True when the field says something else by now: what is not saved cannot be tested.</summary>
    [Parameter] public bool IsChanged { get; set; }

    /// <summary>Told when the address was verified.</summary>
    [Parameter] public EventCallback OnVerified { get; set; }

    /// <summary>A verified address that works needs no code: the test alone shows that.</summary>
    private bool NeedsCode => verifiedAt is null || View.BouncedAt is not null;

    private string? Said => progress switch
    {
        null => isWatching ? L["CheckQueued"].Value : null,
        { IsConfirmed: true } => L["CheckConfirmed"].Value,
        { State: DeliveryState.Accepted } => L[NeedsCode ? "CheckAccepted" : "CheckSent", progress.Said ?? ""].Value,
        { State: DeliveryState.Failed } => L["CheckFailed", progress.Said ?? ""].Value,
        { State: DeliveryState.Cancelled } => L["CheckNotSent", Why(progress.Said)].Value,
        { Attempts: > 0, Said: { } error } => L["CheckAgain", error].Value,
        _ => L["CheckQueued"].Value,
    };

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override void OnParametersSet() => verifiedAt = View.VerifiedAt ?? verifiedAt;

    private async Task Test()
    {
        (progress, fault, code) = (null, null, null);
        var outcome = await CheckUseCase.Run(await Current.Get(), PersonId, View.Channel, View.Address);
        fault = outcome.Refusal;
        if (!outcome.IsRefused)
        {
            begun = outcome.Value;
            isWatching = true;
            _ = Watch(begun, gone.Token);
        }
    }

    private async Task Watch(CheckBegun watched, CancellationToken cancellation)
    {
        try
        {
            for (var look = 0; look < MostLooks && progress is not { IsOver: true }; look++)
            {
                await Task.Delay(LookEvery, Time, cancellation);
                progress = await Query.Progress(await Current.Get(), watched, cancellation);
                await InvokeAsync(StateHasChanged);
            }

            isWatching = false;
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task Confirm()
    {
        var outcome = await ConfirmUseCase.Run(await Current.Get(), PersonId, begun!.CheckId, code);
        fault = outcome.Refusal;
        if (!outcome.IsRefused)
        {
            verifiedAt = Time.GetUtcNow();
            progress = progress is null ? null : progress with { IsConfirmed = true };
            await OnVerified.InvokeAsync();
        }
    }

    private string Why(string? reason) => reason switch
    {
        DeliveryCancelled.NoGateway => L["CheckWhy_noGateway"],
        DeliveryCancelled.RobotOff => L["CheckWhy_robotOff"],
        DeliveryCancelled.CodeOver => L["CheckWhy_codeOver"],
        _ => reason ?? "",
    };
}
