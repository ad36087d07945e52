using System.Globalization;
using Hub.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Hub.Web.Features.Notices;

/// <summary>A document of its own: no script, no framework, no cookie, a few kilobytes on a bad line.</summary>
public sealed partial class PhonePage
{
    /// <summary>All of its look. The policy of the page admits these bytes and no other style.</summary>
    internal const string Css = """
        :root{color-scheme:light dark;--ground:#edf0f4;--card:#fff;--ink:#15202b;--soft:#4a5a6b;--line:#d3dae2;--accent:#0b5a82;--on:#fff;--good:#1a7340;--wash:#e3f3e8;--over:#8f5200;--g1:#c3271f;--g2:#f58a1f;--g3:#f7cf2e;--g4:#1d5fb8}
        @media(prefers-color-scheme:dark){:root{--ground:#0d131a;--card:#161f29;--ink:#e6ecf2;--soft:#a3b3c2;--line:#2b3846;--accent:#63b3e0;--on:#06121b;--good:#62c08a;--wash:#14301f;--over:#f0b24f;--g1:#d13a32;--g2:#f79a3a;--g3:#f5d44a;--g4:#2f70d0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:400 1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
        main{max-width:34rem;margin:0 auto;padding:max(1rem,env(safe-area-inset-top)) 1rem max(1.5rem,env(safe-area-inset-bottom))}
        p,h1,h2,dl,dd{margin:0}
        header{display:flex;align-items:center;gap:.875rem;padding:.875rem 1rem;border-radius:.75rem .75rem 0 0;background:var(--soft);color:var(--card)}
        .g1{background:var(--g1);color:#fff}.g2{background:var(--g2);color:#231202}.g3{background:var(--g3);color:#231c02}.g4{background:var(--g4);color:#fff}
        .numeral{font-size:2.5rem;line-height:1}
        .grade{font-weight:700}
        .number{font-size:.9375rem;font-variant-numeric:tabular-nums}
        .drill{margin-bottom:.75rem;padding:.5rem 1rem;border:2px dashed var(--accent);border-radius:.5rem;color:var(--accent);font-weight:700;text-align:center}
        section{padding:1rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
        header+section{border-top:0;border-radius:0 0 .75rem .75rem}
        section+section{margin-top:1rem}
        h1{font-size:1.375rem;line-height:1.3;margin-bottom:.5rem}
        h2{font-size:1.1875rem;margin-bottom:.25rem}
        .detail{margin-top:.75rem;padding-left:.75rem;border-left:3px solid var(--line);white-space:pre-line;color:var(--soft)}
        dl{margin-top:.75rem;border-top:1px solid var(--line)}
        dl:empty{display:none}
        dl div{display:flex;gap:1rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
        dl div:last-child{border-bottom:0;padding-bottom:0}
        dt{flex:0 0 7.5rem;color:var(--soft);font-size:.9375rem}
        .asked{font-weight:600}
        .by{margin:.75rem 0;color:var(--soft);font-size:.9375rem}
        .by strong{display:block;color:var(--ink);font-size:1.0625rem;font-variant-numeric:tabular-nums}
        button{width:100%;min-height:3.5rem;border:0;border-radius:.75rem;background:var(--accent);color:var(--on);font:inherit;font-size:1.1875rem;font-weight:700;cursor:pointer}
        button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
        button.quiet{background:transparent;color:var(--accent);border:2px solid var(--accent);margin-top:.75rem}
        summary{min-height:2.75rem;padding:.5rem 0;font-weight:600;cursor:pointer}
        summary:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
        details+details{border-top:1px solid var(--line)}
        details p{color:var(--soft)}
        details form{padding-bottom:.75rem}
        label{display:block;margin-top:.75rem;font-size:.9375rem}
        input[type=text]{display:block;width:100%;min-height:2.75rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--ground);color:var(--ink);font:inherit}
        select{display:block;width:100%;min-height:2.75rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--soft);border-radius:.5rem;background:var(--ground);color:var(--ink);font:inherit}
        .call{display:block;padding:.625rem 0;border-top:1px solid var(--line);color:var(--accent);font-weight:600;text-decoration:none}
        .call small{display:block;color:var(--soft);font-weight:400;font-size:.9375rem;font-variant-numeric:tabular-nums}
        .call+details{border-top:1px solid var(--line)}
        .call:focus-visible,select:focus-visible,input:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
        .state .call{margin-top:.75rem}
        h3{margin:.75rem 0 .125rem;font-size:1rem}
        .before{padding-left:.75rem;border-left:3px solid var(--good)}
        .as{margin-top:.75rem;color:var(--soft);font-size:.9375rem}
        .state{border-left:.375rem solid var(--line)}
        .done{background:var(--wash);border-color:var(--good)}.done h2{color:var(--good)}
        .over{border-color:var(--over)}.over h2{color:var(--over)}
        .list{list-style:none;margin:0;padding:0}
        .list li{padding:.75rem 0 .75rem .875rem;border-left:.375rem solid var(--soft);margin-top:.75rem}
        .list a{display:block;color:inherit;text-decoration:none}
        .list b,.list span,.list strong,.list small{display:block;color:var(--ink)}
        .list small{color:var(--soft);font-size:.9375rem}
        .list .good{color:var(--good)}
        .edge.g1{border-color:var(--g1)}.edge.g2{border-color:var(--g2)}.edge.g3{border-color:var(--g3)}.edge.g4{border-color:var(--g4)}
        .edge.g1,.edge.g2,.edge.g3,.edge.g4{background:none}
        footer{margin-top:1.25rem;color:var(--soft);font-size:.875rem;text-align:center}
        """;

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired] public PhoneView View { get; set; } = new(PhoneState.Unknown, "en");

    [Inject] public required IStringLocalizer<PhoneTexts> Texts { get; init; }

    private Words L => new(Texts, CultureInfo.GetCultureInfo(View.Culture));

    private string Band => View.Notice?.Grade is { } grade ? $"g{(int)grade}" : "";

    private string PageName => View.Notice is { } notice ? $"{notice.GradeWords} {notice.Number}".Trim() : L[$"State_{View.State}"];

    /// <summary>The page speaks the recipient's language, whatever the phone and the program are set to.</summary>
    internal readonly struct Words(IStringLocalizer<PhoneTexts> texts, CultureInfo culture)
    {
        public string this[string key, params object[] values]
        {
            get
            {
                var before = CultureInfo.CurrentUICulture;
                try
                {
                    CultureInfo.CurrentUICulture = culture;
                    return texts[key, values];
                }
                finally
                {
                    CultureInfo.CurrentUICulture = before;
                }
            }
        }
    }
}
