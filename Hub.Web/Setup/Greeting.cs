using Hub.Web.Dispatch;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Says on the console where the program listens and what to do next.</summary>
internal static class Greeting
{
    public static void GreetWhenStarted(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var console = app.Services.GetRequiredService<TextWriter>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses)
        {
            console.WriteLine();
            console.WriteLine($"Hub listens on {address}");
            if (!app.Environment.IsDevelopment())
            {
                continue;
            }

            console.WriteLine("  1. Open it and sign in as one of the sample people with one click (Samantha Smith is on call).");
            console.WriteLine("  2. Press 'Run the sample emergency' on the desk and watch for two minutes.");
            if (app.Services.GetRequiredService<IOptions<MailOptions>>().Value.Mode == MailMode.Pickup)
            {
                console.WriteLine($"  Mail is not sent but kept: {address}/dev/mail");
            }

            console.WriteLine($"  The wall: {address}/wall");
            console.WriteLine("  Stop with Ctrl+C.");
        }
    });
}
