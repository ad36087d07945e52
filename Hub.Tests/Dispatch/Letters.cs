using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Tests.Harness;

namespace Hub.Tests.Dispatch;

/// <summary>Notices as tests need them.</summary>
internal static class Letters
{
    public static readonly DateTimeOffset Now = TestStore.Start;

    public static readonly Guid SamanthaId = new("5a3a0000-0000-7000-8000-000000000001");

    public static Person Samantha(string culture = "en", string zone = "Asia/Shanghai")
    {
        var person = Person.Create(SamanthaId, "Samantha Smith", culture, zone);
        person.ReachableBy((Channel.Mail, "samantha.smith@hub.example"), (Channel.Sms, "+8613800000001"));
        return person;
    }

    public static Notice Notice(
        Person person,
        NoticeEvent about = NoticeEvent.Activated,
        Grade? grade = Grade.II,
        bool drill = false,
        TimeSpan? within = null,
        Guid? climb = null,
        string title = "Intrusion at the gateway",
        string number = "INC-2026-0001",
        string? detail = null,
        string? by = "Robert Brown",
        DateTimeOffset? now = null,
        Guid? incident = null,
        params (string Name, string Value)[] values)
    {
        var at = now ?? Now;
        var subject = new NoticeSubject($"test:{Guid.NewGuid()}", 1, about, incident, grade, drill);
        var content = new NoticeContent(number, title, detail, by, values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));
        return Hub.Domain.Notices.Notice.To(
            new Recipient(person, new LocalText("Technical director", "技术总监")), subject, content, within == TimeSpan.Zero ? null : at + (within ?? TimeSpan.FromMinutes(10)), climb, at);
    }
}
