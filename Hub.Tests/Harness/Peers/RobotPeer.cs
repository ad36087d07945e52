using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Harness.Peers;

/// <summary>What a vendor's side got.</summary>
internal sealed record RobotCall(string Method, string Path, IQueryCollection Query, IHeaderDictionary Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>The other side of a webhook on loopback, by http and by https with a certificate of its own; answers as it is told.</summary>
internal sealed class RobotPeer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private RobotPeer(WebApplication app, X509Certificate2 certificate, string pem)
    {
        this.app = app;
        this.certificate = certificate;
        Pem = pem;
    }

    /// <summary>File with the certificate.</summary>
    public string Pem { get; }

    public Uri Http { get; private set; } = null!;

    public Uri Https { get; private set; } = null!;

    public ConcurrentQueue<RobotCall> Calls { get; } = new();

    /// <summary>Writes the answer.</summary>
    public Func<RobotCall, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Answers this from now on.</summary>
    public void Says(int status, string body = "") => Says(_ => (status, body));

    /// <summary>Answers by what it got.</summary>
    public void Says(Func<RobotCall, (int Status, string Body)> answer) => Answer = async (call, http) =>
    {
        var (status, body) = answer(call);
        http.Response.StatusCode = status;
        if (body.Length > 0)
        {
            await http.Response.WriteAsync(body);
        }
    };

    public static async Task<RobotPeer> Start()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(90));
        var own = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var pem = Path.Combine(Path.GetTempPath(), $"hub-peer-{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(pem, own.ExportCertificatePem());

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(own));
        });
        var web = builder.Build();
        var peer = new RobotPeer(web, own, pem);
        web.Run(peer.Take);
        await web.StartAsync();
        var addresses = web.Urls.Select(u => new Uri(u)).ToList();
        peer.Http = new Uri($"http://127.0.0.1:{addresses.Single(a => a.Scheme == "http").Port}");
        peer.Https = new Uri($"https://127.0.0.1:{addresses.Single(a => a.Scheme == "https").Port}");
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
        File.Delete(Pem);
    }

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var call = new RobotCall(http.Request.Method, http.Request.Path, http.Request.Query, new HeaderDictionary(http.Request.Headers.ToDictionary()), body.ToArray());
        Calls.Enqueue(call);
        await Answer(call, http);
    }
}
