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
    public virtual double LogProb(Act action, State state) => throw Unanswerable(nameof(LogProb));

    /// <summary>The entropy of pi(. | state), in nats; the differential entropy for a continuous action.</summary>
    [Question(typeof(EntropyQuestion), typeof(IEntropyPolicy))]
    public virtual double Entropy(State state) => throw Unanswerable(nameof(Entropy));

    /// <summary>The mean action in <paramref name="state"/> (continuous actions).</summary>
    [Question(typeof(MeanQuestion), typeof(IMeanPolicy))]
    public virtual Act Mean(State state) => throw Unanswerable(nameof(Mean));

    /// <summary>log pi of several acts in one state -> one component an act.</summary>
    [Question(typeof(LogProbsOfQuestion), typeof(ILogProbPolicy))]
    public virtual Vector LogProb(Acts actions, State state) => throw Unanswerable("LogProb of several acts");

    /// <summary>log pi of every discrete action -> one component an action.</summary>
    [Question(typeof(LogProbsQuestion), typeof(IDiscretePolicy))]
    public virtual Vector LogProbs(State state) => throw Unanswerable(nameof(LogProbs));

    /// <summary>One action drawn from pi(. | state).</summary>
    [Question(typeof(SampleQuestion), typeof(ISampledPolicy))]
    public virtual Act Sample(State state, Draw draw) => throw Unanswerable(nameof(Sample));

    /// <summary><c>LogProb(Sample(state, draw), state)</c>, which is generated as this question: a head may know it without the way back
    /// from the act to the draws.</summary>
    [Question(typeof(SampleLogProbQuestion), typeof(ILogProbPolicy), And = typeof(ISampledPolicy))]
    public virtual double SampleLogProb(State state, Draw draw) => LogProb(Sample(state, draw), state);

    /// <summary>The sum of the squares of all parameters of the network.</summary>
    [Question(typeof(SquaredWeightsQuestion), typeof(IPolicyNetwork))]
    public virtual double SquaredWeights => throw Unanswerable(nameof(SquaredWeights));

    private NotSupportedException Unanswerable(string question) => new($"{GetType().Name} does not answer {question}.");
}
