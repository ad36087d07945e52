using Hub.Tests.Harness;

namespace Hub.Tests.Browser;

/// <summary>People who stay signed in from test to test, each in a browser profile of their own: a test begins with the page that it is about.</summary>
public sealed class Visitors : IAsyncLifetime
{
    private readonly Dictionary<string, Visit> visits = new(StringComparer.Ordinal);

    /// <summary>Somebody of the sample people without an open tab; an empty name is nobody who signed in.</summary>
    internal async Task<Visit> Of(Chromium chromium, HubApp app, string name)
    {
        if (visits.TryGetValue(name, out var known) && known.IsThere)
        {
            await known.CloseTabs();
            return known;
        }

        var visit = visits[name] = await Visit.Begin(chromium, app);
        if (name.Length > 0)
        {
            await visit.SignIn(name);
            await visit.CloseTabs();
        }

        return visit;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var visit in visits.Values.Where(v => v.IsThere))
        {
            await visit.DisposeAsync();
        }
    }
}
