namespace DeclarativeIL.Networks;

/// <summary>A critic asked about one sample at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSampleCritic(CriticNetwork network) : Critic
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        network.CanAnswer(typeof(TQuestion)) ? _row.Ask<TQuestion>(about) : base.Ask<TQuestion>(asked, about);
}

/// <summary>Features or a field asked about one sample at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSampleFeatures(BodyNetwork network) : Features
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        network.CanAnswer(typeof(TQuestion)) ? _row.Ask<TQuestion>(about) : base.Ask<TQuestion>(asked, about);
}
