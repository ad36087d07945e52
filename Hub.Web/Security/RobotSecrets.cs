using Microsoft.AspNetCore.DataProtection;

namespace Hub.Web.Security;

/// <summary>Encrypts addresses and secrets of robots, each for its robot alone, with the keys in the store.</summary>
public sealed class RobotSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Hub.Robots.v1");

    /// <summary>What the store keeps.</summary>
    public string Protect(string robot, string text) => protector.CreateProtector(robot).Protect(text);

    /// <summary>What was kept for this robot.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is damaged, or of another robot.</exception>
    public string Read(string robot, string kept) => protector.CreateProtector(robot).Unprotect(kept);
}
