namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One small declaration for each way in which losses share, view and copy networks.</summary>
public class NetworkConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Question_about_the_whole_network() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Decayed
                {
                    [Loss]
                    static double Likelihood(Policy pi, Demonstration d, double decay = 0.01)
                        => -pi.LogProb(d.Action, d.State) + decay * pi.SquaredWeights;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Import_with_weight_and_phase() =>
        await Verifier.Verify(
            (
                await Run(
                    """
                    sealed partial class Cloning
                    {
                        [Loss]
                        static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
                    }

                    #pragma warning disable DIL052 // two policies are meant
                    [Loss<Cloning>(Weight = 0.25, Phase = 1)]
                    sealed partial class Composed
                    {
                        [Loss]
                        static double Bonus(Policy mu, Demonstration d) => -mu.Entropy(d.State);
                    }
                    """
                )
            ).Concern("Losses", "Composed"),
            "cs"
        );

    [Fact]
    public async Task Two_losses_on_one_network() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Pair
                {
                    [Loss]
                    static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

                    [Loss]
                    static double Return(Policy pi, Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Two_losses_on_one_batch_ask_once() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Pair
                {
                    [Loss]
                    static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

                    [Loss]
                    static double Probability(Policy pi, Demonstration d) => -Math.Exp(pi.LogProb(d.Action, d.State));
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Ensemble_of_the_class() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Collect", "Train"],
                """
                sealed partial class Base
                {
                    [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);
                }

                [Loss<Base>]
                [Ensemble(Members = 3, Bootstrap = Bootstrap.WithReplacement)]
                sealed partial class Members
                {
                    [Aggregate(Store.ExpertSteps)]
                    static Control Decide(Ensemble mu, Step t, double doubt = 0.05)
                        => Trace(mu.Covariance(t.State)) > doubt ? Control.Expert : Control.Learner;
                }
                """,
                "Members"
            ),
            "cs"
        );

    [Fact]
    public async Task Ensemble_of_a_parameter() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Train"],
                """
                sealed partial class Posterior
                {
                    [Loss] static double Members([Ensemble(Members = 10)] Policy mu, Demonstration d)
                        => SquaredNorm(mu.Mean(d.State) - d.Action);

                    [Loss(Phase = 1)]
                    static double Clone([Learner] Policy pi, [Detached] Ensemble mu, Demonstration d, Uniform u, Gaussian z,
                        double mix = 0.5)
                        => -pi.LogProb(u < mix ? d.Action + Cholesky(mu.Covariance(d.State)) * z : d.Action, d.State);
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Statistics_of_a_batch() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Baseline
                {
                    [Column] static double Ratio(Policy pi, [Frozen] Policy reference, Rating r, [Other] Rating other)
                        => pi.LogProb(other.Response, r.Context) - reference.LogProb(other.Response, r.Context);

                    [Loss]
                    static double Prospect(Policy pi, Rating r, [Of(nameof(Ratio))] double own, [Mean(nameof(Ratio))] double mean)
                        => (r.Desirable ? -1 : 1) * Sigmoid(pi.LogProb(r.Response, r.Context) - own - Math.Max(0, mean));
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Loss_over_the_whole_batch() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                using Tensor = TorchSharp.torch.Tensor;

                sealed partial class Dominance
                {
                    [Column] static double Chosen(Policy pi, Preference p) => pi.LogProb(p.Chosen, p.Context);
                    [Column] static double Rejected(Policy pi, Preference p) => pi.LogProb(p.Rejected, p.Context);

                    [Loss]
                    static Tensor Sorted([Of(nameof(Chosen))] Tensor chosen, [Of(nameof(Rejected))] Tensor rejected, double beta = 0.1)
                        => -(beta * (chosen.sort(0).Values - rejected.sort(0).Values)).mean();
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Gradient_through_an_action() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Train"],
                """
                sealed partial class Actor
                {
                    [Loss]
                    static double Improve(Policy pi, [Given] Critic q, Transition t, Draw z, double alpha = 0.2)
                    {
                        var action = pi.Sample(t.State, z);
                        return alpha * pi.LogProb(action, t.State) - q.Value(t.State, action);
                    }
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Coefficient_and_clock() =>
        await Verifier.Verify(
            await Parts(
                ["Losses", "Train"],
                """
                sealed partial class Annealed
                {
                    [Loss] static double Likelihood(Policy pi, Demonstration d, Clock now, double entropyWeight = 1e-2)
                        => -pi.LogProb(d.Action, d.State) - entropyWeight * (1 - now.Fraction) * pi.Entropy(d.State);

                    [Loss(Phase = 1)]
                    static double Temperature(Coefficient logAlpha, [Detached] Policy pi, Demonstration d, double target = -1)
                        => -Math.Exp(logAlpha) * (pi.LogProb(d.Action, d.State) + target);
                }
                """
            ),
            "cs"
        );
}
