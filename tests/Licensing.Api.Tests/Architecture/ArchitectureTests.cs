using System.Reflection;
using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Database;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Architecture;

/// <summary>The few rules that keep the house readable.</summary>
public sealed partial class ArchitectureTests(ServiceHost host)
{
    private static readonly Assembly Api = typeof(Program).Assembly;
    private static readonly string Source = Path.Combine(Repository.Root(), "src");

    // Words that say nothing about what a class is for.
    private static readonly string[] Banned = ["Manager", "Helper", "Helpers", "Utils", "Util", "Service", "Handler", "Dto", "Common", "Repository", "Mediator"];

    private static IEnumerable<Type> EndpointTypes => Api.GetTypes().Where(t => t.IsAssignableTo(typeof(BaseEndpoint)) && !t.IsAbstract);

    [Fact]
    public void A_slice_calls_no_slice_of_another_area()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Source, "Licensing.Api", "Features"), "*.cs", SearchOption.AllDirectories))
        {
            var code = Comments().Replace(File.ReadAllText(file), "");
            var area = Path.GetFileName(Path.GetDirectoryName(file));
            var foreign = EndpointTypes.Where(e => AreaOf(e) != area && Regex.IsMatch(code, $@"\b{e.Name}\b")).Select(e => e.Name);
            Assert.True(!foreign.Any(), $"{Path.GetFileName(file)} uses {string.Join(", ", foreign)}: query the other area's entities, or react in a job.");
        }
    }

    [Fact]
    public void Every_job_stands_in_the_table_of_the_operator()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root(), "docs", "operations.md"));
        var timetable = File.ReadAllText(Path.Combine(Source, "Licensing.Api", "Jobs", "Timetable.cs"));
        var jobs = Regex.Matches(timetable, @"AddOrUpdate<(\w+)>").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(jobs);
        Assert.DoesNotContain(jobs, job => !page.Contains($"| `{job}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void An_endpoint_is_in_the_file_of_its_name_in_the_folder_of_its_area()
    {
        foreach (var endpoint in EndpointTypes)
        {
            var file = Path.Combine(Source, "Licensing.Api", "Features", AreaOf(endpoint), endpoint.Name + ".cs");
            Assert.True(File.Exists(file), $"{endpoint.FullName} should be in {file}.");
            Assert.Equal($"Licensing.Api.Features.{AreaOf(endpoint)}", endpoint.Namespace);
        }
    }

    [Fact]
    public void An_endpoint_names_its_permission_or_that_it_needs_none()
    {
        foreach (var definition in Definitions())
            Assert.True(definition.AllowedPermissions?.Count > 0 || definition.AnonymousVerbs?.Length > 0, $"{definition.EndpointType.Name} names no permission.");
    }

    [Fact]
    public void Names_of_classes_say_what_they_are_for()
    {
        foreach (var type in Api.GetTypes().Concat(typeof(Rules.Values.CodeLists).Assembly.GetTypes()).Where(t => !t.Name.Contains('<')))
            Assert.True(!Banned.Contains(Words().Matches(type.Name).LastOrDefault()?.Value), type.FullName);
    }

    [Fact]
    public void Endpoints_are_named_verb_first_and_never_Create_or_Update()
    {
        foreach (var endpoint in EndpointTypes)
            Assert.DoesNotMatch("^(Create|Update|Get|Do|Process|Post|Put)[A-Z]", endpoint.Name);
    }

    [Fact]
    public void The_program_is_short() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Source, "Licensing.Api", "Program.cs")).Length, 1, 60);

    [Fact]
    public void The_law_references_no_package_and_nothing_of_ours()
    {
        var project = File.ReadAllText(Path.Combine(Source, "Licensing.Rules", "Licensing.Rules.csproj"));
        Assert.DoesNotContain("Reference", project);
        Assert.All(typeof(Rules.Values.CodeLists).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name));
    }

    [Fact]
    public void Slices_inject_the_abstract_database_only()
    {
        var injected = Api.GetTypes().Where(t => t.Namespace?.StartsWith("Licensing.Api.Features", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetConstructors()).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType);
        Assert.DoesNotContain(injected, t => t == typeof(SqliteLicensingDb) || t == typeof(SqlServerLicensingDb));
    }

    [Fact]
    public void Nobody_reads_the_clock_of_the_machine()
    {
        foreach (var file in Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")))
            Assert.DoesNotMatch(@"DateTime(Offset)?\.(UtcNow|Now|Today)", Comments().Replace(File.ReadAllText(file), ""));
    }

    private IEnumerable<EndpointDefinition> Definitions() => host.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Select(e => e.Metadata.GetMetadata<EndpointDefinition>()).OfType<EndpointDefinition>();

    private static string AreaOf(Type type) => type.Namespace!.Split('.')[^1];

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex("//.*|\"(\\\\.|[^\"\\\\])*\"")]
    private static partial Regex Comments();
}
