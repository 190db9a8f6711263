using DeclarativeIL.Networks;

namespace DeclarativeIL.Policies;

/// <summary>A policy network asked about one state at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSamplePolicy(PolicyNetwork network) : Policy
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    public override double LogProb(Act action, State state) =>
        network is ILogProbPolicy ? _row.Ask<LogProbQuestion>(action.Memory, state.Memory)[0] : base.LogProb(action, state);

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
    public override Act Sample(State state, Draw draw) =>
        network is ISampledPolicy ? new Act(_row.Sample(state, draw)) : base.Sample(state, draw);

    /// <inheritdoc/>
    public override double SquaredWeights => _row.Ask<SquaredWeightsQuestion>()[0];
}
