using System.Runtime.CompilerServices;
using System.Text;

namespace Hub.Web.Dispatch.Inbound;

/// <summary>Mail in Chinese comes in GB 18030 and its forerunners too.</summary>
internal static class Charsets
{
    /// <summary>Before anything else: the mail library looks once which character sets there are, when it is first used.</summary>
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
