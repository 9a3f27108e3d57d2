using System.Net;
using System.Reflection;
using System.Text;

namespace Licensing.Client.Tests;

public sealed class ProblemTests(ClientHost host)
{
    [Fact]
    public void Every_code_of_the_service_has_a_constant()
    {
        var known = typeof(ProblemCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(Api.Http.ProblemCode.All.Select(c => c.Code).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_says_everything_that_is_wrong_and_how_to_mend_it()
    {
        var refused = await Assert.ThrowsAsync<LicensingProblemException>(() =>
            host.Connect(new Wire(), host.Ministry).Agencies.RegisterAgencyAsync(new() { Name = "", Country = "Nepal", From = new DateOnly(2024, 1, 1) }));
        Assert.Equal((ProblemCodes.RequestInvalid, HttpStatusCode.BadRequest), (refused.Code, refused.Status));
        Assert.Equal(["/name", "/country"], refused.Errors.Select(e => e.At));
        Assert.Equal(("country.unknown", "Nepal"), (refused.Errors[1].Code, refused.Errors[1].Value));
        Assert.False(string.IsNullOrEmpty(refused.Errors[1].Mend));
        Assert.Contains("/country", refused.Message, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", refused.TraceId);
    }

    [Fact]
    public async Task A_code_that_the_client_does_not_know_is_passed_on()
    {
        var wire = new Wire { Before = (_, _) => RetryTests.Problem(409, "agency.asleep", 0) };
        Assert.Equal("agency.asleep", (await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire).Agencies.ReadAgencyAsync(host.Agency.Id))).Code);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>", "text/html")]
    [InlineData("[]", "application/json")]
    [InlineData("", "text/plain")]
    public async Task What_is_no_problem_of_the_service_has_no_code(string text, string type)
    {
        var wire = new Wire { Before = (_, _) => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent(text, Encoding.UTF8, type) } };
        var failure = await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire).Agencies.ReadAgencyAsync(host.Agency.Id));
        Assert.Equal(("", HttpStatusCode.BadGateway), (failure.Code, failure.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task An_id_that_would_be_another_address_is_not_sent(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => host.Connect(new Wire()).Agencies.ReadAgencyAsync(id));

    [Fact]
    public async Task An_id_is_written_so_that_it_stays_one_part_of_the_address()
    {
        var wire = new Wire();
        await Assert.ThrowsAsync<LicensingProblemException>(() => host.Connect(wire).Agencies.ReadAgencyAsync("ag/1?x=2"));
        Assert.Equal(["GET /v1/agencies/ag%2F1%3Fx%3D2"], wire.Calls);
    }
}
