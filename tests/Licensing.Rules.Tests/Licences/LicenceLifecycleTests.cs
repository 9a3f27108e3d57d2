using System.Text.Json;
using Licensing.Rules.Licences;
using Licensing.Rules.Tests.Law;

namespace Licensing.Rules.Tests.Licences;

public class LicenceLifecycleTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(LawFiles.Root, "tests", "Licensing.Rules.Tests", "Licences", "transitions.txt"));

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Of one machine: (state, action) and the states that may follow, as the file has them.</summary>
    private static List<(string State, string Action, string[] To)> Written(string machine)
    {
        var pairs = new List<(string, string, string[])>();
        string? of = null, state = null;
        foreach (var line in Lines.Where(l => l.Length > 0 && l[0] != '#'))
        {
            var words = line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
            if (line[0] != ' ') (of, state) = (words[0], words[1]);
            else if (of == machine && words[0] == "no") pairs.AddRange(words[1..].Select(a => (state!, a, Array.Empty<string>())));
            else if (of == machine) pairs.Add((state!, words[0], words[1..]));
        }
        return pairs;
    }

    private static void Check<TState, TAction>(string machine, Lifecycle<TState, TAction> lifecycle) where TState : struct, Enum where TAction : struct, Enum
    {
        var written = Written(machine);
        var all = from s in Enum.GetValues<TState>() from a in Enum.GetValues<TAction>() select (State: s, Action: a);
        Assert.Equal(all.Select(p => $"{Word(p.State)} {Word(p.Action)}").Order(StringComparer.Ordinal), written.Select(p => $"{p.State} {p.Action}").Order(StringComparer.Ordinal));
        foreach (var (state, action) in all)
        {
            var expected = written.Single(p => p.State == Word(state) && p.Action == Word(action)).To;
            var move = lifecycle.Next(state, action);
            Assert.Equal($"{state} {action}: {string.Join(' ', expected.Order(StringComparer.Ordinal))}", $"{state} {action}: {string.Join(' ', move.To.Select(Word).Order(StringComparer.Ordinal))}");
            Assert.Equal(move.IsPossible, move.Possible.Contains(action));
        }
    }

    [Fact]
    public void Every_pair_of_an_application_is_as_written() => Check("application", LicenceLifecycle.Applications);

    [Fact]
    public void Every_pair_of_a_licence_is_as_written() => Check("licence", LicenceLifecycle.Licences);

    [Fact]
    public void Every_pair_of_a_measure_is_as_written() => Check("measure", LicenceLifecycle.Measures);

    [Fact]
    public void Every_pair_of_an_appeal_is_as_written() => Check("appeal", LicenceLifecycle.Appeals);

    [Fact]
    public void A_refusal_lists_what_is_possible()
    {
        var move = LicenceLifecycle.Applications.Next(ApplicationState.Returned, ApplicationAction.Grant);
        Assert.False(move.IsPossible);
        Assert.Equal([ApplicationAction.Resubmit, ApplicationAction.Withdraw, ApplicationAction.Lapse], move.Possible);
    }
}
