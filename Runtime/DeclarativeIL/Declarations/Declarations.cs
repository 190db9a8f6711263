namespace DeclarativeIL;

/// <summary>The equation that is averaged over its batch and minimised. It trains the network parameters that carry no attribute.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double NegativeLogLikelihood(Policy pi, Demonstration d) =&gt; -pi.LogProb(d.Action, d.State);
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TPi&gt;(TPi pi, Dataset&lt;Demonstration&gt; demonstrations, ...)
/// double NegativeLogLikelihoodOfOne(Policy pi, Demonstration d)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute
{
    /// <summary>Losses of one phase step together; later phases train after earlier ones, each round.</summary>
    public int Phase { get; set; }
}

/// <summary>
/// The equation that is averaged over its batch and reported under the name of its member, beside the losses of its phase: nothing is
/// trained by it, and it is no part of what is minimised.
/// </summary>
/// <remarks>
/// It is of the rows that a loss of its phase learns from, and may ask the networks that the losses ask; what they ask already is not asked
/// again, and what both compute is computed once.
/// </remarks>
/// <example>
/// You write
/// <code>
/// [Metric]
/// static double Entropy(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
/// </code>
/// and read <c>result.Metrics["Entropy"]</c>, or <see cref="Training.TrainingProgress.Metrics"/> after every epoch.
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MetricAttribute : Attribute
{
    /// <summary>The phase of the losses that it is reported beside.</summary>
    public int Phase { get; set; }
}

/// <summary>Imports the losses, metrics, columns and hyperparameters (not the gates) of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">A class that declares a loss.</typeparam>
/// <example>
/// You write
/// <code>
/// [Loss&lt;BehaviorCloning&gt;(Weight = 0.5)]
/// public sealed partial class Mine { }
/// </code>
/// and get
/// <code>
/// double BehaviorCloningWeight { get; init; }     // 0.5
/// double EntropyWeight { get; init; }             // its hyperparameters
/// TrainingResult Train&lt;TPi&gt;(TPi pi, Dataset&lt;Demonstration&gt; demonstrations, ...)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LossAttribute<T> : Attribute
    where T : class
{
    /// <summary>Factor on the imported losses; also a property of the generated class.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Added to the phase of the imported losses and metrics.</summary>
    public int Phase { get; set; }
}

/// <summary>The gate: at every rollout step, who acts.</summary>
/// <param name="store">What is kept.</param>
/// <example>
/// You write
/// <code>
/// [Aggregate(Store.ExpertSteps)]
/// static Control Decide(Expert expert, Step t) =&gt; expert.TakesOver(t) ? Control.Expert : Control.Learner;
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TPi, TExpert&gt;(TPi pi, Dataset&lt;Demonstration&gt; demonstrations,
///     IVectorEnvironment environments, TExpert expert, Rounds rounds, ...)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AggregateAttribute(Store store) : Attribute
{
    /// <summary>The rows that are kept.</summary>
    public Store Store => store;
}

/// <summary>
/// Declares the act that is executed, given the state, or the chosen act and who chose it: exploration, noise on the expert.
/// </summary>
/// <example>
/// You write
/// <code>
/// [Explore]
/// static Act Inject(Act chosen, Gaussian z, double sigma = 0.1) =&gt; chosen + sigma * z;
/// </code>
/// and get
/// <code>
/// double Sigma { get; init; }     // and each round executes what Inject gives; the label stays clean
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExploreAttribute : Attribute;

/// <summary>Makes a row of data from draws and the expert's answer; its <see cref="State"/> parameter is a context.</summary>
/// <example>
/// You write
/// <code>
/// [Collect]
/// static Preference Compare(State context, Policy pi, Expert expert, Draw first, Draw second)
/// {
///     var (a, b) = (pi.Sample(context, first), pi.Sample(context, second));
///     return expert.Prefers(a, b, context) ? new Preference(context, a, b) : new Preference(context, b, a);
/// }
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TPi, TExpert&gt;(TPi pi, ..., TExpert expert, Rounds rounds, ...)     // each round adds rows
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CollectAttribute : Attribute
{
    /// <summary>Each round's rows replace those before; else they are added.</summary>
    public bool Replace { get; set; }
}

/// <summary>
/// Replaces <see cref="Transition.Reward"/>. In a class that is an <see cref="EnvironmentAttribute"/>: what a step pays, an instance field,
/// property or method without parameters that gives a number.
/// </summary>
/// <example>
/// You write
/// <code>
/// [Reward]
/// static double Bonus(Features predictor, [Given] Features random, Transition t, double noveltyWeight = 1) =&gt;
///     t.Reward + noveltyWeight * Distance(predictor, random, t.Next);
/// </code>
/// and get
/// <code>
/// double NoveltyWeight { get; init; }     // 1; and t.Reward of every loss and column is what Bonus gives
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class RewardAttribute : Attribute;

/// <summary>Replaces the drawn row, afresh at each visit; the data set does not grow.</summary>
/// <example>
/// You write
/// <code>
/// [Augment]
/// static Demonstration Jitter(Demonstration d, Gaussian z, double sigma = 0.01) =&gt;
///     d with { State = d.State + sigma * z };
/// </code>
/// and get
/// <code>
/// double Sigma { get; init; }     // and each visit to a row draws anew
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AugmentAttribute : Attribute;

/// <summary>
/// One number or matrix per row, without gradient; with a <see cref="NextAttribute"/> parameter a backward scan over the trajectory.
/// </summary>
/// <example>
/// You write
/// <code>
/// [Column]
/// static double Return([Rollout] Transition t, [Next] double nextReturn, double gamma = 0.99) =&gt;
///     t.Reward + gamma * nextReturn;
/// </code>
/// and get
/// <code>
/// double Gamma { get; init; }     // and [Of(nameof(Return))], [Mean(...)], [Deviation(...)], [Quantile(...)] read it
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ColumnAttribute : Attribute;

/// <summary>The steps that an aggregation keeps, each with the expert's clean label.</summary>
public enum Store
{
    /// <summary>Every visited state, labelled by the expert (Ross, Gordon, Bagnell 2011).</summary>
    EveryState,

    /// <summary>Only the steps on which the expert acted (Kelly et al. 2019), those included on which it handed back.</summary>
    ExpertSteps,
}
