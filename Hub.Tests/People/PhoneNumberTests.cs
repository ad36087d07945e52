using Hub.Domain.People;

namespace Hub.Tests.People;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+8613800000001", "+8613800000001")]
    [InlineData("8613800000001", "+8613800000001")]
    [InlineData("008613800000001", "+8613800000001")]
    [InlineData("13800000001", "+8613800000001")]
    [InlineData(" +86 138-0000-0001 ", "+8613800000001")]
    [InlineData("+49 (0)30 1234567", "+49301234567")]
    [InlineData("(010) 6552 9988", "+861065529988")]
    [InlineData("tel:+12025550123", "+12025550123")]
    [InlineData("10086", "+8610086")]
    [InlineData("", null)]
    [InlineData("call me", null)]
    [InlineData("1380000000x", null)]
    [InlineData("+1380000000１", null)]
    [InlineData("+0123456789", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData("12", null)]
    [InlineData("+86\r\n13800000001", null)]
    public void A_number_is_brought_into_the_form_of_the_address_book(string text, string? number) => PhoneNumber.Normalise(text, "86").Should().Be(number);

    [Theory]
    [InlineData("12025550123", "1", "+12025550123")]
    [InlineData("2025550123", "1", "+12025550123")]
    [InlineData("02025550123", "44", "+442025550123")]
    [InlineData("13800000001", "", null)]
    [InlineData("+8613800000001", "", "+8613800000001")]
    public void A_number_without_its_country_belongs_to_the_one_of_the_settings(string text, string country, string? number) => PhoneNumber.Normalise(text, country).Should().Be(number);
}
