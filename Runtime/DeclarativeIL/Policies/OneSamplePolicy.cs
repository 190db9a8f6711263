using DeclarativeIL.Networks;

namespace DeclarativeIL.Policies;

/// <summary>A policy network asked about one state at a time, in float64 numbers: slow, and meant to be.</summary>
internal sealed class OneSamplePolicy(PolicyNetwork network) : Policy
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        network.CanAnswer(typeof(TQuestion)) ? _row.Ask<TQuestion>(about) : base.Ask<TQuestion>(asked, about);
}
