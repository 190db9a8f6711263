using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>A gate that learns nothing: a coin for each step, and one for each episode.</summary>
[Loss<BehaviorCloning>]
public sealed partial class CoinGate
{
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Uniform u, [PerEpisode] Uniform w, double steps = 0.4, double episodes = 0.7) =>
        u < steps && w < episodes ? Control.Expert : Control.Learner;
}

/// <summary>Who acted before decides, and how long the episode is already.</summary>
[Loss<BehaviorCloning>]
public sealed partial class LastingGate
{
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, Uniform u, double change = 0.2) =>
        t.Index < 5 ? Control.Learner
        : t.Previous == Control.Expert ? (u < change ? Control.Learner : Control.Expert)
        : u < change ? Control.Expert
        : Control.Learner;
}

/// <summary>Acts varied by a draw of the step and one of the episode, a reward by equation, and the rows of all rounds.</summary>
public sealed partial class Wandering
{
    [Reward]
    static double Paid(Transition t) => 2 * t.Reward;

    [Loss]
    static double Follow(Policy mu, [Replay] Transition t) => SquaredNorm(mu.Mean(t.State) - t.Chosen) + 0 * t.Reward;

    [Explore]
    static Act Wander([Learner] Policy mu, State s, Gaussian z, [PerEpisode] Gaussian drift) => mu.Mean(s) + 0.3 * z + 0.5 * drift;
}

/// <summary>A sample that is drawn once an episode.</summary>
public sealed partial class OnePlan
{
    [Loss]
    static double Likely(Policy pi, [Rollout] Transition t) => -pi.LogProb(t.Chosen, t.State);

    [Explore]
    static Act Plan(Policy pi, State s, [PerEpisode] Draw z) => pi.Sample(s, z);
}

/// <summary>A one-step target beside acts that no policy chooses: what bootstrapping at a round's end is worth.</summary>
public sealed partial class OneStepValue
{
    [Loss]
    static double Error(Critic v, [Frozen(Each.Round)] Critic vOld, [Rollout] Transition t, double gamma = 0.5) =>
        Square(v.Value(t.State) - (t.Reward + (t.Terminal ? 0 : gamma * vOld.Value(t.Next))));

    [Explore]
    static Act Chance([Given] Features f, State s, Draw z) => Categorical(f.Of(s), z);
}

/// <summary>Returns over the rows of all rounds, or of this one: a trajectory goes through the ends of rounds in the first.</summary>
public sealed partial class Returns
{
    [Column]
    static double All([Replay] Transition t, [Next] double later, double gamma = 0.5) => t.Reward + gamma * later;

    [Column]
    static double Here([Rollout] Transition t, [Next] double later, double gamma = 0.5) => t.Reward + gamma * later;

    [Loss]
    static double OverAll(Critic v, [Replay] Transition t, [Of(nameof(All))] double g) => Square(v.Value(t.State) - g);

    [Loss]
    static double OverHere(Critic w, [Rollout] Transition t, [Of(nameof(Here))] double g) => Square(w.Value(t.State) - g);

    [Loss(Phase = 1)]
    static double Likely(Policy pi, [Rollout] Transition t) => -pi.LogProb(t.Chosen, t.State);
}

/// <summary>A critic learns from what is rolled out, and a policy from what the expert did, if it did anything.</summary>
public sealed partial class SeldomHelped
{
    [Loss]
    static double Close(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

    [Loss(Phase = 1)]
    static double Known(Critic v, [Rollout] Transition t) => Square(v.Value(t.State) - t.Reward);

    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Uniform u, double share = 0.0) => u < share ? Control.Expert : Control.Learner;
}
