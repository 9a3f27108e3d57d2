using System.Net;
using System.Text.Json.Nodes;
using Licensing.Api.Features.Access;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Security;

/// <summary>People sign in to the job dashboard at the ministry's provider, which here is one on another port; they come from another machine.</summary>
public sealed class DashboardSignInTests(DashboardSignInTests.Deployment deployment) : IClassFixture<DashboardSignInTests.Deployment>
{
    private readonly ServiceHost _host = deployment.Host;
    private readonly SignInProvider _provider = deployment.Provider.For(new JsonObject());
    private readonly WebApplicationFactory<Program> _service = deployment.Service;

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_provider_with_state_nonce_and_PKCE()
    {
        using var answer = await new Browser(_service).GetAsync("/jobs/recurring");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var sent = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(answer.Headers.Location!.Query);
        Assert.StartsWith($"{_provider.Address}/authorize", answer.Headers.Location.ToString());
        Assert.Equal(("code", "S256", "openid", SignInProvider.ClientId), ((string?)sent["response_type"], (string?)sent["code_challenge_method"], (string?)sent["scope"], (string?)sent["client_id"]));
        Assert.Equal("https://localhost/jobs/signed-in", sent["redirect_uri"]);
        Assert.All((string[])["state", "nonce", "code_challenge"], name => Assert.True(sent[name].ToString().Length >= 32, name));
    }

    [Fact]
    public async Task An_administrator_acts_and_comes_back_to_the_page_that_he_asked_for()
    {
        var browser = await SignedInAsync("Administrator", "/jobs/recurring");
        Assert.Equal("/jobs/recurring", browser.CameBackTo);
        using var page = await browser.GetAsync("/jobs/recurring");
        Assert.Contains("recurring/trigger", await page.Content.ReadAsStringAsync());
        var cookie = browser.SetCookies[DashboardSignIn.Cookie];
        Assert.All((string[])["secure", "httponly", "samesite=lax", "path=/jobs"], part => Assert.Contains(part, cookie));
        Assert.DoesNotContain("expires", cookie);
    }

    [Fact]
    public async Task An_auditor_looks_only()
    {
        var browser = await SignedInAsync("Auditor");
        using var page = await browser.GetAsync("/jobs/recurring");
        Assert.True(page.IsSuccessStatusCode);
        Assert.DoesNotContain("recurring/trigger", await page.Content.ReadAsStringAsync());
        using var act = await browser.PostAsync("/jobs/recurring/trigger", await browser.FormTokenAsync());
        Assert.False(act.IsSuccessStatusCode);
    }

    [Fact]
    public async Task What_an_administrator_does_needs_the_token_of_the_page()
    {
        var browser = await SignedInAsync("Administrator");
        using var without = await browser.PostAsync("/jobs/recurring/trigger", null);
        using var with = await browser.PostAsync("/jobs/recurring/trigger", await browser.FormTokenAsync());
        Assert.Equal((false, true), (without.IsSuccessStatusCode, with.IsSuccessStatusCode));
    }

    [Fact]
    public async Task An_officer_is_told_why_he_does_not_see_it()
    {
        var browser = await SignedInAsync("CaseOfficer");
        using var page = await browser.GetAsync("/jobs");
        var problem = await ProblemAnswer.ReadAsync(page);
        Assert.Equal("permission.missing", problem.Code);
        Assert.Contains("subject-of-CaseOfficer is case-officer", problem.Body.GetProperty("detail").GetString());
        Assert.Contains("auditor, administrator", problem.Body.GetProperty("detail").GetString()!.Replace("administrator, auditor", "auditor, administrator"));
    }

    [Fact]
    public async Task A_role_that_is_taken_shuts_the_dashboard_at_once()
    {
        var browser = await SignedInAsync("SecondAdministrator");
        Assert.True((await browser.GetAsync("/jobs")).IsSuccessStatusCode);
        await _host.InDatabaseAsync(async db =>
        {
            var membership = db.Memberships.Single(m => m.Subject == "subject-of-SecondAdministrator");
            membership.Take(_host.Clock.GetUtcNow().UtcDateTime, "test");
            db.Record(membership, new RoleTaken(membership.Subject, membership.Role, null));
            return await db.SaveChangesAsync();
        });
        Assert.Equal("permission.missing", (await ProblemAnswer.ReadAsync(await browser.GetAsync("/jobs"))).Code);
    }

