namespace DeclarativeIL;

/// <summary>The resampling of an ensemble's rows: none, or one of its own for each member.</summary>
public enum Bootstrap
{
    /// <summary>All members see all rows, or each a fraction of them drawn without replacement, in an order of its own.</summary>
    None,

    /// <summary>Each member sees as many rows as there are, or a fraction of that, drawn with replacement (Efron 1979).</summary>
    WithReplacement,
}

/// <summary>When a frozen copy is taken.</summary>
public enum Each
{
    /// <summary>When <c>Train</c> is entered.</summary>
    Run,

    /// <summary>Before each round's collection.</summary>
    Round,
}

/// <summary>The policy is an ensemble of members that differ in their start and, with a bootstrap, in their data.</summary>
/// <example>
/// You write
/// <code>
/// [Loss&lt;RegressionCloning&gt;]
/// [Ensemble(Members = 3, Bootstrap = Bootstrap.WithReplacement)]
/// public sealed partial class Mine { }
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TMu&gt;(TMu mu, ...)     // mu is an ensemble of 3 members, each with rows of its own
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter)]
public sealed class EnsembleAttribute : Attribute
{
    /// <summary>Number of members, 2 or more.</summary>
    public int Members { get; set; } = 5;

    /// <summary>The rows that each member learns from.</summary>
    public Bootstrap Bootstrap { get; set; }

    /// <summary>The number of rows that each member learns from, as a fraction of those there are: above 0, at most 1.</summary>
    public double Fraction { get; set; } = 1;
}

/// <summary>A copy of the member's trained network of the same type, without gradient.</summary>
/// <param name="every">When it is taken.</param>
/// <example>
/// You write
/// <code>
/// static double LogRatio(Policy pi, [Frozen(Each.Round)] Policy piOld, [Rollout] Transition t) =&gt;
///     pi.LogProb(t.Action, t.State) - piOld.LogProb(t.Action, t.State);
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TPi&gt;(TPi pi, ...) where TPi : ICopyable, ...     // piOld is copied for you
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FrozenAttribute(Each every = Each.Run) : Attribute
{
    /// <summary>When it is taken.</summary>
    public Each Every => every;
}

/// <summary>Present values without gradient: the language's stop-gradient.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Weighted(Policy pi, [Detached] Critic v, Demonstration d) =&gt; -v.Value(d.State) * pi.LogProb(d.Action, d.State);
/// </code>
/// and get
/// <code>
/// v asked with the values of this step, and no gradient of Weighted added to it
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DetachedAttribute : Attribute;

/// <summary>A target network: after every step it moves towards another by Polyak averaging.</summary>
/// <param name="of">The network that is followed.</param>
/// <param name="polyak">The share of the way that each step goes, above 0 and at most 1.</param>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Difference(Critic q, [Target(nameof(q), 0.005)] Critic qTarget, [Replay] Transition t) =&gt; ...;
/// </code>
/// and get
/// <code>
/// double QTargetPolyak { get; init; }     // 0.005: after each step qTarget goes that share of the way to q
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TargetAttribute(string of, double polyak) : Attribute
{
    /// <summary>The network that is followed.</summary>
    public string Of => of;

    /// <summary>The share of the way that each step goes.</summary>
    public double Polyak => polyak;
}

/// <summary>Comes from the caller, and never trains.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double DistillationError(Features predictor, [Given] Features random, Demonstration d) =&gt; ...;
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TPredictor, TRandom&gt;(TPredictor predictor, TRandom random, ...)     // random is asked, and stays
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GivenAttribute : Attribute;

/// <summary>The policy that acts, where there are several.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Imitate([Learner] Policy pi, Policy other, Demonstration d) =&gt; ...;
/// </code>
/// and get
/// <code>
/// pi acts in rollouts and is evaluated; other trains beside it
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LearnerAttribute : Attribute;

/// <summary>Rows of this round's rollout.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Reinforced(Policy pi, [Rollout] Transition t) =&gt; -t.Reward * pi.LogProb(t.Action, t.State);
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TPi&gt;(TPi pi, IVectorEnvironment environments, Rounds rounds, ...)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RolloutAttribute : Attribute;

/// <summary>Rows of all rounds' rollouts.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Squared(Critic v, [Replay] Transition t) =&gt; Math.Pow(v.Value(t.State) - t.Reward, 2);
/// </code>
/// and get
/// <code>
/// TrainingResult Train&lt;TV&gt;(TV v, ..., IVectorEnvironment environments, Rounds rounds, ...)
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ReplayAttribute : Attribute;
