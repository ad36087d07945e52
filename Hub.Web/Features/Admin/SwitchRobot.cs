using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Admin;

/// <summary>Switches a robot off, so that its messages take the recipients' next addresses at once, or on again.</summary>
public sealed class SwitchRobot(Writer writer)
{
    public async Task<Outcome<string>> Run(Caller caller, string key, bool off, CancellationToken cancellation = default)
    {
        if (!caller.Has(Right.Administer))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<string>(caller, async work =>
        {
            if (await work.Db.Robots.FirstOrDefaultAsync(r => r.Key == key) is not { } robot)
            {
                return Refusal.NotFound();
            }

            if (robot.IsOff == off)
            {
                return Refusal.Conflict(off ? "RobotOffAlready" : "RobotOnAlready");
            }

            robot.Switch(off);
            work.Record("administration", new Fact(FactKind.RobotChanged, ("name", robot.Name), ("key", key), ("change", off ? "robotOff" : "robotOn"), ("detail", "")));
            return key;
        }, cancellation);
    }
}
