using Hub.Domain.People;
using Hub.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Features.Directory;

/// <summary>Adds an outside body or changes one: how it is reached, what number it gives back, for which duties it is told.</summary>
public sealed partial class BodyDialog
{
    private ExternalBody? theirs;
    private long? version;
    private string? key;
    private string? nameEn;
    private string? nameZh;
    private ExternalBodyKind kind = ExternalBodyKind.Regulator;
    private string? culture = "zh-Hans";
    private string? mail;
    private string? telephone;
    private string? say;
    private string? portal;
    private string? fax;
    private string? hours;
    private string? referenceName;
    private string? referencePattern;
    private List<string> duties = [];

    /// <summary>Which; null for a new body.</summary>
    [Parameter] public ExternalBody? Body { get; set; }

    /// <summary>The duties of the plan.</summary>
    [Parameter, EditorRequired] public DirectoryView View { get; set; } = null!;

    [Inject] public required SaveBody Saving { get; init; }

    [Inject] public required ShowDirectory Directory { get; init; }

    private BodyDetails Details => new()
    {
        NameEn = nameEn,
        NameZh = nameZh,
        Kind = kind,
        Culture = culture,
        Reach = new BodyReach(mail, telephone, say, portal, fax, hours),
        ReferenceName = referenceName,
        ReferencePattern = referencePattern,
        Duties = duties,
    };

    protected override Deed? Deed => Body is null ? null : new BodyDeed(Body.Key, Details);

    protected override void OnInitialized()
    {
        if (Body is not null)
        {
            Fill(Body);
        }
    }

    protected override Task<Outcome<Saved>> Store(Caller caller) => Saving.Run(caller, Body?.Key ?? key, version, Details);

    protected override async Task<IReadOnlyList<Difference>> LookAgain(Caller caller)
    {
        var now = await Directory.Run(caller);
        theirs = now.IsRefused ? null : now.Value.Bodies.FirstOrDefault(b => b.Key == Body!.Key);
        if (theirs is null)
        {
            return [];
        }

        version = theirs.Version;
        var rows = new (string Field, string? Theirs, string? Mine)[]
        {
            (L["NameEn"], theirs.NameEn, nameEn), (L["NameZh"], theirs.NameZh, nameZh), (L["Kind"], L[$"Kind_{theirs.Kind}"], L[$"Kind_{kind}"]), (L["Language"], L[$"Language_{theirs.Culture}"], L[$"Language_{culture}"]),
            (L["Mail"], theirs.Mail, mail), (L["Telephone"], theirs.Telephone, telephone), (L["WhatToSay"], theirs.WhatToSay, say), (L["Portal"], theirs.Portal, portal), (L["Fax"], theirs.Fax, fax),
            (L["Hours"], theirs.Hours, hours), (L["ReferenceName"], theirs.ReferenceName, referenceName), (L["ReferencePattern"], theirs.ReferencePattern, referencePattern),
            (L["ToldFor"], Chosen(theirs.Duties), Chosen(duties)),
        };
        return [.. rows.Where(r => Text.Clean(r.Theirs) != Text.Clean(r.Mine)).Select(r => new Difference(r.Field, r.Theirs ?? "", r.Mine ?? ""))];
    }

    protected override void TakeTheirs() => Fill(theirs!);

    private void Fill(ExternalBody body)
    {
        Body = body;
        (version, nameEn, nameZh, kind, culture) = (body.Version, body.NameEn, body.NameZh, body.Kind, body.Culture);
        (mail, telephone, say, portal, fax, hours) = (body.Mail, body.Telephone, body.WhatToSay, body.Portal, body.Fax, body.Hours);
        (referenceName, referencePattern, duties) = (body.ReferenceName, body.ReferencePattern, [.. body.Duties]);
    }

    private string DutyName(string duty) => View.Duties.TryGetValue(duty, out var name) ? L.Say(name) : duty;

    private string Chosen(IReadOnlyList<string?>? chosen) => string.Join(L["ListComma"], (chosen ?? []).OfType<string>().Select(DutyName));
}
