using System.Diagnostics;
using System.Globalization;
using Hub.Domain.Grading;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Web.Dispatch;
using Hub.Web.Dispatch.Channels;
using Hub.Web.Setup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Tests.Dispatch;

/// <summary>Not a test: prints how fast a burst drains. Run with <c>HUB_BURST=port,connections,count</c> against a mail sink on that port.</summary>
public sealed class Burst
{
    [Fact]
    public async Task Drain()
    {
        var settings = Environment.GetEnvironmentVariable("HUB_BURST")?.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Assert.SkipUnless(settings is not null, "only measured on demand");
        var stop = TestContext.Current.CancellationToken;
        await using var store = await TestStore.Sqlite();
        await Fill(store, settings![2], stop);
        var mail = Options.Create(new MailOptions { Mode = MailMode.Smtp, Host = "127.0.0.1", Port = settings[0], Security = MailSecurity.None, Connections = settings[1] });
        await using var channel = new MailChannel(mail, new MailComposer(mail, Options.Create(new HubOptions()), TimeProvider.System), TimeProvider.System);
        using var node = new Node(store, settings[1], time: TimeProvider.System, channels: [channel]);
        Console.Error.WriteLine($"heap before {GC.GetTotalMemory(true) / 1_000_000} MB");
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await node.Sender.StartAsync(stop);
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
            await using var db = store.CreateDbContext();
            if (await db.Deliveries.CountAsync(d => d.State == DeliveryState.Queued, stop) == 0)
            {
                break;
            }
        }

        var seconds = watch.Elapsed.TotalSeconds;
        Console.Error.WriteLine($"{settings[2]} in {seconds:0.00} s = {settings[2] / seconds:0} mails/s, processor {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0.0} s, heap {GC.GetTotalMemory(true) / 1_000_000} MB, allocated {(GC.GetTotalAllocatedBytes() - allocated) / settings[2] / 1_000} kB a mail, collections {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}, paused {GC.GetTotalPauseDuration().TotalSeconds:0.0} s");
        await node.Sender.StopAsync(stop);
    }

    private static async Task Fill(TestStore store, int count, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var db = store.CreateDbContext();
        db.Add(Letters.Samantha());
        for (var i = 0; i < count; i++)
        {
            var notice = Letters.Notice(Letters.Samantha(), grade: Grade.II, now: now);
            db.Add(notice);
            db.Add(Delivery.Of(notice, Channel.Mail, "samantha.smith@hub.example", 0, null, now));
        }

        await db.SaveChangesAsync(stop);
    }
}
