namespace DeclarativeIL;

/// <summary>A policy as a declaration sees it: one state, one action, one number.</summary>
/// <remarks>
/// The generated code never calls these members: it asks an <see cref="IPolicyNetwork"/> the same questions for a whole
/// batch. They exist so that a declaration runs as it stands, and is the oracle of the code generated from it.
/// </remarks>
public abstract class Policy
{
    /// <summary>log pi(action | state): log-probability, or log-density for a continuous action.</summary>
    [Question(typeof(LogProbQuestion), typeof(ILogProbPolicy))]
    public virtual double LogProb(Act action, State state) => Ask<LogProbQuestion>(nameof(LogProb), action, state)[0];

    /// <summary>The entropy of pi(. | state), in nats; the differential entropy for a continuous action.</summary>
    [Question(typeof(EntropyQuestion), typeof(IEntropyPolicy))]
    public virtual double Entropy(State state) => Ask<EntropyQuestion>(nameof(Entropy), state)[0];

    /// <summary>The mean action in <paramref name="state"/> (continuous actions).</summary>
    [Question(typeof(MeanQuestion), typeof(IMeanPolicy))]
    public virtual Act Mean(State state) => new(Ask<MeanQuestion>(nameof(Mean), state));

    /// <summary>
    /// The act that is done in evaluation: the most likely one, or what the head declares as its mode; not brought within bounds. No
    /// gradient goes through it.
    /// </summary>
    [Question(typeof(ModeQuestion), typeof(IPolicyNetwork))]
    public virtual Act Mode(State state) => new(Ask<ModeQuestion>(nameof(Mode), state));

    /// <summary>log pi of several acts in one state -> one component an act.</summary>
    [Question(typeof(LogProbsOfQuestion), typeof(ILogProbPolicy))]
    public virtual Vector LogProb(Acts actions, State state) => new(Ask<LogProbsOfQuestion>("LogProb of several acts", actions, state));

    /// <summary>log pi of every discrete action -> one component an action.</summary>
    [Question(typeof(LogProbsQuestion), typeof(IDiscretePolicy))]
    public virtual Vector LogProbs(State state) => new(Ask<LogProbsQuestion>(nameof(LogProbs), state));

    /// <summary>One action drawn from pi(. | state).</summary>
    [Question(typeof(SampleQuestion), typeof(ISampledPolicy))]
    public virtual Act Sample(State state, Draw draw) => new(Ask<SampleQuestion>(nameof(Sample), state, draw));

    /// <summary><c>LogProb(Sample(state, draw), state)</c>, which is generated as this question: a head may know it without the way back
    /// from the act to the draws.</summary>
    [Question(typeof(SampleLogProbQuestion), typeof(ILogProbPolicy), And = typeof(ISampledPolicy))]
    public virtual double SampleLogProb(State state, Draw draw) => LogProb(Sample(state, draw), state);

    /// <summary>
    /// What imitation minimises for an act that was demonstrated: what the head declares as <c>Fit</c> (a regression, a flow's or a
    /// diffusion's error), or <c>-LogProb</c>. One declaration so clones by whichever head.
    /// </summary>
    [Question(typeof(FitQuestion), typeof(IFitPolicy))]
    public virtual double Fit(Act action, State state, Draw draw) => Ask<FitQuestion>(nameof(Fit), action, state, draw)[0];

    /// <summary>The sum of the squares of all parameters of the network.</summary>
    [Question(typeof(SquaredWeightsQuestion), typeof(IPolicyNetwork))]
    public virtual double SquaredWeights => Ask<SquaredWeightsQuestion>(nameof(SquaredWeights))[0];

    /// <summary>The numbers of the answer to a question, of which this knows none.</summary>
    /// <typeparam name="TQuestion">The question, by the name of its batched form.</typeparam>
    /// <param name="asked">Its name in declarations.</param>
    /// <param name="about">What it is about, in the order of the question's constructor.</param>
    internal virtual double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about)
        where TQuestion : Question => throw new NotSupportedException($"{GetType().Name} does not answer {asked}.");
}
