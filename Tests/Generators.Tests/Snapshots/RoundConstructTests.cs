namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>
/// One small declaration for each construct of loops and rounds: turns, gates, exploration, collection, rewards, columns, augmentation.
/// </summary>
public class RoundConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Training_loop_without_a_gate() =>
        await Verifier.Verify(
            await Generate(
                "Train",
                """
                sealed partial class Cloning
                {
                    [Loss]
                    static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Exponential_gate() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.EveryState)]
                static Control Decide(Step t, Uniform u, double p = 0.5) => u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Linear_gate() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.EveryState)]
                static Control Decide(Step t, Uniform u, int ramp = 15)
                    => u < Math.Max(0, 1 - t.Round / ramp) ? Control.Expert : Control.Learner;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Indicator_gate() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.EveryState)]
                static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Gate_of_the_expert() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.ExpertSteps)]
                static Control Decide(Expert expert, Step t) => expert.TakesOver(t) ? Control.Expert : Control.Learner;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Gate_that_remembers_who_acted() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.ExpertSteps)]
                static Control Decide(Expert expert, Step t, double budget = 100)
                    => t.Previous == Control.Expert && t.Index > 3 || t.Queries < budget && expert.TakesOver(t)
                        ? Control.Expert
                        : Control.Learner;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Training_loop_with_a_gate() =>
        await Verifier.Verify(
            await Generate(
                "Train",
                """
                sealed partial class Gated
                {
                    [Loss]
                    static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

                    [Aggregate(Store.EveryState)]
                    static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Phases_train_one_after_the_other() =>
        await Verifier.Verify(
            await Generate(
                "Train",
                """
                #pragma warning disable DIL052 // two policies are meant
                sealed partial class Phases
                {
                    [Loss]
                    static double First(Policy alpha, Demonstration d) => -alpha.LogProb(d.Action, d.State);

                    [Loss(Phase = 1)]
                    static double Second(Policy beta, Transition t) => -beta.LogProb(t.Action, t.State);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Statistic_of_a_column_in_a_gate() =>
        await Verifier.Verify(
            await Parts(
                ["Columns", "Collect", "Train"],
                """
                sealed partial class Gated
                {
                    [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

                    [Column] static double Gap(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

                    [Aggregate(Store.ExpertSteps)]
                    static Control Decide(Step t, Policy mu, Expert expert, [Quantile(nameof(Gap), 0.9)] double limit,
                        [Mean(nameof(Gap))] double gap)
                        => SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > limit + gap ? Control.Expert : Control.Learner;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Column_that_looks_ahead() =>
        await Verifier.Verify(
            Parts(
                ["Columns", "Losses"],
                GeneratorHarness.Run(
                    """
                    sealed partial class Reinforce
                    {
                        [Column]
                        static double Advantage(Critic v, [Rollout] Transition t, [Next] double later, double gamma = 0.99)
                            => t.Reward + (t.Terminal ? 0 : gamma * v.Value(t.Next)) - v.Value(t.State) + gamma * later;

                        [Loss]
                        static double Gradient(Policy pi, [Rollout] Transition t, [Of(nameof(Advantage))] double a,
                            [Mean(nameof(Advantage))] double mean)
                            => (mean - a) * pi.LogProb(t.Action, t.State);

                        [Loss]
                        static double ValueError(Critic v, [Rollout] Transition t, [Of(nameof(Advantage))] double a)
                            => Square(a * v.Value(t.State));
                    }
                    """
                )
            ),
            "cs"
        );

    [Fact]
    public async Task Exploration_of_what_was_chosen() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.EveryState)]
                static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;

                [Explore]
                static Act Execute(Act chosen, Control by, Gaussian z, double noise = 0.02)
                    => by == Control.Expert ? chosen + noise * z : chosen;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Gate_and_exploration_ask_one_network_once() =>
        await Verifier.Verify(
            await Gate(
                """
                [Aggregate(Store.ExpertSteps)]
                static Control Decide(Step t, Policy pi, Expert expert)
                    => -pi.LogProbs(t.State)[expert.Action(t.State)] > 1 ? Control.Expert : Control.Learner;

                [Explore]
                static Act Execute(Policy pi, State s, Act chosen, Uniform u, Draw z)
                    => u < 0.1 ? Categorical(Repeat(0, pi.LogProbs(s)), z) : chosen;
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Quantile_that_a_share_lies_above() =>
        await Verifier.Verify(
            await Parts(
                ["Hyperparameters", "Train", "Losses"],
                """
                sealed partial class Gated
                {
                    [Loss]
                    static double Likelihood(Policy pi, Demonstration d, [Quantile(nameof(Surprise), above: nameof(share))] double high,
                        double share = 0.2)
                        => -Math.Min(high, pi.LogProb(d.Action, d.State));

                    [Column] static double Surprise(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

                    [Aggregate(Store.ExpertSteps)]
                    static Control Decide(Step t, Policy pi, [Quantile(nameof(Surprise), above: nameof(rate))] double strange,
                        [Range(0.0, 1.0)] double rate = 0.1)
                        => pi.Entropy(t.State) > strange ? Control.Expert : Control.Learner;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Augmentation_with_a_given_matrix() =>
        await Verifier.Verify(
            await Parts(
                ["Columns", "Train"],
                """
                sealed partial class Recovery
                {
                    [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

                    [Augment]
                    static Demonstration Displace(Demonstration d, Uniform u, Gaussian z, [Given] Matrix gain, double rate = 0.5,
                        double spread = 0.1)
                        => u < rate ? d with { State = d.State + spread * z, Action = d.Action - gain * (spread * z) } : d;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Collection_of_rows() =>
        await Verifier.Verify(
            await Parts(
                ["Collect", "Train"],
                """
                sealed partial class Online
                {
                    [Loss] static double Margin(Policy pi, Preference p)
                        => pi.LogProb(p.Rejected, p.Context) - pi.LogProb(p.Chosen, p.Context);

                    [Collect(Replace = true)]
                    static Preference Compare(State context, Policy pi, Expert expert, Draw first, Draw second)
                    {
                        var a = pi.Sample(context, first);
                        var b = pi.Sample(context, second);
                        return expert.Prefers(a, b, context) ? new Preference(context, a, b) : new Preference(context, b, a);
                    }
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Reward_of_the_learner() =>
        await Verifier.Verify(
            await Parts(
                ["Columns", "Collect", "Train", "Formula"],
                """
                sealed partial class Adversarial
                {
                    [Loss] static double Return(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Loss(Phase = 1)] static double OnExpert(Critic d, Transition e)
                        => BinaryCrossEntropy(d.Value(e.State, e.Action), true);
                    [Loss(Phase = 1)] static double OnLearner(Critic d, [Rollout] Transition o)
                        => BinaryCrossEntropy(d.Value(o.State, o.Action), false);

                    [Reward] static double Surrogate(Critic d, Transition o) => -LogSigmoid(-d.Value(o.State, o.Action));
                }
                """
            ),
            "cs"
        );
}
