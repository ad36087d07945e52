using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Tests.People;

public sealed class AssetTests
{
    [Theory]
    [InlineData(1, 5, 3, 2, null)]
    [InlineData(0, 5, 3, 2, "importance")]
    [InlineData(1, 6, 3, 2, "confidentiality")]
    [InlineData(1, 1, -1, 2, "integrity")]
    [InlineData(1, 1, 1, 6, "availability")]
    public void Every_level_is_1_to_5(int importance, int confidentiality, int integrity, int availability, string? field) =>
        (new AssetWorth(importance, confidentiality, integrity, availability).Fault()?.Field).Should().Be(field);

    [Fact]
    public void Without_a_judgement_of_its_own_the_greatest_level_is_the_importance() => AssetWorth.Of(2, 3, 5).Importance.Should().Be(5);

    [Fact]
    public void A_person_or_an_office_owns_an_asset_and_nobody_else()
    {
        Asset.MayOwn(Target.Parse("office:technical-director")).Should().BeTrue();
        Asset.MayOwn(Target.Parse($"person:{Guid.NewGuid()}")).Should().BeTrue();
        Asset.MayOwn(Target.Parse("group:leadership")).Should().BeFalse();
        Asset.MayOwn(Target.Parse("leader")).Should().BeFalse();
    }

    [Fact]
    public void What_is_changed_counts_as_another_version()
    {
        var asset = Asset.Create("web2", new LocalText("WEB2", "WEB2"), AssetKind.Server, AssetWorth.Of(2, 4, 4));
        var before = asset.Version;

        asset.Retire(true);

        asset.Version.Should().BeGreaterThan(before);
    }
}
