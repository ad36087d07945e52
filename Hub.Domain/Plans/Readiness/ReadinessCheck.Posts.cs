using Hub.Domain.Grading;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Plans.Readiness;

/// <content>Rotas, offices and the people whom the plan tells.</content>
public sealed partial class ReadinessCheck
{
    private void CheckPosts()
    {
        foreach (var (key, grades) in named.Rotas)
        {
            CheckRota(roster.FindRota(key)!, grades);
        }

        foreach (var (key, grades) in named.Offices)
        {
            CheckOffice(roster.FindOffice(key)!, grades);
        }

        foreach (var (id, grades) in named.Persons)
        {
            CheckPerson(roster.Find(id)!, grades, interval);
        }

        foreach (var (target, grades) in named.Unknown)
        {
            Add(FindingKind.TargetUnknown, Mend.EnterTarget, new FindingSubject(SubjectKind.Target, target.ToString(), roster.NameOf(target)), grades, interval);
        }
    }

    private void CheckRota(Rota rota, SortedSet<Grade> grades)
    {
        foreach (var (piece, onCall) in changes.Pieces(rota))
        {
            var present = onCall.Where(p => p.IsPresent(piece.From)).ToList();
            if (present.Count == 0)
            {
                Add(FindingKind.NobodyOnCall, Mend.FillShift, new FindingSubject(SubjectKind.Rota, rota.Key, rota.Name), grades, piece, onCall);
            }

            present.ForEach(p => CheckPerson(p, grades, piece));
        }
    }

    private void CheckOffice(Office office, SortedSet<Grade> grades)
    {
        var subject = new FindingSubject(SubjectKind.Office, office.Key, office.Name);
        var staff = Staff(office);
        if (staff.Count < 2)
        {
            Add(FindingKind.NoDeputy, staff.Count == 0 ? Mend.NameHolder : Mend.NameDeputy, subject, grades, interval, staff);
        }

        foreach (var piece in changes.Pieces(office).Where(p => !staff.Exists(s => s.IsPresent(p.From))))
        {
            Add(FindingKind.AllAbsent, staff.Count == 0 ? Mend.NameHolder : Mend.NameDeputy, subject, grades, piece, staff);
        }

        staff.ForEach(p => CheckPerson(p, grades, interval));
    }

    /// <summary>What is wrong with somebody whom the plan tells, now or when those before them are absent.</summary>
    private void CheckPerson(Person person, SortedSet<Grade> grades, Span span)
    {
        if (person.IsRetired)
        {
            return;
        }

        var subject = FindingBook.About(person);
        if (!person.HasAddress)
        {
            Add(FindingKind.NoAddress, Mend.EnterAddress, subject, grades, span, [person]);
        }
        else if (!person.ContactPoints.Any(input.CanSendTo))
        {
            Add(FindingKind.NoChannel, Mend.SetUpChannel, subject, grades, span, [person], detail: LocalText.Same(string.Join(", ", person.ContactPoints.Select(p => p.Address))));
        }

        foreach (var point in person.ContactPoints.Where(p => !p.Counts))
        {
            var isBack = point.BouncedAt is not null;
            Add(isBack ? FindingKind.AddressBounces : FindingKind.AddressUnverified, isBack ? Mend.CorrectAddress : Mend.VerifyAddress, subject, grades, span, [person], detail: LocalText.Same(point.Address));
        }

        if (!input.Languages.Any(l => person.Culture.StartsWith(l, StringComparison.OrdinalIgnoreCase)))
        {
            Add(FindingKind.LanguageUnknown, Mend.ChooseLanguage, subject, grades, span, [person], detail: LocalText.Same(person.Culture));
        }
    }
}