    [Fact]
    public async Task The_cookie_ends_after_half_an_hour_however_much_it_is_used()
    {
        var browser = await SignedInAsync("Administrator");
        foreach (var minutes in (int[])[20, 9])
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/jobs")).StatusCode);
        }

        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/jobs")).StatusCode);
        using var polled = await browser.PostAsync("/jobs/stats", null);
        Assert.Equal("caller.missing", (await ProblemAnswer.ReadAsync(polled)).Code);
    }

    [Theory]
    [InlineData("state altered")]
    [InlineData("state of another browser")]
    [InlineData("no state")]
    [InlineData("nonce of another sign-in")]
    [InlineData("code used already")]
    [InlineData("code invented")]
    [InlineData("refused by the provider")]
    public async Task A_sign_in_that_was_tampered_with_is_refused(string how)
    {
        _provider.Person["sub"] = "subject-of-Administrator";
        var browser = new Browser(_service);
        var back = await browser.AtProviderAsync("/jobs");
        switch (how)
        {
            case "state altered": back = back.Replace("state=", "state=x"); break;
            case "state of another browser": browser = new Browser(_service); break;
            case "no state": back = back[..back.IndexOf("&state", StringComparison.Ordinal)]; break;
            case "nonce of another sign-in": _provider.Nonce = "1.abc"; break;
            case "code used already": await new Browser(browser).GetAsync(back); break;
            case "code invented": back = back.Replace("code=", "code=f"); break;
            case "refused by the provider": back = "/jobs/signed-in?error=access_denied" + back[back.IndexOf("&state", StringComparison.Ordinal)..]; break;
        }

        using var answer = await browser.GetAsync(back);
        Assert.Equal("sign-in.failed", (await ProblemAnswer.ReadAsync(answer)).Code);
        Assert.DoesNotContain(DashboardSignIn.Cookie, browser.SetCookies.Keys);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/jobs")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_opens_no_API_and_holds_no_more_of_a_person_than_is_read()
    {
        _provider.Person["email"] = "neela@example.org";
        var browser = await SignedInAsync("Administrator");
        Assert.Equal("caller.missing", (await ProblemAnswer.ReadAsync(await browser.GetAsync("/v1/access/memberships"))).Code);
        var ticket = _service.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>()
            .Get(DashboardSignIn.CookieScheme).TicketDataFormat.Unprotect(browser.Cookies[DashboardSignIn.Cookie])!;
        Assert.Equal(["sub subject-of-Administrator"], ticket.Principal.Claims.Select(c => $"{c.Type} {c.Value}"));
    }

    [Fact]
    public async Task Every_instance_of_the_deployment_reads_the_cookie_and_no_other_deployment_does()
    {
        var browser = await SignedInAsync("Administrator");
        await using var second = Service();
        Assert.Equal(HttpStatusCode.OK, (await new Browser(second, browser).GetAsync("/jobs")).StatusCode);
        // There he is an administrator too.
        await using var other = new Deployment();
        await other.InitializeAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await new Browser(other.Service, browser).GetAsync("/jobs")).StatusCode);
    }

    [Fact]
    public async Task Nobody_signs_in_over_plain_http()
    {
        var plain = _service.CreateClient(new() { BaseAddress = new("http://licensing.example.org"), AllowAutoRedirect = false });
        Assert.Equal("https.needed", (await ProblemAnswer.ReadAsync(await plain.GetAsync("/jobs"))).Code);
    }

    [Fact]
    public async Task Without_a_client_at_the_provider_it_is_served_on_the_machine_only()
    {
        await using var service = Service(("Identity:Dashboard:ClientId", ""), ("Identity:Dashboard:ClientSecret", ""));
        Assert.Equal("dashboard.here-only", (await ProblemAnswer.ReadAsync(await new Browser(service).GetAsync("/jobs"))).Code);
    }

    private WebApplicationFactory<Program> Service(params (string Name, string Value)[] settings) => deployment.Another(settings);

    private async Task<Browser> SignedInAsync(string role, string page = "/jobs")
    {
        _provider.Person["sub"] = $"subject-of-{role}";
        var browser = new Browser(_service);
        using var back = await browser.GetAsync(await browser.AtProviderAsync(page));
        Assert.True(back.StatusCode == HttpStatusCode.Redirect, await back.Content.ReadAsStringAsync());
        browser.CameBackTo = new Uri(new Uri("https://localhost"), back.Headers.Location!).PathAndQuery;
        return browser;
    }

    /// <summary>The service as if called from another machine, with its provider.</summary>
    public sealed class Deployment : IAsyncLifetime
    {
        public ServiceHost Host { get; } = new() { BeginsEmpty = true, Settings = { ["Jobs:Enabled"] = "true", ["Jobs:Workers"] = "1" } };
        public SignInProvider Provider { get; private set; } = null!;
        public WebApplicationFactory<Program> Service { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Provider = await SignInProvider.StartAsync(Host.Clock);
            Service = Another();
            var now = Host.Clock.GetUtcNow().UtcDateTime;
            await Host.InDatabaseAsync(async db =>
            {
                foreach (var (name, role) in ((string, CallerRole)[])[
                    ("Administrator", CallerRole.Administrator), ("SecondAdministrator", CallerRole.Administrator), ("Auditor", CallerRole.Auditor), ("CaseOfficer", CallerRole.CaseOfficer)])
                {
                    var membership = new Membership($"subject-of-{name}", role, null, now, null, now, "test");
                    db.Add(membership);
                    db.Record(membership, new RoleGiven(membership.Subject, role, null, membership.From, null));
                }

                return await db.SaveChangesAsync();
            });
        }

        /// <summary>Another instance on the same database.</summary>
        public WebApplicationFactory<Program> Another(params (string Name, string Value)[] settings) => Host.WithWebHostBuilder(builder =>
        {
            foreach (var (name, _) in NamedCaller.Settings)
                builder.UseSetting(name, null);
            builder.UseSetting("Identity:Authority", Provider.Address);
            builder.UseSetting("Identity:Dashboard:ClientId", SignInProvider.ClientId);
            builder.UseSetting("Identity:Dashboard:ClientSecret", SignInProvider.ClientSecret);
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
            builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new FromElsewhere()));
        });

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await Host.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }

    /// <summary>Keeps cookies as they were given, whatever the clock of this machine says, and follows no redirect by itself.</summary>
    private sealed class Browser(WebApplicationFactory<Program> service, Browser? before = null)
    {
        private readonly HttpClient _client = service.CreateClient(new() { BaseAddress = new("https://localhost"), AllowAutoRedirect = false, HandleCookies = false });

        public Browser(Browser other)
            : this(other.Service, other)
        {
        }

        private WebApplicationFactory<Program> Service => service;

        public Dictionary<string, string> Cookies { get; } = before is null ? [] : new(before.Cookies);
        public Dictionary<string, string> SetCookies { get; } = [];
        public string? CameBackTo { get; set; }

        public Task<HttpResponseMessage> GetAsync(string address) => SendAsync(new(HttpMethod.Get, address));

        public Task<HttpResponseMessage> PostAsync(string address, string? formToken)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("jobs[]", "seal-audit")]) };
            if (formToken is not null)
                request.Headers.Add("RequestVerificationToken", formToken);
            return SendAsync(request);
        }

        /// <summary>As the dashboard's own script reads it from the page.</summary>
        public async Task<string> FormTokenAsync()
        {
            using var page = await GetAsync("/jobs/recurring");
            var html = await page.Content.ReadAsStringAsync();
            var found = System.Text.RegularExpressions.Regex.Match(html, "csrf-token\" content=\"([^\"]+)");
            Assert.True(found.Success, html);
            return found.Groups[1].Value;
        }

        /// <summary>Asks for a page, goes where it is sent, signs in.</summary>
        /// <returns>Where the provider sends the browser back to.</returns>
        public async Task<string> AtProviderAsync(string page)
        {
            using var sent = await GetAsync(page);
            using var provider = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            using var back = await provider.GetAsync(sent.Headers.Location);
            return back.Headers.Location!.PathAndQuery;
        }

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            if (Cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            var answer = await _client.SendAsync(request);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
            {
                var (name, value) = set.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : ("", "");
                SetCookies[name] = set;
                Cookies[name] = value;
            }

            return answer;
        }
    }

    private sealed class FromElsewhere : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate inner) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.9");
                await inner(context);
            });
            next(app);
        };
    }
}
