namespace DeclarativeIL;

/// <summary>A number of a state, of a state and an act, or of a step: a value, a reward, a logit. One-sample face.</summary>
public abstract class Critic
{
    /// <summary>The value of a state.</summary>
    [Question(typeof(ValueQuestion), typeof(IStateCriticNetwork))]
    public virtual double Value(State state) => throw Unanswerable("Value(state)");

    /// <summary>The value of an act in a state.</summary>
    [Question(typeof(ActValueQuestion), typeof(IActCriticNetwork))]
    public virtual double Value(State state, Act act) => throw Unanswerable("Value(state, act)");

    /// <summary>The value of an act that leads from a state to the next.</summary>
    [Question(typeof(StepValueQuestion), typeof(IStepCriticNetwork))]
    public virtual double Value(State state, Act act, State next) => throw Unanswerable("Value(state, act, next)");

    /// <summary>The sum of the squares of all parameters of the network.</summary>
    [Question(typeof(SquaredWeightsQuestion), typeof(INetwork))]
    public virtual double SquaredWeights => throw Unanswerable(nameof(SquaredWeights));

    private NotSupportedException Unanswerable(string question) => new($"{GetType().Name} does not answer {question}.");
}

/// <summary>A vector of a state: features, action values, a velocity field. One-sample face.</summary>
public abstract class Features
{
    /// <summary>The vector of a state.</summary>
    [Question(typeof(FeaturesQuestion), typeof(IFeatureNetwork))]
    public virtual Vector Of(State state) => throw Unanswerable("Of(state)");

    /// <summary>The vector of a state, a point and a time from 0 to 1: a velocity field.</summary>
    [Question(typeof(FieldQuestion), typeof(IFieldNetwork))]
    public virtual Vector Of(State state, Vector point, double time) => throw Unanswerable("Of(state, point, time)");

    /// <summary>The sum of the squares of all parameters of the network.</summary>
    [Question(typeof(SquaredWeightsQuestion), typeof(INetwork))]
    public virtual double SquaredWeights => throw Unanswerable(nameof(SquaredWeights));

    private NotSupportedException Unanswerable(string question) => new($"{GetType().Name} does not answer {question}.");
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
    public virtual Act Mean(State state) => throw Unanswerable(nameof(Mean));

    /// <summary>cov(s) = 1/L sum_l (mu_l(s) - mean)(mu_l(s) - mean)^T.</summary>
    [Question(typeof(EnsembleCovarianceQuestion), typeof(IEnsemblePolicy))]
    public virtual Matrix Covariance(State state) => throw Unanswerable(nameof(Covariance));

    /// <summary>
    /// Of a discrete ensemble: the entropy of the members' mean distribution less the mean of their entropies, in nats, never below 0.
    /// </summary>
    [Question(typeof(EnsembleDisagreementQuestion), typeof(IDiscreteEnsemble))]
    public virtual double Disagreement(State state) => throw Unanswerable(nameof(Disagreement));

    /// <summary>Of a discrete ensemble: log of the members' mean probability of every action -> one component an action.</summary>
    [Question(typeof(EnsembleLogProbsQuestion), typeof(IDiscreteEnsemble))]
    public virtual Vector LogProbs(State state) => throw Unanswerable(nameof(LogProbs));

    private NotSupportedException Unanswerable(string question) => new($"{GetType().Name} does not answer {question}.");
}
