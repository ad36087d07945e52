using Hub.Domain.Shared;

namespace Hub.Web.Features.Drills;

/// <summary>What the players of the sample emergency write: the Code Red II case of the source plans (S9).</summary>
internal static class SampleTexts
{
    public static readonly LocalText Title = new("Code Red II suspected on web server WEB2", "Web 服务器 WEB2 疑似感染红色代码 II");

    public static readonly LocalText Description = new(
        "The intrusion detector reports the signature of Code Red II in requests to WEB2. The IIS log holds the signature string; root.exe lies in c:\\inetpub\\scripts.",
        "入侵检测系统报告 WEB2 的请求中出现红色代码 II 特征；IIS 日志中有该签名字符串，c:\\inetpub\\scripts 下存在 root.exe。");

    public static readonly LocalText Place = new("Machine room, web farm, WEB2", "机房 Web 服务器组 WEB2");

    public static readonly LocalText WhyGraded = new(
        "No false positive: signature in the log and root.exe on the disk. A server that faces the internet is in foreign hands; spread is likely.",
        "并非假阳性：日志中有特征，磁盘上有 root.exe。对外服务器已被控制，可能扩散。");

    public static readonly LocalText Isolated = new(
        "WEB2 is off the network, as the response policy asks. The farm is load-balanced: the service goes on. IT keeps WEB2 disconnected until it is clean.",
        "已按事件响应策略断开 WEB2 网络。服务器组为负载均衡，业务未中断。清除之前不得重新接入。");

    public static readonly LocalText Scanned = new(
        "All other web servers scanned: no further infection. Two lacked the patch and have it now.",
        "已扫描其余全部 Web 服务器：未发现其他感染。两台缺少补丁，已修补。");

    public static readonly LocalText Evidence = new(
        "Two images of WEB2 taken before any analysis: one sealed for court with the original disks, one for recovery.",
        "分析之前已对 WEB2 制作两份快照：一份与原硬盘一起密封备查，一份用于恢复。");

    public static readonly LocalText Rebuilt = new(
        "Decided to rebuild rather than clean: only a new installation is certain to hold no back door. Hardened installation on new media runs.",
        "决定重装而不是清除：只有重新安装才能确认没有后门。正在新介质上进行加固安装。");

    public static readonly LocalText Restored = new(
        "Data restored from an uninfected backup in quarantine; full vulnerability assessment passed. WEB2 is back under heightened watch.",
        "已在隔离环境用未感染的备份还原数据，漏洞评估通过。WEB2 重新接入并加强监视。");

    public static readonly LocalText StandDown = new(
        "WEB2 serves again; no sign of a new infection.",
        "WEB2 恢复服务，未见新的感染迹象。");

    public static readonly LocalText Closed = new(
        "Documented. Root cause: WEB2 was reinstalled without the patch. A return-to-service checklist now gates every server.",
        "已归档。原因：WEB2 重装后未打补丁。今后任何服务器恢复运行前须完成检查表。");
}
