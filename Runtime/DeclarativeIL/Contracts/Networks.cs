namespace DeclarativeIL;

/// <summary>A number of a state, of a state and an act, or of a step: a value, a reward, a logit. One-sample face.</summary>
public abstract class Critic
{
    /// <summary>The value of a state.</summary>
    [Question(typeof(ValueQuestion), typeof(IStateCriticNetwork))]
    public virtual double Value(State state) => Ask<ValueQuestion>("Value(state)", state)[0];

    /// <summary>The value of an act in a state.</summary>
    [Question(typeof(ActValueQuestion), typeof(IActCriticNetwork))]
    public virtual double Value(State state, Act act) => Ask<ActValueQuestion>("Value(state, act)", state, act)[0];

    /// <summary>The value of an act that leads from a state to the next.</summary>
    [Question(typeof(StepValueQuestion), typeof(IStepCriticNetwork))]
    public virtual double Value(State state, Act act, State next) => Ask<StepValueQuestion>("Value(state, act, next)", state, act, next)[0];

    /// <summary>The sum of the squares of all parameters of the network.</summary>
    [Question(typeof(SquaredWeightsQuestion), typeof(INetwork))]
    public virtual double SquaredWeights => Ask<SquaredWeightsQuestion>(nameof(SquaredWeights))[0];

    /// <summary>The numbers of the answer to a question, of which this knows none.</summary>
    /// <typeparam name="TQuestion">The question, by the name of its batched form.</typeparam>
    /// <param name="asked">Its name in declarations.</param>
    /// <param name="about">What it is about, in the order of the question's constructor.</param>
    internal virtual double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about)
        where TQuestion : Question => throw new NotSupportedException($"{GetType().Name} does not answer {asked}.");
}

/// <summary>A vector of a state: features, action values, a velocity field. One-sample face.</summary>
public abstract class Features
{
    /// <summary>The vector of a state.</summary>
    [Question(typeof(FeaturesQuestion), typeof(IFeatureNetwork))]
    public virtual Vector Of(State state) => new(Ask<FeaturesQuestion>("Of(state)", state));

    /// <summary>The vector of a state, a point and a time from 0 to 1: a velocity field.</summary>
    [Question(typeof(FieldQuestion), typeof(IFieldNetwork))]
    public virtual Vector Of(State state, Vector point, double time) =>
        new(Ask<FieldQuestion>("Of(state, point, time)", state, point, time));

    /// <summary>The sum of the squares of all parameters of the network.</summary>
    [Question(typeof(SquaredWeightsQuestion), typeof(INetwork))]
    public virtual double SquaredWeights => Ask<SquaredWeightsQuestion>(nameof(SquaredWeights))[0];

    /// <summary>The numbers of the answer to a question, of which this knows none.</summary>
    /// <typeparam name="TQuestion">The question, by the name of its batched form.</typeparam>
    /// <param name="asked">Its name in declarations.</param>
    /// <param name="about">What it is about, in the order of the question's constructor.</param>
    internal virtual double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about)
        where TQuestion : Question => throw new NotSupportedException($"{GetType().Name} does not answer {asked}.");
}

/// <summary>One trained number. One-sample face.</summary>
public abstract class Coefficient
{
    /// <summary>Its present value.</summary>
    [Question(typeof(CoefficientQuestion), typeof(ICoefficient))]
    public abstract double Value { get; }

    /// <summary>Its present value.</summary>
    public static implicit operator double(Coefficient coefficient)
    {
        ArgumentNullException.ThrowIfNull(coefficient);
        return coefficient.Value;
    }
}

/// <summary>The members of an ensemble of policies, asked together. One-sample face.</summary>
public abstract class Ensemble
{
    /// <summary>The mean of the members' mean acts.</summary>
    [Question(typeof(EnsembleMeanQuestion), typeof(IEnsemblePolicy))]
    public virtual Act Mean(State state) => new(Ask<EnsembleMeanQuestion>(nameof(Mean), state));

    /// <summary>cov(s) = 1/L sum_l (mu_l(s) - mean)(mu_l(s) - mean)^T.</summary>
    [Question(typeof(EnsembleCovarianceQuestion), typeof(IEnsemblePolicy))]
    public virtual Matrix Covariance(State state) => Square(Ask<EnsembleCovarianceQuestion>(nameof(Covariance), state));

    /// <summary>
    /// Of a discrete ensemble: the entropy of the members' mean distribution less the mean of their entropies, in nats, never below 0.
    /// </summary>
    [Question(typeof(EnsembleDisagreementQuestion), typeof(IDiscreteEnsemble))]
    public virtual double Disagreement(State state) => Ask<EnsembleDisagreementQuestion>(nameof(Disagreement), state)[0];

    /// <summary>Of a discrete ensemble: log of the members' mean probability of every action -> one component an action.</summary>
    [Question(typeof(EnsembleLogProbsQuestion), typeof(IDiscreteEnsemble))]
    public virtual Vector LogProbs(State state) => new(Ask<EnsembleLogProbsQuestion>(nameof(LogProbs), state));

    /// <summary>The numbers of the answer to a question, of which this knows none.</summary>
    /// <typeparam name="TQuestion">The question, by the name of its batched form.</typeparam>
    /// <param name="asked">Its name in declarations.</param>
    /// <param name="about">What it is about, in the order of the question's constructor.</param>
    internal virtual double[] Ask<TQuestion>(string asked, params ReadOnlySpan<OneSampleArgument> about)
        where TQuestion : Question => throw new NotSupportedException($"{GetType().Name} does not answer {asked}.");

    private static Matrix Square(double[] numbers)
    {
        var side = (int)Math.Round(Math.Sqrt(numbers.Length));
        return new(side, side, numbers);
    }
}
