namespace DeclarativeIL;

/// <summary>The equation that is averaged over its batch and minimised. It trains the network parameters that carry no attribute.</summary>
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
/// again, and what both compute is computed once. You write
/// <code>
/// [Metric]
/// static double Entropy(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
/// </code>
/// and read <c>result.Metrics["Entropy"]</c>, or <see cref="Training.TrainingProgress.Metrics"/> after every epoch.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MetricAttribute : Attribute
{
    /// <summary>The phase of the losses that it is reported beside.</summary>
    public int Phase { get; set; }
}

/// <summary>Imports the losses, metrics, columns and hyperparameters (not the gates) of <typeparamref name="T"/>.</summary>
/// <typeparam name="T">A class that declares a loss.</typeparam>
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
[AttributeUsage(AttributeTargets.Method)]
public sealed class AggregateAttribute(Store store) : Attribute
{
    /// <summary>The rows that are kept.</summary>
    public Store Store => store;
}

/// <summary>
/// Declares the act that is executed, given the state, or the chosen act and who chose it: exploration, noise on the expert.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExploreAttribute : Attribute;

/// <summary>Makes a row of data from draws and the expert's answer; its <see cref="State"/> parameter is a context.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CollectAttribute : Attribute
{
    /// <summary>Each round's rows replace those before; else they are added.</summary>
    public bool Replace { get; set; }
}

/// <summary>Replaces <see cref="Transition.Reward"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RewardAttribute : Attribute;

/// <summary>Replaces the drawn row, afresh at each visit; the data set does not grow.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AugmentAttribute : Attribute;

/// <summary>
/// One number or matrix per row, without gradient; with a <see cref="NextAttribute"/> parameter a backward scan over the trajectory.
/// </summary>
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
