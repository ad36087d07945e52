using Hub.Domain.People;

namespace Hub.Tests.Harness;

/// <summary>People whose addresses were verified, as those who count in a ladder.</summary>
internal static class Reachable
{
    public static void ReachableBy(this Person person, params IEnumerable<(Channel Channel, string Address)> points)
    {
        person.ReachBy(points);
        foreach (var point in person.ContactPoints)
        {
            point.Verify(TestStore.Start);
        }
    }
}
