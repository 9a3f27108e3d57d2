using Licensing.Benchmarks;

// Each figure is a ratio against a baseline measured in the same run; docs/performance.md says what they mean.
Dictionary<string, Func<string[], Task>> benchmarks = new()
{
    ["judging"] = _ => Judging.RunAsync(),
    ["starting"] = _ => Starting.RunAsync(),
    ["one-disclosure"] = _ => OneDisclosure.RunAsync(),
    ["audit-million"] = AuditMillion.RunAsync,
    ["return-million"] = ReturnMillion.RunAsync,
    ["ingest"] = Ingest.RunAsync,
    ["register-search"] = RegisterSearch.RunAsync,
    ["law-change"] = LawChangeAffected.RunAsync,
};

if (args is [Starting.BareCommand])
{
    await Starting.ServeBareAsync();
    return 0;
}
var chosen = args.Length == 0 ? [.. benchmarks.Keys] : new[] { args[0] };
foreach (var name in chosen)
{
    if (!benchmarks.TryGetValue(name, out var run))
    {
        Console.Error.WriteLine($"There is no benchmark '{name}'. There are: {string.Join(", ", benchmarks.Keys)}; without a name all of them run.");
        return 2;
    }
    await run(args.Length == 0 ? [] : args[1..]);
}
return 0;
