using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Web.Dispatch.Channels;

/// <summary>Which relays' certificates are good: those that the machine trusts, and those signed by the configured ones. Name and dates always count.</summary>
internal sealed class RelayTrust
{
    private readonly X509Certificate2Collection own = [];

    public RelayTrust(string? pemFile)
    {
        if (!string.IsNullOrEmpty(pemFile))
        {
            own.ImportFromPemFile(pemFile);
        }
    }

    /// <summary>Why the last certificate was refused.</summary>
    public string? LastFault { get; private set; }

    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors == SslPolicyErrors.RemoteCertificateChainErrors && own.Count > 0 && certificate is not null && IsSignedByOwn(certificate, chain))
        {
            return true;
        }

        LastFault = errors.ToString();
        return false;
    }

    private bool IsSignedByOwn(X509Certificate certificate, X509Chain? sent)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(own);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (sent is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(e => e.Certificate).ToArray());
        }

        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(copy);
    }
}
