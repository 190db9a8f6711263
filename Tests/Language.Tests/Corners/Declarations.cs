using DeclarativeIL.Algorithms;
using DeclarativeIL.Language.Tests.Declarations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>An import that asks an ensemble for its squared weights.</summary>
[Loss<BehaviorCloning>]
[Ensemble(Members = 3)]
public sealed partial class EnsembleOfClones;

/// <summary>The next row of the batch, where the batch has a dimension of members before that of rows.</summary>
[Ensemble(Members = 3)]
public sealed partial class EnsembleWithOther
{
    [Loss]
    static double Pair(Policy mu, Demonstration d, [Other] Demonstration other) => SquaredNorm(mu.Mean(d.State) - other.Action);
}

/// <summary>Statistics of a column over a member's batch.</summary>
[Ensemble(Members = 3)]
public sealed partial class EnsembleWithMean
{
    [Column]
    static double Size(Policy mu, Demonstration d) => SquaredNorm(d.Action);

    [Loss]
    static double Centred(Policy mu, Demonstration d, [Mean(nameof(Size))] double size) => Square(SquaredNorm(mu.Mean(d.State)) - size);
}

/// <summary>Draws for every member.</summary>
[Ensemble(Members = 3)]
public sealed partial class EnsembleWithDraws
{
    [Loss]
    static double Noisy(Policy mu, Demonstration d, Gaussian z, Uniform u) => u * SquaredNorm(mu.Mean(d.State + 0.1 * z) - d.Action);
}

/// <summary>Draws of an import.</summary>
[Loss<FlowMatchingCloning>(Weight = 0.5)]
public sealed partial class HalfFlow;

/// <summary>A policy that is trained through a critic's argument, and the critic beside it.</summary>
public sealed partial class ThroughTheCritic
{
    [Loss]
    static double Both(Policy pi, Critic q, Demonstration d) =>
        Square(q.Value(d.State, pi.Mean(d.State)) - 1) + SquaredNorm(pi.Mean(d.State));
}

/// <summary>A cap that is flat where the exponential overflows.</summary>
public sealed partial class Capped
{
    [Loss]
    static double Flat(Policy pi, Demonstration d, double cap = 2.0) => Math.Min(cap, Math.Exp(pi.LogProb(d.Action, d.State)));
}

/// <summary>Exploration that fades with the rounds, without an expert.</summary>
public sealed partial class Fading
{
    [Loss]
    static double Likely(Policy pi, [Rollout] Transition t) => -pi.LogProb(t.Action, t.State);

    [Explore]
    static Act Walk(Policy pi, Step t, Gaussian z) => pi.Mean(t.State) + t.Round * z;
}

/// <summary>Exploration by the spread of an ensemble; what it did is learned from.</summary>
public sealed partial class Proposing
{
    [Loss]
    static double Members([Ensemble(Members = 10, Bootstrap = Bootstrap.WithReplacement)] Policy members, Demonstration d) =>
        RegressionCloning.SquaredError(members, d);

    [Loss]
    static double Follow(Policy mu, [Rollout] Transition t) => SquaredNorm(mu.Mean(t.State) - t.Action);

    [Explore]
    static Act Propose([Learner] Policy mu, Ensemble members, State s, Gaussian z, double alpha = 1.0) =>
        mu.Mean(s) + alpha * (Cholesky(members.Covariance(s)) * z);
}

/// <summary>A loss over batches, imported at half its weight.</summary>
[Loss<AotUnpaired>(Weight = 0.5)]
public sealed partial class HalfAot;

/// <summary>
/// Noise that grows with the rounds, added to what was chosen; a reward that fades; an augmentation by the mean of all rows.
/// </summary>
public sealed partial class Clocked
{
    [Column]
    static double Size(Demonstration d) => SquaredNorm(d.Action);

    [Loss]
    static double Likely(Policy pi, [Rollout] Transition t) => t.Reward * pi.LogProb(t.Action, t.State);

    [Loss]
    static double Near(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

    [Explore]
    static Act Shake(Act chosen, State s, Gaussian z, Clock now) => now.Round < 1 ? chosen : chosen + z;

    [Reward]
    static double Fading(Transition t, Clock now, [Mean(nameof(Size))] double mean) => mean * (1 + now.Round);

    [Augment]
    static Demonstration Scaled(Demonstration d, [Mean(nameof(Size))] double mean) =>
        d with
        {
            Action = d.Action + (mean - 1) * (Vector)d.Action,
        };
}
