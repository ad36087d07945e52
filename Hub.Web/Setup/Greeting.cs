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
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"Hub listens on {address}");
            if (!app.Environment.IsDevelopment())
            {
                continue;
            }

            Console.Out.WriteLine("  1. Open it and sign in as one of the sample people with one click (Samantha Smith is on call).");
            Console.Out.WriteLine("  2. Press 'Run the sample emergency' on the desk and watch for two minutes.");
            if (app.Services.GetRequiredService<IOptions<MailOptions>>().Value.Mode == MailMode.Pickup)
            {
                Console.Out.WriteLine($"  Mail is not sent but kept: {address}/dev/mail");
            }

            Console.Out.WriteLine($"  The wall: {address}/wall");
            Console.Out.WriteLine("  Stop with Ctrl+C.");
        }
    });
}
