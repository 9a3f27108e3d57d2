using System.Reflection;
using System.Text.Json;

namespace Licensing.Client.Tests;

/// <summary>The client can do whatever the document describes.</summary>
public sealed class ContractTests
{
    private static readonly Dictionary<string, MethodInfo> Methods = typeof(LicensingClient).GetProperties()
        .SelectMany(area => area.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(m => !m.IsSpecialName)
        .ToDictionary(m => m.Name);

    [Fact]
    public async Task Every_operation_is_a_method()
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root(), "api-spec", "openapi.json")));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value).ToList();
        Assert.NotEmpty(operations);
        var faults = new List<string>();
        foreach (var operation in operations)
        {
            var name = operation.GetProperty("operationId").GetString()!;
            var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().Select(p => p.GetProperty("name").GetString()!).ToList() : [];
            if (!Methods.TryGetValue($"{name}Async", out var method) && !Methods.TryGetValue($"{name}EventsAsync", out method))
            {
                faults.Add($"{name}: no method");
                continue;
            }

            var taken = method.GetParameters().Select(p => p.Name!.ToLowerInvariant()).ToList();
            faults.AddRange(parameters.Where(p => !taken.Contains(p.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant())).Select(p => $"{name}: no {p}"));
            if (method.GetParameters()[^1].ParameterType != typeof(CancellationToken))
                faults.Add($"{name}: cannot be cancelled");
            if (operation.TryGetProperty("requestBody", out _) && !taken.Contains("body"))
                faults.Add($"{name}: no body");
            if (parameters.Contains("cursor") && !Methods.ContainsKey($"{name}AllAsync"))
                faults.Add($"{name}: no pages");
        }

        Assert.Empty(faults);
    }
}
