namespace Hub.Tests.Browser;

/// <summary>The shared browser itself.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChromiumTests
{
    /// <summary>The pages pass only if this sees.</summary>
    [Fact]
    public async Task Axe_sees_what_is_wrong_with_a_page()
    {
        var chromium = new Chromium();
        await chromium.InitializeAsync();
        try
        {
            await using var profile = await chromium.Profile(new Uri("http://127.0.0.1"));
            var page = await profile.NewPageAsync();
            await page.SetContentAsync("""<html lang="en"><title>A page</title><main><h1>A page</h1><button></button><p style="color:#999;background:#fff">Pale</p></main></html>""");
            (await Visit.Axe(page)).Should().SatisfyRespectively(
                first => first.Should().StartWith("button-name (critical): <button>"),
                second => second.Should().StartWith("color-contrast (serious): <p "));

            await page.SetContentAsync("""<html lang="en"><title>A page</title><main><h1>A page</h1><button>Save</button></main></html>""");
            (await Visit.Axe(page)).Should().BeEmpty();
        }
        finally
        {
            await chromium.DisposeAsync();
        }
    }

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
