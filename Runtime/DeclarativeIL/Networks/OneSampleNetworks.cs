namespace DeclarativeIL.Networks;

/// <summary>A critic asked about one sample at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSampleCritic(CriticNetwork network) : Critic
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    public override double Value(State state) => network is StateCritic ? _row.Ask<ValueQuestion>(state.Memory)[0] : base.Value(state);

    /// <inheritdoc/>
    public override double Value(State state, Act act) =>
        network is ActCritic ? _row.Ask<ActValueQuestion>(state.Memory, act.Memory)[0] : base.Value(state, act);

    /// <inheritdoc/>
    public override double Value(State state, Act act, State next) =>
        network is StepCritic ? _row.Ask<StepValueQuestion>(state.Memory, act.Memory, next.Memory)[0] : base.Value(state, act, next);

    /// <inheritdoc/>
    public override double SquaredWeights => _row.Ask<SquaredWeightsQuestion>()[0];
}

/// <summary>Features or a field asked about one sample at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSampleFeatures(BodyNetwork network) : Features
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    public override Vector Of(State state) =>
        network is FeatureNetwork ? new Vector(_row.Ask<FeaturesQuestion>(state.Memory)) : base.Of(state);

    /// <inheritdoc/>
    public override Vector Of(State state, Vector point, double time) =>
        network is FieldNetwork
            ? new Vector(_row.Ask<FieldQuestion>(state.Memory, point.Span.ToArray(), new[] { time }))
            : base.Of(state, point, time);

    /// <inheritdoc/>
    public override double SquaredWeights => _row.Ask<SquaredWeightsQuestion>()[0];
}
