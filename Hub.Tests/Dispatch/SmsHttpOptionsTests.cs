using Hub.Web.Dispatch;

namespace Hub.Tests.Dispatch;

public sealed class SmsHttpOptionsTests
{
    [Fact]
    public void Every_fault_is_named_by_its_key()
    {
        var wrong = new SmsHttpOptions
        {
            Method = "DELETE",
            Url = "ftp://gateway.example/{number}",
            Headers = ["no header", "X-A: {nothing}", "Content-Type: text/plain"],
            Body = "{\"to\": {number}, \"text\": {text}, \"a\": \"{basic}\"}",
            CountryCode = "+86",
            AcceptedStatus = "ok",
            AcceptedPattern = "(",
            RefusedStatus = "200-100",
            RefusedPattern = "[",
            ConnectTimeout = TimeSpan.Zero,
            Timeout = TimeSpan.FromHours(1),
            Secret = "short",
            SecretHeader = "",
            SecretParameter = "a b",
            Report = new SmsReportOptions { Id = "", Status = " ", Delivered = "1,ok", Failed = "OK" },
            Inbound = new SmsInboundOptions { From = "", Text = "" },
        };

        Faults(wrong).Select(f => f.Split(": ")[0]).Distinct().Should().BeEquivalentTo(
            "Sms:Http:Method", "Sms:Http:Url", "Sms:Http:Headers:0", "Sms:Http:Headers:1", "Sms:Http:Headers:2", "Sms:Http:Body", "Sms:Http:User", "Sms:Http:Password", "Sms:Http:CountryCode",
            "Sms:Http:AcceptedStatus", "Sms:Http:AcceptedPattern", "Sms:Http:RefusedStatus", "Sms:Http:RefusedPattern", "Sms:Http:ConnectTimeout", "Sms:Http:Timeout", "Sms:Http:Secret",
            "Sms:Http:SecretHeader", "Sms:Http:SecretParameter", "Sms:Http:Report:Id", "Sms:Http:Report:Status", "Sms:Http:Report:Failed", "Sms:Http:Inbound:From", "Sms:Http:Inbound:Text");
    }

    [Theory]
    [InlineData("https://gateway.example/send?to={number}&text={text}", null)]
    [InlineData("http://127.0.0.1:13013/cgi-bin/sendsms?to={number}&text={text}", null)]
    [InlineData("http://gateway.example/send?to={number}&text={text}", "Sms:Http:Url: must be https unless")]
    [InlineData("https://{number}.gateway.example/?text={text}", "Sms:Http:Url: placeholders belong behind")]
    [InlineData("https://u:p@gateway.example/?to={number}&text={text}", "Sms:Http:Url: user and password")]
    [InlineData("https://gateway.example/?to={number}&text={txt}{text}", "Sms:Http:Url: {txt} is not known")]
    [InlineData("https://gateway.example/?to={number}", "Sms:Http:Url: {text} stands nowhere")]
    [InlineData("gateway.example", "Sms:Http:Url: must be an address")]
    [InlineData(null, "Sms:Http:Url: must be an address")]
    public void The_address_is_weighed(string? url, string? fault)
    {
        var faults = Faults(new SmsHttpOptions { Url = url });
        if (fault is null)
        {
            faults.Should().BeEmpty();
        }
        else
        {
            faults.Should().Contain(f => f.StartsWith(fault, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void In_a_closed_network_plain_http_can_be_allowed() =>
        Faults(new SmsHttpOptions { Url = "http://10.0.0.9/?to={number}&text={text}", AllowPlainHttp = true }).Should().BeEmpty();

    [Fact]
    public void Whoever_does_not_send_by_HTTP_needs_none_of_it() =>
        new SmsOptionsCheck().Validate(null, new SmsOptions { Http = new SmsHttpOptions { Url = "nonsense" } }).Succeeded.Should().BeTrue();

    private static IReadOnlyList<string> Faults(SmsHttpOptions options) =>
        [.. new SmsOptionsCheck().Validate(null, new SmsOptions { Mode = SmsMode.Http, Http = options }).Failures ?? []];
}
