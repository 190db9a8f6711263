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
        network is not ILogProbPolicy ? base.LogProb(action, state)
        : DrawOf(action, state) is { } draw ? SampleLogProb(state, draw)
        : _row.Ask<LogProbQuestion>(action.Memory, state.Memory)[0];

    /// <inheritdoc/>
    public override double Entropy(State state) =>
        network is IEntropyPolicy ? _row.Ask<EntropyQuestion>(state.Memory)[0] : base.Entropy(state);

    /// <inheritdoc/>
    public override Act Mean(State state) => network is IMeanPolicy ? new Act(_row.Ask<MeanQuestion>(state.Memory)) : base.Mean(state);

    /// <inheritdoc/>
    public override Vector LogProb(Acts actions, State state) =>
        network is ILogProbPolicy ? new Vector(_row.LogProbs(actions, state)) : base.LogProb(actions, state);

    /// <inheritdoc/>
    public override Vector LogProbs(State state) =>
        network is IDiscretePolicy ? new Vector(_row.Ask<LogProbsQuestion>(state.Memory)) : base.LogProbs(state);

    /// <inheritdoc/>
    public override Act Sample(State state, Draw draw)
    {
        if (network is not ISampledPolicy)
            return base.Sample(state, draw);
        var numbers = _row.Ask<SampleQuestion>(state, draw);
        _sampled.Add(numbers, new(state, draw));
        return new(numbers.AsMemory());
    }

    /// <inheritdoc/>
    public override double SampleLogProb(State state, Draw draw) =>
        network is ILogProbPolicy and ISampledPolicy ? _row.Ask<SampleLogProbQuestion>(state, draw)[0] : base.SampleLogProb(state, draw);

    /// <inheritdoc/>
    public override double SquaredWeights => _row.Ask<SquaredWeightsQuestion>()[0];

    /// <summary>The draw that an act is the sample of; null of an act from elsewhere, or if the sample would be another by now.</summary>
    private Draw? DrawOf(Act action, State state) =>
        MemoryMarshal.TryGetArray(action.Memory, out var numbers)
        && _sampled.TryGetValue(numbers.Array!, out var origin)
        && origin.State.Span.SequenceEqual(state.Span)
        && _row.Ask<SampleQuestion>(state, origin.Draw).AsSpan().SequenceEqual(action.Span)
            ? origin.Draw
            : null;

    private sealed record Origin(State State, Draw Draw);
}
