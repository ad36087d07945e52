using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Features.Account;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Harness;

/// <summary>Accounts in a program under test, made by its own use cases.</summary>
internal static class Accounts
{
    public const string Password = "correct horse battery";

    /// <summary>Runs something in a scope of its own.</summary>
    public static async Task<T> Use<TUseCase, T>(this HubApp app, Func<TUseCase, Task<T>> act)
        where TUseCase : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <summary>An invited person; gives back the path of the set-up link.</summary>
    public static async Task<(Guid Id, string Link)> Invite(this HubApp app, string mail, params Role[] roles)
    {
        var invited = (await app.Use<InvitePerson, Outcome<Invited>>(u => u.Run(Caller.Program, new Invitation("Somebody", mail, roles)))).Value;
        return (invited.AccountId, new Uri(invited.Link).PathAndQuery);
    }

    /// <summary>An account with <see cref="Password"/>.</summary>
    public static async Task<Guid> AddAccount(this HubApp app, string mail, params Role[] roles)
    {
        var (id, link) = await app.Invite(mail, roles);
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        (await app.Use<ChoosePassword, Outcome<Account>>(u => u.Run(LinkPurpose.SetUp, token, Password, null))).IsRefused.Should().BeFalse();
        return id;
    }
}
