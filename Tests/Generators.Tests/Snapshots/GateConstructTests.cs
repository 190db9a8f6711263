namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One small declaration for each gate, and for what is executed in place of what was chosen.</summary>
public class GateConstructTests : ConstructSnapshots
{
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
}
