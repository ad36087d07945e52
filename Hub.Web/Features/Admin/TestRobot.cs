using System.Globalization;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Dispatch.Texts;
using Hub.Web.Setup;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Web.Features.Admin;

/// <summary>Sends a test into a group at once and says what the other side answered. Once in ten seconds a robot, since a vendor's limit would hold back what matters.</summary>
public sealed class TestRobot(Writer writer, RobotChannel channel, IOptions<HubOptions> hub, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public async Task<Outcome<SendResult>> Run(Caller caller, string key, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        var begun = await writer.Run<string>(caller, async work =>
        {
            if (await work.Db.Robots.FirstOrDefaultAsync(r => r.Key == key) is not { } robot)
            {
                return Refusal.NotFound();
            }

            if (robot.IsOff)
            {
                return Refusal.Conflict("RobotOffAlready");
            }

            // The record knows the last test of every robot, on whichever node it was.
            var since = work.Now - Pause;
            var recent = await work.Db.Timeline.Where(e => e.Chain == "administration" && e.Kind == FactKind.RobotChanged && e.At > since).ToListAsync();
            if (recent.Exists(e => e.Data.Contains("\"robotTested\"", StringComparison.Ordinal) && e.Data.Contains($"\"{key}\"", StringComparison.Ordinal)))
            {
                return Refusal.Conflict("RobotTestedJustNow");
            }

            work.Record("administration", new Fact(FactKind.RobotChanged, ("name", robot.Name), ("key", key), ("change", "robotTested"), ("detail", "")));
            return key;
        }, cancellation);
        if (begun.IsRefused)
        {
            return begun.Refusal;
        }

        var culture = CultureInfo.CurrentUICulture.Name;
        var content = RobotText.Test(culture, caller.Name, hub.Value.PublicUrl.TrimEnd('/'));
        var message = new OutgoingMessage(Guid.CreateVersion7(time.GetUtcNow()), Channel.Robot, key, content.Heading, content.Title, null, culture, IsUrgent: false) { Robot = content };
        return await channel.Send(message, 0, cancellation);
    }
}
