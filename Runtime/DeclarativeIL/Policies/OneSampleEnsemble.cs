using DeclarativeIL.Networks;

namespace DeclarativeIL.Policies;

/// <summary>The members of an ensemble asked together about one state, in float64 numbers.</summary>
internal sealed class OneSampleEnsemble(EnsembleNetwork network) : Ensemble
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    internal override double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about) =>
        network.CanAnswer(typeof(TQuestion)) ? _row.Ask<TQuestion>(about) : base.Ask<TQuestion>(asked, about);
}

/// <summary>
/// An ensemble as one policy: the mean of the members' mean acts, and the mixture of their distributions, in float64 numbers.
/// One member is <c>CopyMember(l).OneSample()</c>.
/// </summary>
internal sealed class OneSampleMixture(EnsembleNetwork network) : Policy
{
    private readonly OneRow _row = new(network);

    /// <inheritdoc/>
    public override Act Mean(State state) => network is IMeanPolicy ? network.OneSampleEnsemble().Mean(state) : base.Mean(state);

    /// <inheritdoc/>
    public override double LogProb(Act action, State state) =>
        network is ILogProbPolicy
            ? Mixed(_row.AskMembers<LogProbQuestion>(network.Members, action, state))[0]
            : base.LogProb(action, state);

    /// <inheritdoc/>
    public override Vector LogProb(Acts actions, State state) =>
        network is ILogProbPolicy ? new Vector(actions.Select(action => LogProb(action, state)).ToArray()) : base.LogProb(actions, state);

    /// <inheritdoc/>
    /// <remarks>That of the mixture. Without a likelihood members are fitted each for itself, and together say nothing.</remarks>
    public override double Fit(Act action, State state, Draw draw) =>
        network is ILogProbPolicy ? -LogProb(action, state) : base.Fit(action, state, draw);

    /// <inheritdoc/>
    public override Vector LogProbs(State state) =>
        network is IDiscretePolicy ? new Vector(Mixed(_row.AskMembers<LogProbsQuestion>(network.Members, state))) : base.LogProbs(state);

    /// <inheritdoc/>
    /// <remarks>That of a mixture of normal distributions has no closed form.</remarks>
    public override double Entropy(State state)
    {
        if (network is not IDiscretePolicy)
            return base.Entropy(state);
        var sum = 0.0;
        foreach (var logProbability in LogProbs(state).Span)
            sum -= Math.Exp(logProbability) * logProbability;
        return sum;
    }

    /// <inheritdoc/>
    public override double SquaredWeights => _row.Ask<SquaredWeightsQuestion>().Sum();

    /// <summary>log of the mean over the members of exp, for each number of a member: [members, k] -> [k].</summary>
    private double[] Mixed(double[] each)
    {
        var mixed = new double[each.Length / network.Members];
        for (var i = 0; i < mixed.Length; i++)
        {
            var mine = Enumerable.Range(0, network.Members).Select(member => each[member * mixed.Length + i]).ToArray();
            var largest = mine.Max();
            mixed[i] = largest + Math.Log(mine.Average(value => Math.Exp(value - largest)));
        }
        return mixed;
    }
}
