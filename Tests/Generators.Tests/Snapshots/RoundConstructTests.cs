namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>
/// One small declaration for each construct of loops and rounds: phases, collection, rewards, columns, augmentation.
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
