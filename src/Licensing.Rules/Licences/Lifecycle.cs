using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Licensing.Rules.Licences;

/// <param name="To">The state that follows; several where the dated facts decide between them; none when the act is not possible.</param>
/// <param name="Possible">What is possible in that state, for the refusal.</param>
public sealed record Move<TState, TAction>(ImmutableArray<TState> To, ImmutableArray<TAction> Possible)
{
    public bool IsPossible => !To.IsEmpty;
}

/// <summary>A state machine as one table. What stands in no row is not possible.</summary>
public sealed class Lifecycle<TState, TAction> where TState : struct, Enum where TAction : struct, Enum
{
    private readonly FrozenDictionary<(TState, TAction), ImmutableArray<TState>> _moves;
    private readonly FrozenDictionary<TState, ImmutableArray<TAction>> _possible;

    public Lifecycle(params (TState From, TAction Action, TState[] To)[] rows)
    {
        _moves = rows.ToFrozenDictionary(r => (r.From, r.Action), r => r.To.ToImmutableArray());
        _possible = rows.GroupBy(r => r.From).ToFrozenDictionary(g => g.Key, g => g.Select(r => r.Action).Order().ToImmutableArray());
    }

    public Move<TState, TAction> Next(TState state, TAction action) => new(_moves.GetValueOrDefault((state, action), []), Possible(state));

    public ImmutableArray<TAction> Possible(TState state) => _possible.GetValueOrDefault(state, []);
}
