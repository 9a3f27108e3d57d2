using System.Reflection;
using System.Text.RegularExpressions;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Features.Findings;
using Licensing.Api.Features.Reads;
using Licensing.Api.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Licensing.Api.Tests.Architecture;

/// <summary>No answer can be built that says something of a worker before the read is recorded: each asks for a receipt of it.</summary>
public sealed partial class PersonalAnswersTests(ServiceHost host)
{
    [Fact]
    public void An_answer_that_holds_something_personal_asks_for_a_receipt_of_the_read()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e.Metadata.GetMetadata<EndpointDefinition>() is not null).ToList();
        Assert.NotEmpty(endpoints);
        var bare = endpoints.SelectMany(e => e.Metadata.OfType<IProducesResponseTypeMetadata>().Select(m => m.Type).Append(e.Metadata.GetMetadata<EndpointDefinition>()!.ResDtoType))
            .OfType<Type>().Distinct().SelectMany(Bare).Distinct().ToList();
        Assert.True(bare.Count == 0, $"Give it a {nameof(ReadReceipt)} in its constructor ({nameof(ReadRegister)} makes one): {string.Join("; ", bare)}");
    }

    [Theory]
    [InlineData(typeof(PageOf<BareView>), true)]
    [InlineData(typeof(BareView), true)]
    [InlineData(typeof(NamedView), true)]
    [InlineData(typeof(PageOf<GuardedView>), false)]
    [InlineData(typeof(DisclosureView), false)]
    [InlineData(typeof(ReadFindingResponse), false)]
    [InlineData(typeof(FindingView), false)]
    public void The_rule_above_bites(Type answer, bool refused) => Assert.Equal(refused, Bare(answer).Any());

    [Fact]
    public void Receipts_are_made_by_the_register_and_own_words_are_those_of_who_files()
    {
        var root = Path.Combine(Repository.Root(), "src", "Licensing.Api");
        var sources = Directory.EnumerateFiles(Path.Combine(root, "Features"), "*.cs", SearchOption.AllDirectories).Select(f => (Name: Path.GetFileName(f), Text: File.ReadAllText(f))).ToList();
        Assert.Equal(["CorrectDisclosure.cs", "FileDisclosure.cs"], sources.Where(f => f.Text.Contains("ReadReceipt.OwnWords", StringComparison.Ordinal)).Select(f => f.Name).Order());
        Assert.DoesNotContain(sources, f => f.Name != "PersonalRead.cs" && NewReceipt().IsMatch(f.Text));
    }

    [Fact]
    public async Task A_receipt_of_something_else_does_not_do()
    {
        var disclosure = await host.FileDisclosureAsync(await host.RegisterAgencyAsync(), Reported.TheExample());
        var receipt = await host.InScopeAsync(async services => await services.GetRequiredService<ReadRegister>().RecordAsync(
            await services.GetRequiredService<LicensingDb>().Placements.Where(p => p.PublicId == disclosure.PlacementId).Select(p => p.WorkerId).SingleAsync(), disclosure.Id, default));
        receipt.For(disclosure.Id);
        Assert.Throws<InvalidOperationException>(() => receipt.For("di_2"));
    }

    /// <summary>What holds something personal without a receipt, from this type on.</summary>
    private static IEnumerable<string> Bare(Type root)
    {
        var (seen, open) = (new HashSet<Type>(), new Stack<Type>([root]));
        while (open.TryPop(out var type))
        {
            if (!seen.Add(type))
                continue;
            foreach (var inner in type.IsGenericType ? type.GetGenericArguments() : type.IsArray ? [type.GetElementType()!] : [])
                open.Push(inner);
            if (type.Assembly != typeof(Program).Assembly && type.Assembly != typeof(PersonalAnswersTests).Assembly)
                continue;
            if (type.GetConstructors() is { Length: > 0 } made && made.All(c => c.GetParameters().Any(p => p.ParameterType == typeof(ReadReceipt))))
                continue;
            if (type.IsAssignableTo(typeof(IPersonal)))
                yield return type.Name;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetCustomAttribute<PersonalAttribute>() is not null)
                    yield return $"{type.Name}.{property.Name}";
                open.Push(property.PropertyType);
            }
        }
    }

    private sealed record BareView(string Id, IReadOnlyList<ReportedWorker> Workers);
    private sealed record NamedView(string Id, [property: Personal] string Name);
    private sealed record GuardedView(string Id, ReportedWorker Worker, ReadReceipt Receipt);

    [GeneratedRegex(@"new ReadReceipt\(|ReadReceipt \w+ = new\(")]
    private static partial Regex NewReceipt();
}
