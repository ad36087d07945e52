using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Directory;

/// <summary>Makes a group or changes one: its name, and the offices, rotas, groups and persons that it consists of.</summary>
public sealed partial class GroupDialog
{
    private readonly List<string> members = [];
    private GroupView? theirs;
    private long? version;
    private bool removes;
    private string? key;
    private string? nameEn;
    private string? nameZh;

    /// <summary>Which; null for a new group.</summary>
    [Parameter] public GroupView? Group { get; set; }

    /// <summary>What it may consist of.</summary>
    [Parameter, EditorRequired] public DirectoryView View { get; set; } = null!;

    [Inject] public required SaveGroup Saving { get; init; }

    [Inject] public required RemoveGroup Removing { get; init; }

    [Inject] public required ShowDirectory Directory { get; init; }

    protected override Deed? Deed => Group is null || removes ? null : new MembersDeed(Group.Key, members);

    protected override void OnInitialized()
    {
        if (Group is not null)
        {
            Fill(Group);
        }
    }

    protected override async Task<Outcome<Saved>> Store(Caller caller) => removes
        ? await Removing.Run(caller, Group!.Key, version!.Value)
        : await Saving.Run(caller, Group?.Key ?? key, version, new GroupEntry(nameEn, nameZh, members));

    protected override async Task<IReadOnlyList<Difference>> LookAgain(Caller caller)
    {
        var now = await Directory.Run(caller);
        theirs = now.IsRefused ? null : now.Value.Groups.FirstOrDefault(g => g.Key == Group!.Key);
        if (theirs is null)
        {
            return [];
        }

        version = theirs.Version;
        var rows = new (string Field, string Theirs, string Mine)[]
        {
            (L["NameEn"], theirs.Name.En, nameEn ?? ""),
            (L["NameZh"], theirs.Name.Zh, nameZh ?? ""),
            (L["Consists"], string.Join('\n', theirs.Targets.Select(NameOf)), string.Join('\n', members.Select(NameOf))),
        };
        return [.. rows.Where(r => r.Theirs != r.Mine).Select(r => new Difference(r.Field, r.Theirs, r.Mine))];
    }

    protected override void TakeTheirs() => Fill(theirs!);

    private async Task Remove()
    {
        removes = true;
        await Save();
        removes = false;
    }

    private void Fill(GroupView group)
    {
        Group = group;
        (version, nameEn, nameZh) = (group.Version, group.Name.En, group.Name.Zh);
        members.Clear();
        members.AddRange(group.Targets);
    }

    private void Up(int at) => (members[at - 1], members[at]) = (members[at], members[at - 1]);

    private static TargetKind KindOf(string target) => Target.TryParse(target, out var read) ? read.Kind : TargetKind.Person;

    private string NameOf(string? target) => target is null ? "" : $"{L.Say(View.Say(target))} · {L[$"Target_{KindOf(target)}"]}";

    private Task<IEnumerable<string>> Choices(string? search, CancellationToken cancellation) => Task.FromResult(View.Targets.Keys
        .Where(t => !members.Contains(t, StringComparer.Ordinal) && t != (Group is null ? null : $"group:{Group.Key}"))
        .Where(t => string.IsNullOrWhiteSpace(search) || Sayings.Find(search, NameOf(t), t))
        .OrderBy(t => t.StartsWith("person:", StringComparison.Ordinal)).ThenBy(NameOf, StringComparer.CurrentCulture)
        .AsEnumerable());

    private void Put(string? target)
    {
        if (target is not null && View.Targets.ContainsKey(target))
        {
            members.Add(target);
        }
    }
}
