using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Web.Security;

/// <summary>Keys that are shown once and kept as a hash.</summary>
public static class Secrets
{
    /// <summary>A new key: 256 random bits behind a prefix that tells what it is for.</summary>
    public static string New(string prefix) => $"{prefix}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>What the store keeps. The key is random and long, so that a plain hash is enough.</summary>
    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
