using FastEndpoints;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Security.Tests.Permissions;

/// <summary>Every endpoint x every caller x whose row it is, by real HTTP with real tokens on real rows. What has to come out is
/// written by hand in Matrix/, one file for each area; nothing of it is taken from the table of permissions.</summary>
/// <remarks>Matrix/README.md says how a file is read, and what a new endpoint needs.</remarks>
public sealed class MatrixTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    private static readonly string Folder = Path.Combine(Repository.Root(), "tests", "Licensing.Security.Tests", "Permissions", "Matrix");
    private static readonly List<MatrixRow> Rows = [.. Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(MatrixRow.Read)];

    internal static IReadOnlyList<MatrixRow> AllRows => Rows;

    public static TheoryData<string, string> Lines => [.. Rows.Select(row => new TheoryDataRow<string, string>(row.Endpoint, row.Whose))];

    [Theory, MemberData(nameof(Lines))]
    public async Task Each_caller_gets_what_the_file_says(string endpoint, string whose)
    {
        var row = Rows.Single(r => r.Endpoint == endpoint && r.Whose == whose);
        var wrong = new List<string>();
        foreach (var (caller, expected) in row.Cells)
        {
            var got = await world.AskAsync(endpoint, whose, caller);
            if (got != expected)
                wrong.Add($"{caller}: {expected} is written, {got} came");
        }

        Assert.True(wrong.Count == 0, $"{endpoint} {whose}: {string.Join("; ", wrong)}");
    }

    [Fact]
    public void Every_endpoint_and_every_role_has_its_cells()
    {
        var endpoints = world.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Route: e.RoutePattern.RawText!, e.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType))
            .Where(e => e.EndpointType is not null).Select(e => (e.Route, Type: e.EndpointType!)).ToList();
        var missing = new List<string>();
        foreach (var (route, type) in endpoints)
        {
            var whose = Rows.Where(r => r.Endpoint == type.Name).Select(r => r.Whose).ToHashSet();
            var source = File.ReadAllText(Path.Combine(Repository.Root(), "src", "Licensing.Api", "Features", type.Namespace!.Split('.')[^1], type.Name + ".cs"));
            // A proposal belongs to nobody; which kinds somebody sees depends on the kind.
            string[] needed = route.Contains("{ProposalId}", StringComparison.Ordinal) ? ["law", "role", "redaction", "none"] : type.Name == "ListProposals" ? ["law", "role", "redaction", "none"] : source.Contains("VisibleTo(", StringComparison.Ordinal) || route.Contains("{AgencyId}", StringComparison.Ordinal)
                ? ["own", "another's", "none"] : route.Contains('{') ? ["any", "none"] : [];
            missing.AddRange(needed.Where(n => !whose.Contains(n)).Select(n => $"{type.Name} {n}"));
            if (whose.Count == 0)
                missing.Add(type.Name);
        }

        Assert.True(missing.Count == 0, $"Write rows in Permissions/Matrix for: {string.Join(", ", missing)}.");
        Assert.Empty(Rows.Select(r => r.Endpoint).Except(endpoints.Select(e => e.Type.Name)));
        Assert.Equal(Rows.Count, Rows.Select(r => (r.Endpoint, r.Whose)).Distinct().Count());

        string[] callers = ["public", "nobody", .. Hats.Givable.Select(r => Licensing.Api.Http.Json.Words.ConvertName(r.ToString())), MatrixWorld.FilesForOneManagesAnother];
        Assert.All(Rows, row => Assert.Equal(callers.Order(), row.Cells.Select(c => c.Caller).Order()));
        Assert.Contains(
            $"{Rows.Sum(r => r.Cells.Count)} cells: {endpoints.Count} endpoints in {Rows.Count} rows, {callers.Length} callers.",
            File.ReadAllText(Path.Combine(Folder, "README.md")));
    }
}

/// <summary>One line of a file: an endpoint, whose row is asked for, and what each caller gets.</summary>
public sealed record MatrixRow(string Endpoint, string Whose, IReadOnlyList<(string Caller, string Expected)> Cells)
{
    public static IEnumerable<MatrixRow> Read(string file)
    {
        string[]? callers = null;
        foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var cells = line.Split((char[])[], StringSplitOptions.RemoveEmptyEntries);
            if (callers is null)
            {
                callers = cells[2..];
                continue;
            }

            if (cells.Length != callers.Length + 2)
                throw new InvalidDataException($"{Path.GetFileName(file)}: {cells.Length - 2} cells, {callers.Length} callers: {line}");
            yield return new(cells[0], cells[1], [.. callers.Zip(cells[2..])]);
        }
    }
}
