using System.Net.Http.Headers;
using System.Net.Http.Json;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Tests.Harness;
using Hub.Tests.Harness.Peers;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Hub.Tests.Crash;

/// <summary>The real process, killed with <c>kill -9</c> while it reads answers: each counts once, none is lost.</summary>
[Collection(CrashTests.Name)]
public sealed class KilledWhileReadingTests
{
    private const int Rounds = 4;
    private const int MailsARound = 12;

    [Fact]
    public async Task Killed_while_it_reads_the_mailbox_it_takes_each_answer_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kill -9 is a signal of Unix; this runs on Linux only.");
        await using var dovecot = await Dovecot.Start();
        var folder = Directory.CreateTempSubdirectory("hub-answers-").FullName;
        var (status, output) = await HubProcess.Run(folder, "keys", "add", "--name", "crash", "--rights", "report,triage,read");
        status.Should().Be(0, output);
        await using (var store = TestStore.OnFile(Path.Combine(folder, "hub.db")))
        {
            await KillAndLook(dovecot, folder, output.Trim().Split('\n')[^1].Trim(), store);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task KillAndLook(Dovecot dovecot, string folder, string key, TestStore store)
    {
        var program = await Serve(folder, dovecot);
        try
        {
            var (notice, answered) = await Ask(program, key, store);
            var random = new Random(20261123);
            for (var round = 0; round < Rounds; round++)
            {
                for (var i = 0; i < MailsARound; i++)
                {
                    await dovecot.Deliver(Reply(answered, round == 1 && i == 5 ? "OK" : "?", $"{round}-{i}@contoso.example"));
                }

                // The instant of the kill is the input of this test, not a wait for a state.
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150)), TimeProvider.System, TestContext.Current.CancellationToken);
                await program.DisposeAsync();
                program = await Serve(folder, dovecot);
            }

            await Soon.Until(async () => await Read(store, db => db.InboundMessages.CountAsync()) == Rounds * MailsARound);
            await Soon.Until(async () => await dovecot.Count() == (Rounds * MailsARound, Rounds * MailsARound));
            (await Read(store, db => db.Acknowledgements.CountAsync(a => a.NoticeId == notice))).Should().Be(1);
            (await Read(store, db => db.InboundMessages.CountAsync(m => m.Verdict == InboundVerdict.Acknowledged))).Should().Be(1);
            (await Read(store, db => db.Deliveries.CountAsync(d => d.InboundId != null)))
                .Should().Be(await Read(store, db => db.InboundMessages.CountAsync(m => m.Answer != null)), "each answer goes back once");
        }
        finally
        {
            await program.DisposeAsync();
        }
    }

    private static async Task<HubProcess> Serve(string folder, Dovecot dovecot)
    {
        var program = HubProcess.Serve(folder, ["Hub:SampleData=true", .. dovecot.Settings.Select(s => $"{s.Key}={s.Value}")]);
        await program.Address();
        return program;
    }

    private static async Task<(Guid Notice, string MessageId)> Ask(HubProcess program, string key, TestStore store)
    {
        using var api = new HttpClient { BaseAddress = await program.Address() };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await api.PostAsJsonAsync(new Uri("/api/v1/incidents", UriKind.Relative), new { title = "Worm on WEB2", grade = "II", reason = "seen on two hosts" }, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await Read(store, async db =>
        {
            var delivery = await db.Deliveries.FirstAsync(d => d.Channel == Channel.Mail && db.Notices.Any(n => n.Id == d.NoticeId && n.State == NoticeState.Open));
            return (delivery.NoticeId!.Value, $"{delivery.Id:N}@localhost");
        });
    }

    private static MimeMessage Reply(string answered, string text, string id)
    {
        var mail = new MimeMessage { Subject = "Re: Major", InReplyTo = answered, MessageId = id, Body = new TextPart("plain") { Text = text } };
        mail.From.Add(MailboxAddress.Parse("somebody@home.example"));
        return mail;
    }

    private static async Task<T> Read<T>(TestStore store, Func<HubDbContext, Task<T>> read)
    {
        await using var db = store.CreateDbContext();
        return await read(db);
    }
}
