using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>Chooses a password by a link: an invited person, somebody who forgot it, or the first administrator. Looking changes nothing.</summary>
public sealed partial class SetUp
{
    private Refusal? broken;
    private Refusal? fault;
    private bool isFirst;
    private string mailOfAccount = "";

    [Inject] public required ChoosePassword Choose { get; init; }

    [Inject] public required AddFirstAdministrator First { get; init; }

    [Inject] public required LinkTokens Tokens { get; init; }

    [Inject] public required IDbContextFactory<HubDbContext> Contexts { get; init; }

    [Inject] public required SignInManager<Security.Account> Identity { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [CascadingParameter] public required HttpContext Context { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "set-up")] public string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "set-up")] public string? Mail { get; set; }

    [SupplyParameterFromForm(FormName = "set-up")] public string? Password { get; set; }

    private bool IsReset => Context.Request.Path == "/account/reset";

    private LinkPurpose Purpose => IsReset ? LinkPurpose.Reset : LinkPurpose.SetUp;

    private string Title => L[broken is not null ? "LinkTitle" : isFirst ? "FirstTitle" : IsReset ? "ResetTitle" : "SetUpTitle"];

    protected override async Task OnInitializedAsync()
    {
        // The address holds the capability: no cache keeps it and no other page hears of it.
        Context.Response.Headers.CacheControl = "no-store";
        Context.Response.Headers["Referrer-Policy"] = "no-referrer";
        isFirst = !IsReset && Tokens.Read(Token)?.Purpose == LinkPurpose.FirstAdministrator;
        await using var db = await Contexts.CreateDbContextAsync(Context.RequestAborted);
        if (isFirst)
        {
            broken = (await First.Look(db, Token)).Refusal;
            return;
        }

        var found = await Choose.Look(db, Purpose, Token, Context.RequestAborted);
        broken = found.Refusal;
        mailOfAccount = found.IsRefused ? "" : found.Value;
    }

    private async Task Submit()
    {
        if (broken is not null)
        {
            return;
        }

        var address = Context.Connection.RemoteIpAddress?.ToString();
        fault = null;
        var outcome = isFirst
            ? await First.Run(Token, Name, Mail, Password, address, Context.RequestAborted)
            : await Choose.Run(Purpose, Token, Password, address, Context.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            fault = refusal.Field is null ? null : refusal;
            broken = refusal.Field is null ? refusal : null;
            return;
        }

        // With a second factor the password alone opens nothing, and a link neither.
        if (outcome.Value.TwoFactorEnabled)
        {
            Navigation.NavigateTo("/account/sign-in");
            return;
        }

        await Identity.SignInAsync(outcome.Value, isPersistent: false);
        Navigation.NavigateTo("/");
    }

    private RenderFragment? Fault(string field) => fault?.Field == field
        ? builder =>
        {
            builder.OpenElement(0, "span");
            builder.AddAttribute(1, "class", "fault");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, Sentences.Of(fault));
            builder.CloseElement();
        }
        : null;
}
