using Hub.Domain.People;
using Hub.Tests.Harness;

namespace Hub.Tests.People;

/// <summary>Which of a person's addresses a message goes to.</summary>
public sealed class AddressesToUseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("first! second", "first")]
    [InlineData("first second!", "second")]
    [InlineData("first second", "first second")]
    [InlineData("first!- second!", "second first")]
    [InlineData("first!- second", "second first")]
    [InlineData("first- second!- third", "third first second")]
    public void What_works_goes_before_what_comes_back_and_an_address_that_nobody_proved_is_better_than_silence(string written, string used)
    {
        var person = Person.Create(Guid.NewGuid(), "samantha", "en", "Asia/Shanghai");
        var points = written.Split(' ');
        person.ReachBy([.. points.Select(p => (Channel.Mail, p.TrimEnd('!', '-')))]);
        foreach (var (point, how) in person.ContactPoints.Zip(points))
        {
            if (how.Contains('!', StringComparison.Ordinal))
            {
                point.Verify(Now);
            }

            if (how.EndsWith('-'))
            {
                point.MarkBounced(Now);
            }
        }

        string.Join(' ', person.AddressesToUse().Select(a => a.Address)).Should().Be(used);
    }
}
