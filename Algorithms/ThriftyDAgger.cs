using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// ThriftyDAgger (<see href="https://arxiv.org/abs/2109.08273">Hoque, Balakrishna, Novoseller, Wilcox, Brown, Goldberg, 2021</see>): the
/// expert takes over where it is new or risky.
/// </summary>
/// <remarks>
/// Novelty is tr Cov(s), risk 1 − min Q(s, μ̄(s)) of two critics, for the mean μ̄ and the covariance Cov of the members; the thresholds δ_h
/// and β_h are what a given share of all steps so far lies above. Other than in <see href="https://github.com/ryanhoque/thriftydagger">the
/// authors' code</see>:
/// <list type="number">
/// <item>Thresholds are over everybody's steps of all rounds, at the start of each; theirs over the learner's steps of the round, after
/// each episode.</item>
/// <item>Before there are any, all is new and the expert acts: that stands for their initial data set, and for the thresholds they begin
/// with.</item>
/// <item>Q learns from all steps alike, not from batches a tenth of which succeed, nor from test episodes; a cut-off is no failure of an
/// episode.</item>
/// <item>The target networks move at every step, not at every second. Networks go on from round to round; their ensemble starts
/// anew.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class ThriftyDAgger
{
    /// <summary>
    /// The squared errors of both Q = σ(q), σ the logistic function, at the target: 1 where the episode succeeds, 0 where it ends
    /// otherwise, else γ min Q(s′, μ̄(s′)).
    /// </summary>
    /// <param name="q1">The first critic: the log-odds of success for an action in a state.</param>
    /// <param name="q2">The second critic, likewise.</param>
    /// <param name="qTarget1">The target network of the first critic, which follows it slowly.</param>
    /// <param name="qTarget2">The target network of the second critic, which follows it slowly.</param>
    /// <param name="mu">The ensemble.</param>
    /// <param name="t">A step of any round, by learner or expert.</param>
    /// <param name="gamma">γ: the worth of a success one step later, as a share of its worth now.</param>
    [Loss(Phase = 1)]
    static double SuccessSquaredError(
        Critic q1,
        Critic q2,
        [Target(nameof(q1), 0.005)] Critic qTarget1,
        [Target(nameof(q2), 0.005)] Critic qTarget2,
        [Detached] Ensemble mu,
        [Replay] Transition t,
        [Range(0.0, 1.0)] double gamma = 0.9999
    )
    {
        var target =
            t.Success ? 1
            : t.Terminal ? 0
            : gamma * MinQ(qTarget1, qTarget2, mu, t.Next);
        return Square(Sigmoid(q1.Value(t.State, t.Action)) - target) + Square(Sigmoid(q2.Value(t.State, t.Action)) - target);
    }

    /// <summary>The novelty of a step's state: the trace of the members' covariance, in the squared units of the action.</summary>
    /// <param name="mu">The ensemble.</param>
    /// <param name="t">The step.</param>
    [Column]
    static double Novelty(Ensemble mu, [Replay] Transition t) => Trace(mu.Covariance(t.State));

    /// <summary>The risk of a step's state: 1 − min Q(s, μ̄(s)), from 0 to 1.</summary>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="mu">The ensemble.</param>
    /// <param name="t">The step.</param>
    [Column]
    static double Risk(Critic q1, Critic q2, Ensemble mu, [Replay] Transition t) => 1 - MinQ(q1, q2, mu, t.State);

    /// <summary>The discrepancy between learner and label: ‖μ̄(s) − a‖², in the squared units of the action.</summary>
    /// <param name="mu">The ensemble.</param>
    /// <param name="d">The demonstration.</param>
    [Column]
    static double Discrepancy(Ensemble mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    /// <summary>
    /// The gate: the expert takes over where novelty exceeds δ_h or risk exceeds β_h, and hands back after a step of discrepancy below δ_r
    /// and risk below β_r.
    /// </summary>
    /// <param name="t">The present situation.</param>
    /// <param name="mu">The ensemble.</param>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="deltaH">δ_h: the largest novelty with which the learner acts; a share of the steps so far lies above it.</param>
    /// <param name="betaH">β_h: the largest risk with which the learner acts; a share of the steps so far lies above it.</param>
    /// <param name="betaR">β_r: the risk below which the expert hands back; the median over the steps so far.</param>
    /// <param name="deltaR">δ_r: the discrepancy below which the expert hands back; the mean over the learner's labels.</param>
    /// <param name="rate">The share of the steps so far that δ_h, and likewise β_h, is exceeded on: the wanted rate of taking over.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(
        Step t,
        Ensemble mu,
        Critic q1,
        Critic q2,
        Expert expert,
        [Quantile(nameof(Novelty), above: nameof(rate))] double deltaH,
        [Quantile(nameof(Risk), above: nameof(rate))] double betaH,
        [Quantile(nameof(Risk), 0.5)] double betaR,
        [Mean(nameof(Discrepancy))] double deltaR,
        [Range(0.0, 1.0)] double rate = 0.05
    ) =>
        t.Previous != Control.Expert && Trace(mu.Covariance(t.State)) <= deltaH && 1 - MinQ(q1, q2, mu, t.State) <= betaH ? Control.Learner
        : SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) < deltaR && 1 - MinQ(q1, q2, mu, t.State) < betaR ? Control.HandBack
        : Control.Expert;

    /// <summary>The smaller one of the two critics' Q(s, μ̄(s)).</summary>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="mu">The ensemble.</param>
    /// <param name="s">The state.</param>
    static double MinQ(Critic q1, Critic q2, Ensemble mu, State s) => Sigmoid(Math.Min(q1.Value(s, mu.Mean(s)), q2.Value(s, mu.Mean(s))));
}
