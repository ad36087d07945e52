using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>Somebody without a mouse: Tab, Enter and keys alone. Every step sees to it that the focus is somewhere and can be seen.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostTabs = 120;

    /// <summary>What has the focus, in words, when it cannot be seen; empty when all is well.</summary>
    private const string Unseen = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return 'nothing has the focus';
          const box = e.getBoundingClientRect();
          if (box.width === 0 || box.height === 0) return 'has no size: ' + e.outerHTML.slice(0, 120);
          const outlined = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0; };
          // a field may be marked by the frame around it; a shadow that is always there marks nothing
          for (let x = e, i = 0; x && i < 4; x = x.parentElement, i++) if (outlined(x) || (i > 0 && e.matches('input, textarea, select') && x.matches(':focus-within') && getComputedStyle(x).boxShadow !== 'none')) return '';
          if (e.closest('.mud-input-control, .mud-select, .mud-button-root, .mud-icon-button')) return '';
          return 'is not marked: ' + e.outerHTML.slice(0, 160);
        }
        """;

    /// <summary>Goes on with Tab until the focus is on what is meant.</summary>
    public async Task TabTo(string selector, bool back = false)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await Is(selector))
            {
                return;
            }

            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            if (await page.EvaluateAsync<bool>("() => document.activeElement !== document.body"))
            {
                (await page.EvaluateAsync<string>(Unseen)).Should().BeEmpty($"on the way to {selector}");
            }
        }

        throw new InvalidOperationException($"{MostTabs} times Tab do not lead to {selector}");
    }

    /// <summary>True when the focus is on it.</summary>
    public Task<bool> Is(string selector) => page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) === true", selector);

    /// <summary>Presses a key, as <c>Enter</c>.</summary>
    public Task Press(string key) => page.Keyboard.PressAsync(key);

    /// <summary>Writes where the focus is.</summary>
    public Task Write(string text) => page.Keyboard.InsertTextAsync(text);

    /// <summary>Waits until the focus has come to a part of the page, as when a dialog has opened: whoever types sees it first.</summary>
    public Task ComesTo(string selector) => page.WaitForFunctionAsync("s => document.activeElement?.closest(s) !== null", selector, new() { Timeout = 10_000 });

    /// <summary>After a command: the focus is on something of the page, not lost at its beginning.</summary>
    public async Task KeepsTheFocus(string after)
    {
        await page.WaitForFunctionAsync("() => document.activeElement && document.activeElement !== document.body", null, new() { Timeout = 10_000 });
        (await page.EvaluateAsync<string>("() => document.activeElement === document.body ? 'body' : ''")).Should().BeEmpty(after);
    }
}
