namespace Hub.Domain.People;

public sealed partial class Roster
{
    /// <summary>
    /// True when the targets name that person at an instant as somebody who may act: the holder of an office also while
    /// marked as absent (who acts is there), a deputy while everybody before them is absent.
    /// </summary>
    public bool Includes(IEnumerable<Target> targets, Guid personId, DateTimeOffset now, Guid? leader = null) =>
        Includes(targets, personId, now, leader, new HashSet<string>(StringComparer.Ordinal));

    private bool Includes(IEnumerable<Target> targets, Guid personId, DateTimeOffset now, Guid? leader, HashSet<string> groupsSeen) => targets.Any(target => target.Kind switch
    {
        TargetKind.Office => offices.TryGetValue(target.Key, out var office) && ActsFor(office, personId, now),
        TargetKind.Deputy => offices.TryGetValue(target.Key, out var office) && office.Seats.Any(s => s.PersonId == personId) && !IsHolder(office, personId),
        TargetKind.Group => groupsSeen.Add(target.Key) && groups.TryGetValue(target.Key, out var group) && Includes(group.Members.Select(Target.Parse), personId, now, leader, groupsSeen),
        TargetKind.Rota => rotas.TryGetValue(target.Key, out var rota) && rota.OnCallAt(now, Absences).Contains(personId),
        TargetKind.Person => Guid.TryParse(target.Key, out var id) && id == personId,
        TargetKind.Leader => leader == personId,
        _ => false,
    });

    private bool ActsFor(Office office, Guid personId, DateTimeOffset now) =>
        office.Seats.OrderBy(s => s.Position).FirstOrDefault(s => s.PersonId == personId || persons.GetValueOrDefault(s.PersonId)?.IsPresent(now) == true) is { } first && first.PersonId == personId;

    private static bool IsHolder(Office office, Guid personId) => office.Seats.OrderBy(s => s.Position).First().PersonId == personId;
}
