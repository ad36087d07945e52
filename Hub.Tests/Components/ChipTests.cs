using Bunit;
using Hub.Domain.Grading;
using Hub.Domain.Incidents;
using Hub.Tests.Harness;
using Hub.Web.Components;

namespace Hub.Tests.Components;

public sealed class ChipTests : PageContext
{
    [Theory]
    [InlineData("en", Grade.I, "Ⅰ", "Extraordinary")]
    [InlineData("en", Grade.II, "Ⅱ", "Major")]
    [InlineData("zh-Hans", Grade.III, "Ⅲ", "较大")]
    [InlineData("zh-Hans", Grade.IV, "Ⅳ", "一般")]
    public void A_grade_is_numeral_name_and_colour(string language, Grade grade, string numeral, string name)
    {
        Speak(language);
        var chip = Show<GradeChip>(p => p.Add(c => c.Grade, grade));
        chip.Find(".grade b").TextContent.Should().Be(numeral);
        chip.Find(".grade span").TextContent.Should().Be(name);
        chip.Find(".grade").ClassList.Should().Contain($"grade-{(int)grade}");
    }

    [Fact]
    public void Every_stage_and_state_has_a_name_in_both_languages()
    {
        foreach (var language in Languages.All)
        {
            Speak(language);
            foreach (var stage in Enum.GetValues<Stage>())
            {
                Show<StageChip>(p => p.Add(c => c.Stage, stage)).Find(".stage").TextContent.Should().NotBeEmpty().And.NotStartWith("Stage_");
            }

            foreach (var state in Enum.GetValues<IncidentState>())
            {
                Show<StateChip>(p => p.Add(c => c.State, state)).Find(".state").TextContent.Should().NotBeEmpty().And.NotStartWith("State_");
            }
        }
    }

    [Fact]
    public void A_person_may_speak_for_an_office()
    {
        Show<PersonName>(p => p.Add(c => c.Name, "Taylor Maxwell").Add(c => c.Office, "Incident leader")).Find("small").TextContent.Should().Be("Incident leader");
        Show<PersonName>(p => p.Add(c => c.Name, "Taylor Maxwell")).FindAll("small").Should().BeEmpty();
    }
}
