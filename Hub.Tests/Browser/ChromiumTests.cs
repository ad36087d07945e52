namespace Hub.Tests.Browser;

/// <summary>The shared browser itself.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChromiumTests
{
    [Fact]
    public async Task A_browser_that_died_is_started_again_for_the_next_test()
    {
        var chromium = new Chromium();
        await chromium.InitializeAsync();
        try
        {
            await using (var first = await chromium.Profile(new Uri("http://127.0.0.1")))
            {
                await first.Browser!.CloseAsync();
            }

            await using var second = await chromium.Profile(new Uri("http://127.0.0.1"));
            var page = await second.NewPageAsync();
            (await page.EvaluateAsync<int>("1 + 1")).Should().Be(2);
        }
        finally
        {
            await chromium.DisposeAsync();
        }
    }
}
