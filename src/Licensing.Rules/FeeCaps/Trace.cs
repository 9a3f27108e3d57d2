using System.Collections.Immutable;

namespace Licensing.Rules.FeeCaps;

/// <summary>Collects the steps of one judgement in the order in which they were taken.</summary>
internal sealed class Trace
{
    private readonly ImmutableArray<Step>.Builder _steps = ImmutableArray.CreateBuilder<Step>();

    public void Add(string code, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
            if (value is not null) named[name] = value;
        _steps.Add(new(code, named.ToImmutable()));
    }

    public ImmutableArray<Step> ToSteps() => _steps.ToImmutable();
}
