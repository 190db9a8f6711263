using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DeclarativeIL.Networks;

namespace DeclarativeIL.Policies;

/// <summary>A policy network asked about one state at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSamplePolicy(PolicyNetwork network) : Policy
{
    private readonly OneRow _row = new(network);
    private readonly ConditionalWeakTable<double[], Origin> _sampled = []; // by the numbers of the acts that were sampled here

    /// <inheritdoc/>
    /// <remarks>Of an act that it sampled itself, in that state and by the parameters that it has: by the draw.</remarks>
    public override double LogProb(Act action, State state) =>
        DrawOf(action, state) is { } draw ? SampleLogProb(state, draw) : base.LogProb(action, state);

    /// <inheritdoc/>
    public override Act Sample(State state, Draw draw)
    {
        var act = base.Sample(state, draw);
        if (network.CanAnswer(typeof(SampleLogProbQuestion)) && MemoryMarshal.TryGetArray(act.Memory, out var numbers))
            _sampled.Add(numbers.Array!, new(state, draw));
        return act;
    }

    /// <inheritdoc/>
    public override double SampleLogProb(State state, Draw draw) => Ask<SampleLogProbQuestion>(nameof(SampleLogProb), state, draw)[0];

    /// <inheritdoc/>
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        network.CanAnswer(typeof(TQuestion)) ? _row.Ask<TQuestion>(about) : base.Ask<TQuestion>(asked, about);

    /// <summary>The draw that an act is the sample of; null of an act from elsewhere, or if the sample would be another by now.</summary>
    private Draw? DrawOf(Act action, State state) =>
        MemoryMarshal.TryGetArray(action.Memory, out var numbers)
        && _sampled.TryGetValue(numbers.Array!, out var origin)
        && origin.State.Span.SequenceEqual(state.Span)
        && _row.Ask<SampleQuestion>([state, origin.Draw]).AsSpan().SequenceEqual(action.Span)
            ? origin.Draw
            : null;

    private sealed record Origin(State State, Draw Draw);
}
