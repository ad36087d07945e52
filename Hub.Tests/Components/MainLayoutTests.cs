using Bunit;
using Hub.Tests.Harness;
using Hub.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Hub.Tests.Components;

public sealed class MainLayoutTests : PageContext
{
    private static readonly RenderFragment Body = builder => builder.AddMarkupContent(0, "<h1>Desk</h1>");

    [Fact]
    public void Nothing_is_drawn_before_the_browser_has_said_how_it_looks()
    {
        var look = JSInterop.Setup<bool>("hub.watchLook", _ => true);
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, Body));
        layout.FindAll(".shell").Should().BeEmpty();
        look.SetResult(true);
        layout.WaitForElement(".shell");
    }

    [Fact]
    public void Administration_is_offered_only_to_administrators()
    {
        SignIn("Samantha Smith", "Read", "Triage");
        Render<MainLayout>(p => p.Add(l => l.Body, Body)).FindAll("a[href='/admin']").Should().BeEmpty();
    }

    [Fact]
    public void An_administrator_finds_administration_in_the_bar_and_in_the_sheet()
    {
        SignIn("Robert Brown", "Administer");
        Render<MainLayout>(p => p.Add(l => l.Body, Body)).FindAll("a[href='/admin']").Should().HaveCount(2);
    }

    [Fact]
    public void Whoever_is_signed_in_is_named_and_can_sign_out_by_a_post()
    {
        SignIn("Samantha Smith");
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, Body));
        layout.Find(".bar-tools .who").TextContent.Should().Contain("Samantha Smith");
        var form = layout.Find(".bar-tools form");
        form.GetAttribute("method").Should().Be("post");
        form.GetAttribute("action").Should().Be("/account/sign-out");
        form.QuerySelector("input[name=__RequestVerificationToken]").Should().NotBeNull();
    }

    [Fact]
    public void A_stranger_is_offered_to_sign_in_and_to_come_back()
    {
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, Body));
        layout.Find(".bar-tools a[href^='/account/sign-in']").GetAttribute("href").Should().EndWith("returnUrl=%2F");
        layout.FindAll("form").Should().BeEmpty();
    }

    [Fact]
    public void The_bar_says_as_of_when_in_the_organisations_zone() =>
        Render<MainLayout>(p => p.Add(l => l.Body, Body)).Find(".as-of").TextContent.Should().Be("as of 14:00:00 (UTC+8)");

    [Fact]
    public void The_wall_has_no_chrome()
    {
        var layout = Render<BareLayout>(p => p.Add(l => l.Body, Body));
        layout.Find("[data-wall] h1").TextContent.Should().Be("Desk");
        layout.FindAll("nav, header").Should().BeEmpty();
    }
}
