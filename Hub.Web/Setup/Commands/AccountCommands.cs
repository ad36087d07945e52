using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Components;
using Hub.Web.Features.Admin;
using Hub.Web.Security;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Setup.Commands;

/// <summary>Accounts, keys and displays from the command line. Whoever may run the program with its store may do all of it.</summary>
internal static class AccountCommands
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new("users add", "--email E --name N --role R", AddUser),
        new("users disable", "--email E", DisableUser),
        new("keys add", "--name N --rights R", AddKey),
        new("keys revoke", "--name N", RevokeKey),
        new("displays add", "--name N [--masked] [--sound]", AddWall),
        new("displays revoke", "--name N", RevokeWall),
    ];

    private static async Task<int> AddUser(CommandCall call)
    {
        var roles = new List<Role>();
        foreach (var word in Words(call["role"]))
        {
            if (!Parse<Role>(word, out var role))
            {
                return await call.Fail($"There is no role '{word}'. Roles: {string.Join(", ", Enum.GetNames<Role>())}.");
            }

            roles.Add(role);
        }

        var outcome = await call.Services.GetRequiredService<InvitePerson>().Run(Caller.Program, new Invitation(call["name"], call["email"], roles));
        return await Answer(call, outcome, invited => $"Set-up link, good once and for 7 days: {invited.Link}");
    }

    private static async Task<int> DisableUser(CommandCall call)
    {
        var id = await Find(call, db => db.ByMail(call["email"]!), account => account.Id);
        return id is null
            ? await call.Fail($"There is no account with the address '{call["email"]}'.")
            : await Answer(call, await call.Services.GetRequiredService<DisableAccount>().Run(Caller.Program, id.Value), _ => "The account is disabled; its sessions end within 30 seconds.");
    }

    private static async Task<int> AddKey(CommandCall call)
    {
        var rights = Right.None;
        foreach (var word in Words(call["rights"]))
        {
            if (!Parse<Right>(word, out var right) || (right & AddApiKey.Grantable) == Right.None)
            {
                return await call.Fail($"'{word}' is no right that a key can have. Rights: {string.Join(", ", Enum.GetValues<Right>().Where(r => r != Right.None && AddApiKey.Grantable.HasFlag(r)))}.");
            }

            rights |= right;
        }

        return await Answer(call, await call.Services.GetRequiredService<AddApiKey>().Run(Caller.Program, call["name"], rights), shown => shown.Secret);
    }

    private static async Task<int> RevokeKey(CommandCall call)
    {
        var name = call["name"]!;
        var id = await Find(call, db => db.ApiKeys.FirstOrDefaultAsync(k => k.Name == name), key => key.Id);
        return id is null
            ? await call.Fail($"There is no key '{name}'.")
            : await Answer(call, await call.Services.GetRequiredService<RevokeApiKey>().Run(Caller.Program, id.Value), _ => "The key is revoked.");
    }

    private static async Task<int> AddWall(CommandCall call) =>
        await Answer(call, await call.Services.GetRequiredService<AddDisplay>().Run(Caller.Program, call["name"], call["masked"] is not null, call["sound"] is not null), shown => shown.Secret);

    private static async Task<int> RevokeWall(CommandCall call)
    {
        var name = call["name"]!;
        var id = await Find(call, db => db.Displays.FirstOrDefaultAsync(d => d.Name == name), display => display.Id);
        return id is null
            ? await call.Fail($"There is no display '{name}'.")
            : await Answer(call, await call.Services.GetRequiredService<RevokeDisplay>().Run(Caller.Program, id.Value), _ => "The display is revoked; its wall goes blank within 30 seconds.");
    }

    private static async Task<int> Answer<T>(CommandCall call, Outcome<T> outcome, Func<T, string> say)
        where T : notnull
    {
        if (outcome.Refusal is { } refusal)
        {
            var field = refusal.Field is null ? "" : $"{refusal.Field}: ";
            return await call.Fail(field + call.Services.GetRequiredService<RefusalSentences>().Of(refusal, Languages.English));
        }

        await call.Out.WriteLineAsync(say(outcome.Value));
        return 0;
    }

    private static async Task<Guid?> Find<T>(CommandCall call, Func<HubDbContext, Task<T?>> look, Func<T, Guid> id)
        where T : class
    {
        await using var db = await call.Services.GetRequiredService<IDbContextFactory<HubDbContext>>().CreateDbContextAsync();
        return await look(db) is { } found ? id(found) : null;
    }

    private static string[] Words(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool Parse<T>(string word, out T value)
        where T : struct, Enum =>
        Enum.TryParse(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out value) && Enum.IsDefined(value) && !int.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out _);
}
