using System.Text;
using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Web.Features.Directory;
using Hub.Web.Features.Directory.Import;
using Microsoft.EntityFrameworkCore;
using static Hub.Tests.Features.Directory.DirectoryBed;

namespace Hub.Tests.Features.Directory;

public sealed class ImportTests
{
    [Fact]
    public async Task The_fate_of_every_line_is_said_and_nothing_is_changed()
    {
        await using var bed = await Begin();
        var (samantha, robert) = (await bed.Row("Samantha"), await bed.Row("Robert"));
        var file = Table(
            "id,name,language,mail,retired,Department\n"
            + $",王伟,中文,wang.wei@corp.example,,IT\n"
            + $"{samantha.Id},Samantha Smith,,samantha.smith@contoso.example,,IT\n"
            + $"{robert.Id},{robert.Name},{robert.Culture},{robert.Points![0].Address},yes,IT\n"
            + ",No Mail,klingon,x@corp.example,,IT\n"
            + ",Broken,en,not-an-address,,IT\n"
            + $"{Guid.NewGuid()},Unknown,en,u@corp.example,,IT\n"
            + ",Twice,en,wang.wei@corp.example,,IT\n"
            + "short,line\n");

        var run = (await bed.Import.Look(Keeper, SheetKind.Persons, file, Cancel)).Value;

        run.Lines.Select(l => (l.Line, l.Fate, l.Fault?.Field, l.Fault?.Code)).Should().Equal(
            (2, LineFate.New, null, null),
            (3, LineFate.Changed, null, null),
            (4, LineFate.Retired, null, null),
            (5, LineFate.Faulty, "culture", "LanguageUnknown"),
            (6, LineFate.Faulty, "contactPoints[0]", "MailAddressWrong"),
            (7, LineFate.Faulty, "id", "ImportIdUnknown"),
            (8, LineFate.Faulty, "mail", "ImportLineTwice"),
            (9, LineFate.Faulty, "line", "ImportCellCount"));
        run.Lines[1].Fields.Should().Equal("contactPoints");
        run.Unread.Should().Equal("Department");
        (await bed.Record(FactKind.PersonChanged)).Should().BeEmpty();
        (await bed.Row("Robert")).IsRetired.Should().BeFalse();
        await using var db = bed.Store.CreateDbContext();
        (await db.Persons.AnyAsync(p => p.Name == "王伟", Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task An_import_with_three_bad_lines_of_fifty_changes_nothing_until_it_is_confirmed()
    {
        await using var bed = await Begin();
        var text = new StringBuilder("name,mail,mobile\r\n");
        for (var i = 1; i <= 50; i++)
        {
            text.Append(i is 7 or 23 or 50 ? $"Person {i},broken,\r\n" : $"Person {i},person{i}@corp.example,+8613800000{i:000}\r\n");
        }

        var file = Table(text.ToString());
        var before = await Count();
        var run = (await bed.Import.Look(Keeper, SheetKind.Persons, file, Cancel)).Value;
        (run.Count(LineFate.New), run.Count(LineFate.Faulty)).Should().Be((47, 3));
        (await Count()).Should().Be(before);

        (await bed.Import.Run(Keeper, SheetKind.Persons, file, run.Stamp, false, Cancel)).Refusal!.Code.Should().Be("ImportFaulty", "they are left out only when somebody says so");
        (await Count()).Should().Be(before);
        (await bed.Import.Run(Keeper, SheetKind.Persons, file, null, true, Cancel)).Refusal!.Code.Should().Be("ImportStale", "nobody has looked");
        (await Count()).Should().Be(before);

        (await bed.Import.Run(Keeper, SheetKind.Persons, file, run.Stamp, true, Cancel)).Refusal.Should().BeNull();
        (await Count()).Should().Be(before + 47);
        (await bed.Row("Person 49")).Points!.Select(p => (p.Channel, p.Address, p.IsVerified)).Should().Equal(
            (Channel.Mail, "person49@corp.example", false), (Channel.Sms, "+8613800000049", false));
        (await bed.Record(FactKind.DirectoryImported)).Should().ContainSingle().Which.Should().Contain("47").And.Contain("3");
        (await bed.Record(FactKind.PersonChanged)).Should().HaveCount(47);

        async Task<int> Count()
        {
            await using var db = bed.Store.CreateDbContext();
            return await db.Persons.CountAsync(Cancel);
        }
    }

    [Fact]
    public async Task What_was_changed_between_looking_and_confirming_refuses_the_whole_import()
    {
        await using var bed = await Begin();
        var samantha = await bed.Row("Samantha");
        var file = Table($"id,name\n{samantha.Id},Somebody Else\n");
        var run = (await bed.Import.Look(Keeper, SheetKind.Persons, file, Cancel)).Value;
        await bed.Persons.Run(Keeper, samantha.Id, samantha.Version, Details(samantha) with { TimeZone = "Europe/Berlin" }, Cancel);

        (await bed.Import.Run(Keeper, SheetKind.Persons, file, run.Stamp, false, Cancel)).Refusal!.Code.Should().Be("ImportStale");
        (await bed.Row("Samantha")).Name.Should().Be("Samantha Smith");

        var again = (await bed.Import.Look(Keeper, SheetKind.Persons, file, Cancel)).Value;
        (await bed.Import.Run(Keeper, SheetKind.Persons, Table($"id,name\n{samantha.Id},Another File\n"), again.Stamp, false, Cancel)).Refusal!.Code.Should().Be("ImportStale", "another file was looked at");
        (await bed.Import.Run(Keeper, SheetKind.Persons, file, again.Stamp, false, Cancel)).Refusal.Should().BeNull();
        (await bed.Row("Somebody")).TimeZone.Should().Be("Europe/Berlin", "a column that the file does not have stays");
    }

    [Theory]
    [InlineData(SheetKind.Persons)]
    [InlineData(SheetKind.Bodies)]
    [InlineData(SheetKind.Assets)]
    public async Task What_is_exported_comes_back_unchanged(SheetKind kind)
    {
        await using var bed = await Begin();
        var odd = await bed.Add("=HYPERLINK(\"http://evil.example\"), '王伟'", (Channel.Sms, "+861380000000"), (Channel.Mail, "-odd@corp.example"));
        await bed.Assets.Run(Keeper, "odd", null, new AssetDetails { NameEn = "@SUM(A1)", NameZh = "'=1", Kind = AssetKind.Data, Worth = AssetWorth.Of(1, 1, 1), Note = "two\nlines; \"quoted\"" }, Cancel);
        await bed.Retiring.Run(Keeper, Guid.Parse(odd.Key), odd.Version, true, Cancel);

        var file = (await bed.Export.Run(Keeper, kind, Cancel)).Value;

        var text = Encoding.UTF8.GetString(file.Bytes);
        text.Split('\n').SelectMany(l => l.Split(',')).Select(c => c.TrimStart('"')).Should().NotContain(c => c.StartsWith('=') || c.StartsWith('@'));
        var run = (await bed.Import.Look(Keeper, kind, file.Bytes, Cancel)).Value;
        run.Lines.Should().NotBeEmpty().And.OnlyContain(l => l.Fate == LineFate.Unchanged);
        run.Unread.Should().BeEmpty();
        (await bed.Import.Run(Keeper, kind, file.Bytes, run.Stamp, false, Cancel)).Refusal!.Code.Should().Be("ImportNothing");
    }

    [Fact]
    public async Task A_spreadsheet_from_China_is_read_with_its_own_words()
    {
        await using var bed = await Begin();
        var file = CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes("姓名;邮箱;手机;语言\r\n李娜;li.na@corp.example;+8613800000001;中文\r\n");

        var run = (await bed.Import.Look(Keeper, SheetKind.Persons, file, Cancel)).Value;
        (await bed.Import.Run(Keeper, SheetKind.Persons, file, run.Stamp, false, Cancel)).Refusal.Should().BeNull();

        var row = await bed.Row("李娜");
        (row.Culture, row.Points!.Count).Should().Be(("zh-Hans", 2));
    }

    [Fact]
    public async Task Bodies_and_assets_are_taken_and_their_faults_are_named()
    {
        await using var bed = await Begin();
        var bodies = Table(
            "key,nameEn,kind,language,telephone,duties,retired\n"
            + "insurer,Insurer,other,en,+86 10 1234 5678,,\n"
            + "public-security,Police,police,zh-Hans,110,public-security,yes\n"
            + "Bad Key,X,other,en,,,\n"
            + "strange,X,\"regulator, police\",en,,,\n"
            + "unknown-duty,X,other,en,,no-such-duty,\n");
        var run = (await bed.Import.Look(Keeper, SheetKind.Bodies, bodies, Cancel)).Value;
        run.Lines.Select(l => (l.Fate, l.Fault?.Field)).Should().Equal(
            (LineFate.New, null), (LineFate.Faulty, "retired"), (LineFate.Faulty, "key"), (LineFate.Faulty, "kind"), (LineFate.Faulty, "duties"));
        (await bed.Import.Run(Keeper, SheetKind.Bodies, bodies, run.Stamp, true, Cancel)).Refusal.Should().BeNull();

        var assets = Table("key,nameEn,kind,owner,confidentiality,integrity,availability\nweb3,WEB3,server,office:audit,2,4,3\nweb4,WEB4,server,office:nobody,1,1,1\nweb5,WEB5,server,,6,1,1\nweb6,WEB6,7,,1,1,1\n");
        var looked = (await bed.Import.Look(Keeper, SheetKind.Assets, assets, Cancel)).Value;
        looked.Lines.Select(l => (l.Fate, l.Fault?.Field)).Should().Equal((LineFate.New, null), (LineFate.Faulty, "owner"), (LineFate.Faulty, "confidentiality"), (LineFate.Faulty, "kind"));
        (await bed.Import.Run(Keeper, SheetKind.Assets, assets, looked.Stamp, true, Cancel)).Refusal.Should().BeNull();
        await using var db = bed.Store.CreateDbContext();
        (await db.Assets.SingleAsync(a => a.Key == "web3", Cancel)).Importance.Should().Be(4, "the greatest of the three when nobody set it");
        (await db.ExternalBodies.SingleAsync(b => b.Key == "insurer", Cancel)).Telephone.Should().Be("+86 10 1234 5678");
    }

    [Fact]
    public async Task Ten_thousand_lines_are_taken_in_one_transaction()
    {
        await using var bed = await Begin();
        var text = new StringBuilder("name,mail\n");
        for (var i = 0; i < CsvTable.MostRows; i++)
        {
            text.Append("Person ").Append(i).Append(",p").Append(i).Append("@corp.example\n");
        }

        var file = Table(text.ToString());
        var run = (await bed.Import.Look(Keeper, SheetKind.Persons, file, Cancel)).Value;
        run.Count(LineFate.New).Should().Be(10_000);
        (await bed.Import.Run(Keeper, SheetKind.Persons, file, run.Stamp, false, Cancel)).Refusal.Should().BeNull();

        await using var db = bed.Store.CreateDbContext();
        (await db.Persons.CountAsync(p => p.Name.StartsWith("Person "), Cancel)).Should().Be(10_000);

        // and once more: every line is known by its mailbox, and each gets another language
        var changed = Table(text.ToString().Replace("name,mail\n", "name,mail,language\n", StringComparison.Ordinal).Replace("@corp.example\n", "@corp.example,zh-Hans\n", StringComparison.Ordinal));
        var second = (await bed.Import.Look(Keeper, SheetKind.Persons, changed, Cancel)).Value;
        second.Count(LineFate.Changed).Should().Be(10_000);
        (await bed.Import.Run(Keeper, SheetKind.Persons, changed, second.Stamp, false, Cancel)).Refusal.Should().BeNull();
        (await db.Persons.CountAsync(p => p.Name.StartsWith("Person ") && p.Culture == "zh-Hans", Cancel)).Should().Be(10_000);
    }
}
