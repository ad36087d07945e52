namespace Hub.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void The_domain_is_referenced() => typeof(Hub.Tests.SkeletonTests).Namespace!.Should().Be("Hub.Tests");
}
