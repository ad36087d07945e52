using Hub.Domain.Notices;
using Hub.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>News come while somebody is about to press: what is acknowledged is what was aimed at, or nothing.</summary>
[Collection(BrowserTests.Name)]
public sealed class RestingHandTests(Chromium chromium)
{
    /// <summary>Presses where the first row's main button stood, in the frame in which the list shows other rows.</summary>
    private const string PressAtTheNextChange = """
        () => {
          const list = document.querySelector('.needs'), first = list.querySelector('[data-notice]');
          const at = first.querySelector('[data-key=a]').getBoundingClientRect(), x = at.left + at.width / 2, y = at.top + at.height / 2;
          window.pressed = '';
          new MutationObserver((_, watch) => {
            if (list.querySelector('[data-notice]') === first) return;
            watch.disconnect();
            requestAnimationFrame(() => {
              const target = document.elementFromPoint(x, y), one = { bubbles: true, cancelable: true, isPrimary: true, button: 0, clientX: x, clientY: y };
              for (const kind of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(kind, one));
              target.dispatchEvent(new MouseEvent('click', { ...one, detail: 1 }));
              window.pressed = target.closest('[data-notice]')?.dataset.notice ?? target.outerHTML;
            });
          }).observe(list, { childList: true, subtree: true });
        }
        """;

    [Fact]
    public async Task A_press_that_was_meant_for_another_row_acknowledges_nothing()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Hub.Domain.People.Right)int.MaxValue);
        await using var visit = await Visit.Begin(chromium, app);
        var page = await visit.SignIn("CSIRT Leader");
        var lesser = await RunningHub.Post(client, "/incidents", new { title = "Printer of the front desk is down", grade = "III", reason = "seen" });
        await page.Locator($".needs [data-notice='{lesser}']").WaitForAsync();
        await page.EvaluateAsync(PressAtTheNextChange);

        var grave = await RunningHub.Post(client, "/incidents", new { title = "Ransomware on file server FS1", grade = "I", reason = "seen" });
        await page.WaitForFunctionAsync("() => window.pressed !== ''");
        (await page.EvaluateAsync<string>("window.pressed")).Should().Be(grave, "the hand rests where the graver one stands now");
        await page.Locator($".needs [data-notice='{grave}'][data-held-back]").WaitForAsync();

        // Whoever has seen it presses once more; that the window has another size since is long seen, too.
        await page.SetViewportSizeAsync(900, 700);
        await page.WaitForFunctionAsync("() => !document.querySelector('[data-held-back]')");
        await page.Locator($".needs [data-notice='{grave}'] [data-key=a]").First.ClickAsync();
        await Soon.Until(async () =>
        {
            await using var db = app.Db();
            return await db.Notices.AnyAsync(n => n.State == NoticeState.Acknowledged, TestContext.Current.CancellationToken);
        });
        await using var after = app.Db();
        (await after.Acknowledgements.AsNoTracking().CountAsync(TestContext.Current.CancellationToken)).Should().Be(1, "the first press did nothing");
        visit.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_held_down_acknowledges_one_row_and_not_all_of_them()
    {
        await using var app = await HubApp.Start(RunningHub.Development);
        using var client = await app.Client((Hub.Domain.People.Right)int.MaxValue);
        foreach (var title in new[] { "Printer of the front desk is down", "Lift 2 stands still", "Badge reader of gate 3 is dead" })
        {
            await RunningHub.Post(client, "/incidents", new { title, grade = "III", reason = "seen" });
        }

        await using var visit = await Visit.Begin(chromium, app);
        var page = await visit.SignIn("CSIRT Leader");
        var rows = page.Locator(".needs [data-notice]");
        await rows.Nth(2).WaitForAsync();
        var before = await rows.CountAsync();
        await page.Keyboard.PressAsync("a");

        // Held down: the browser says the key again and again until it is let go.
        for (var times = 0; times < 40; times++)
        {
            await page.Keyboard.DownAsync("a");
        }

        await page.WaitForFunctionAsync("n => document.querySelectorAll('.needs [data-notice]').length < n", before);
        for (var times = 0; times < 40; times++)
        {
            await page.Keyboard.DownAsync("a");
        }

        await page.Keyboard.UpAsync("a");
        await using var db = app.Db();
        (await db.Acknowledgements.AsNoTracking().CountAsync(TestContext.Current.CancellationToken)).Should().Be(1);
        visit.Faults.Should().BeEmpty();
    }
}
