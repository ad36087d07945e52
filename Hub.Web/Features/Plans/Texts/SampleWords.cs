using Hub.Domain.Shared;

namespace Hub.Web.Features.Plans.Texts;

/// <summary>The case that previews of texts tell of: the one of the source plans.</summary>
internal sealed record SampleWords(string Person, LocalText As, string Title, string Detail, string By, string Leader, string Place, string Source)
{
    public static readonly LocalText Duty = new("First report", "首次报告");
    public static readonly LocalText Body = new("Outside body", "外部机构");

    private static readonly LocalText Office = new("Legal counsel", "法律顾问");

    private static readonly SampleWords English = new(
        "Legal Counsel", Office, "Code Red II on web server WEB2", "Signature in the log and root.exe on the disk.", "Samantha Smith", "Taylor Maxwell", "Machine room 2", "IDS");

    private static readonly SampleWords Chinese = new(
        "法律顾问", Office, "WEB2 服务器感染 Code Red II 蠕虫", "日志中有特征，磁盘上有 root.exe。", "Samantha Smith", "Taylor Maxwell", "二号机房", "入侵检测系统");

    public static SampleWords For(string culture) => culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
