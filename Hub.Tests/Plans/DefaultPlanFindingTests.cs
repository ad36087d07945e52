using Hub.Domain.Plans.Readiness;
using Hub.Tests.Harness;
using Hub.Web.Features.Plans;
using Hub.Web.Store;

namespace Hub.Tests.Plans;

/// <summary>That the built-in plan has no finding with the sample organisation is no accident of a check that finds nothing.</summary>
public sealed class DefaultPlanFindingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("DELETE FROM Seats WHERE OfficeKey = 'legal-counsel' AND Position > 0")]
    [InlineData("DELETE FROM Seats WHERE OfficeKey = 'csirt-leader'")]
    [InlineData("DELETE FROM RotaLayers WHERE RotaKey = 'on-call'")]
    [InlineData("UPDATE Persons SET IsRetired = 1 WHERE Name = 'Samantha Smith'")]
    [InlineData("UPDATE ExternalBodies SET IsRetired = 1 WHERE \"Key\" = 'public-security'")]
    public async Task What_is_taken_from_the_sample_organisation_is_found(string deed)
    {
        await using var store = await FilledStore.Sqlite();
        if (deed.Length > 0)
        {
            await store.Execute(deed);
        }

        await using var db = store.CreateDbContext();
        using var readiness = new ReadinessNow(store, new PlanInForce(), ReadinessBed.EveryChannel, store.Time);
        var findings = ReadinessCheck.Of(await readiness.Input(db, DefaultPlan.Read()), TestStore.Start, TestStore.Start.AddDays(30)).Findings;

        (findings.Count > 0).Should().Be(deed.Length > 0);
    }
}
