namespace Hub.Tests.Crash;

/// <summary>
/// Tests that kill the real process run one after the other and beside no others: they say how quickly it is back at work,
/// and their relay runs in this process.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CrashTests
{
    public const string Name = "Crash";
}
