using System.ComponentModel.DataAnnotations;
using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Samples.Results;

/// <summary>
/// <see cref="SafeDAgger"/> with what its paper has and the shipped one has not: D_safe, steps of the expert that the safety policy learns
/// from and the learner does not. Where the learner has seen everything, nearly everything looks safe.
/// </summary>
[Loss<RegressionCloning>]
internal sealed partial class SafeDAggerHeldOut
{
    /// <summary>The safety policy's equation over what the learner learns from.</summary>
    /// <param name="safe">Its log-odds that the learner is safe.</param>
    /// <param name="mu">The learner, as it is now.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="tau">How far the learner may be from the expert, squared, in the units of the action.</param>
    [Loss(Phase = 1)]
    static double Safety(Critic safe, [Detached] Policy mu, Demonstration d, [Range(0.0, double.MaxValue)] double tau = 0.01) =>
        BinaryCrossEntropy(safe.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) < tau);

    /// <summary>The safety policy's equation over D_safe.</summary>
    /// <param name="safe">The safety policy.</param>
    /// <param name="mu">The learner, as it is now.</param>
    /// <param name="h">What the expert did.</param>
    /// <param name="tau">How far the learner may be from the expert, squared, in the units of the action.</param>
    [Loss(Phase = 1)]
    static double SafetyHeldOut(Critic safe, [Detached] Policy mu, HeldOut h, [Range(0.0, double.MaxValue)] double tau = 0.01) =>
        BinaryCrossEntropy(safe.Value(h.State), SquaredNorm(mu.Mean(h.State) - h.Action) < tau);

    /// <summary>The gate: the learner acts where the safety policy holds it for safe, after round 0.</summary>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic safe) => t.Round > 0 && safe.Value(t.State) > 0 ? Control.Learner : Control.Expert;
}

/// <summary>A row of D_safe.</summary>
/// <param name="State">What was seen.</param>
/// <param name="Action">What the expert did.</param>
internal readonly record struct HeldOut(State State, Act Action);
