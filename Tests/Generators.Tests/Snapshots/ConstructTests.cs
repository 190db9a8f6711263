namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One small declaration for each construct of the language, and the part of the file that the construct shows in.</summary>
public class ConstructTests
{
    [Fact]
    public async Task Log_probability() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Cloning
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
        }
        """), "cs");

    [Fact]
    public async Task Regression_over_vectors() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Regression
        {
            [Loss]
            static double Error(Policy mu, Demonstration d, double scale = 0.5) => SquaredNorm(scale * (mu.Mean(d.State) - d.Action));
        }
        """), "cs");

    [Fact]
    public async Task Question_about_the_whole_network() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Decayed
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d, double decay = 0.01)
                => -pi.LogProb(d.Action, d.State) + decay * pi.SquaredWeights;
        }
        """), "cs");

    [Fact]
    public async Task Training_loop_without_a_gate() => await Verifier.Verify(await Generate("Train", """
        sealed partial class Cloning
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
        }
        """), "cs");

    [Fact]
    public async Task Exponential_gate() => await Verifier.Verify(await Gate("""
        [Aggregate(Store.EveryState)]
        static Control Decide(Step t, Uniform u, double p = 0.5) => u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
        """), "cs");

    [Fact]
    public async Task Linear_gate() => await Verifier.Verify(await Gate("""
        [Aggregate(Store.EveryState)]
        static Control Decide(Step t, Uniform u, int ramp = 15) => u < Math.Max(0, 1 - t.Round / ramp) ? Control.Expert : Control.Learner;
        """), "cs");

    [Fact]
    public async Task Indicator_gate() => await Verifier.Verify(await Gate("""
        [Aggregate(Store.EveryState)]
        static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
        """), "cs");

    [Fact]
    public async Task Gate_of_the_expert() => await Verifier.Verify(await Gate("""
        [Aggregate(Store.ExpertSteps)]
        static Control Decide(Expert expert, Step t) => expert.TakesOver(t) ? Control.Expert : Control.Learner;
        """), "cs");

    [Fact]
    public async Task Gate_that_remembers_who_acted() => await Verifier.Verify(await Gate("""
        [Aggregate(Store.ExpertSteps)]
        static Control Decide(Expert expert, Step t, double budget = 100)
            => t.Previous == Control.Expert && t.Index > 3 || t.Queries < budget && expert.TakesOver(t) ? Control.Expert : Control.Learner;
        """), "cs");

    [Fact]
    public async Task Training_loop_with_a_gate() => await Verifier.Verify(await Generate("Train", """
        sealed partial class Gated
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

            [Aggregate(Store.EveryState)]
            static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
        }
        """), "cs");

    [Fact]
    public async Task Import_with_weight_and_turn() => await Verifier.Verify((await Run("""
        sealed partial class Cloning
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
        }

        [Loss<Cloning>(Weight = 0.25, Turn = 1)]
        sealed partial class Composed
        {
            [Loss]
            static double Bonus(Policy mu, Demonstration d) => -mu.Entropy(d.State);
        }
        """)).Concern("Losses", "Composed"), "cs");

    [Fact]
    public async Task Hyperparameters() => await Verifier.Verify(await Generate("Hyperparameters", """
        namespace Declared;

        enum Mode { Plain, Scaled }

        sealed partial class Tunable
        {
            /// <summary>The equation.</summary>
            /// <param name="pi">The policy.</param>
            /// <param name="d">The row.</param>
            /// <param name="temperature">Larger is &lt;softer&gt;.</param>
            /// <param name="steps">How many.</param>
            /// <param name="bonus">Whether.</param>
            /// <param name="mode">How.</param>
            /// <param name="least">Least.</param>
            [Loss]
            static double Error(
                Policy pi, Demonstration d, [Range(0.0, 10.0)] double temperature = 1, [Range(1, 5)] int steps = 2,
                bool bonus = false, Mode mode = Mode.Scaled, double least = -1e-9)
                => -pi.LogProb(d.Action, d.State) * temperature * steps + (bonus ? 1 : 0) + (mode == Mode.Plain ? least : 0);
        }
        """), "cs");

    [Fact]
    public async Task Branches_on_the_host() => await Verifier.Verify(await Generate("Losses", """
        namespace Declared;

        enum Mode { Plain, Scaled }

        sealed partial class Branching
        {
            [Loss]
            static double Error(Policy pi, Demonstration d, bool bonus = true, Mode mode = Mode.Plain)
                => (mode == Mode.Plain ? -pi.LogProb(d.Action, d.State) : 2.5) - (bonus ? pi.Entropy(d.State) : 0);
        }
        """), "cs");

    [Fact]
    public async Task Branches_over_rows() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Branching
        {
            [Loss]
            static double Error(Policy pi, Transition t, double floor = 0)
                => t.Reward > floor && !t.Terminal ? -t.Reward * pi.LogProb(t.Action, t.State) : 0.1 * pi.Entropy(t.State);
        }
        """), "cs");

    [Fact]
    public async Task Helpers_and_locals() => await Verifier.Verify(await Generate("Losses", """
        static class Tools
        {
            public static double Square(double x) => x * x;
        }

        sealed partial class Inlined
        {
            [Loss]
            static double Error(Policy pi, Demonstration d, double margin = 0.1)
            {
                var surprise = Surprise(pi, d);
                var over = surprise - margin;
                return Tools.Square(over) + Weighted(weight: 0.5, value: over);
            }

            static double Surprise(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

            static double Weighted(double value, double weight = 2) => weight * value;
        }
        """), "cs");

    [Fact]
    public async Task Two_losses_on_one_network() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Pair
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

            [Loss]
            static double Return(Policy pi, Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
        }
        """), "cs");

    [Fact]
    public async Task Two_losses_on_one_batch_ask_once() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Pair
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

            [Loss]
            static double Probability(Policy pi, Demonstration d) => -Math.Exp(pi.LogProb(d.Action, d.State));
        }
        """), "cs");

    [Fact]
    public async Task Turns_train_one_after_the_other() => await Verifier.Verify(await Generate("Train", """
        sealed partial class Turns
        {
            [Loss]
            static double First(Policy alpha, Demonstration d) => -alpha.LogProb(d.Action, d.State);

            [Loss(Turn = 1)]
            static double Second(Policy beta, Transition t) => -beta.LogProb(t.Action, t.State);
        }
        """), "cs");

    [Fact]
    public async Task Functions_of_Math() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Mathematical
        {
            [Loss]
            static double Error(Policy pi, Transition t, double power = 1.5)
            {
                var p = Math.Exp(pi.LogProb(t.Action, t.State));
                return Math.Min(Math.Log(3 + p), 0.9) + Math.Max(0, Math.Pow(p, power)) / (2 - p);
            }
        }
        """), "cs");

    [Fact]
    public async Task Folding_and_signs() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Folded
        {
            const double Scale = 2;

            [Loss]
            static double Error(Policy pi, Demonstration d, double c = 1)
                => -(-(pi.LogProb(d.Action, d.State) * 1)) - -c * (Scale * 3 - 5) * pi.Entropy(d.State) + 1.0 / 4 - Math.PI;
        }
        """), "cs");

    [Fact]
    public async Task Names_that_are_keywords() => await Verifier.Verify((await Run("""
        enum Kind { @default, other }

        [Row]
        readonly record struct Case(State @in, Act @out, double Class);

        sealed partial class Keywords
        {
            [Loss]
            static double @return(Policy @class, Case @event, double @double = 2, Kind @enum = Kind.other)
                => -@class.LogProb(@event.@out, @event.@in) * @event.Class * (@enum == Kind.other ? @double : 1);
        }
        """)).Result);

    [Fact]
    public async Task Names_that_generated_code_uses() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Local
        {
            [Loss]
            static double Error(
                Policy share, Demonstration d, double step = 1, double epoch = 2, double seeds = 3, double t4 = 4, double action = 5, double log = 6)
                => -share.LogProb(d.Action, d.State) * step * epoch * seeds * t4 * action * log;
        }
        """), "cs");

    [Fact]
    public async Task Operation_of_the_user() => await Verifier.Verify((await Run("""
        using Tensor = TorchSharp.torch.Tensor;

        public static partial class Huber
        {
            [Operation(nameof(Loss))]
            [Gradient("x", nameof(Slope))]
            public static double Loss(double x, double delta) => Math.Abs(x) <= delta ? x * x / 2 : delta * (Math.Abs(x) - delta / 2);

            public static Tensor Loss(Tensor x, Tensor delta) => x;

            public static double Slope(double x, double delta, double gradient) => gradient * Math.Max(-delta, Math.Min(x, delta));
        }

        public sealed partial class Robust
        {
            [Loss]
            public static double Error(Policy pi, Transition t, double delta = 1) => Huber.Loss(pi.LogProb(t.Action, t.State) - t.Reward, delta);
        }
        """)).Result);

    [Fact]
    public async Task Statistic_of_a_column_in_a_gate() => await Verifier.Verify(await Parts(["Columns", "Collect", "Train"], """
        sealed partial class Gated
        {
            [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

            [Column] static double Gap(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

            [Aggregate(Store.ExpertSteps)]
            static Control Decide(Step t, Policy mu, Expert expert, [Quantile(nameof(Gap), 0.9)] double limit, [Mean(nameof(Gap))] double gap)
                => SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > limit + gap ? Control.Expert : Control.Learner;
        }
        """), "cs");

    [Fact]
    public async Task Column_that_looks_ahead() => await Verifier.Verify(Parts(["Columns", "Losses"], GeneratorHarness.Run("""
        sealed partial class Reinforce
        {
            [Column]
            static double Advantage(Critic v, [Rollout] Transition t, [Next] double later, double gamma = 0.99)
                => t.Reward + (t.Terminal ? 0 : gamma * v.Value(t.Next)) - v.Value(t.State) + gamma * later;

            [Loss]
            static double Gradient(Policy pi, [Rollout] Transition t, [Of(nameof(Advantage))] double a, [Mean(nameof(Advantage))] double mean)
                => (mean - a) * pi.LogProb(t.Action, t.State);

            [Loss]
            static double ValueError(Critic v, [Rollout] Transition t, [Of(nameof(Advantage))] double a) => Square(a * v.Value(t.State));
        }
        """)), "cs");

    [Fact]
    public async Task Exploration_of_what_was_chosen() => await Verifier.Verify(await Gate("""
        [Aggregate(Store.EveryState)]
        static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;

        [Explore]
        static Act Execute(Act chosen, Control by, Gaussian z, double noise = 0.02) => by == Control.Expert ? chosen + noise * z : chosen;
        """), "cs");

    [Fact]
    public async Task Augmentation_with_a_given_matrix() => await Verifier.Verify(await Parts(["Columns", "Train"], """
        sealed partial class Recovery
        {
            [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

            [Augment]
            static Demonstration Displace(Demonstration d, Uniform u, Gaussian z, [Given] Matrix gain, double rate = 0.5, double spread = 0.1)
                => u < rate ? d with { State = d.State + spread * z, Action = d.Action - gain * (spread * z) } : d;
        }
        """), "cs");

    [Fact]
    public async Task Collection_of_rows() => await Verifier.Verify(await Parts(["Collect", "Train"], """
        sealed partial class Online
        {
            [Loss] static double Margin(Policy pi, Preference p) => pi.LogProb(p.Rejected, p.Context) - pi.LogProb(p.Chosen, p.Context);

            [Collect(Replace = true)]
            static Preference Compare(State context, Policy pi, Expert expert, Draw first, Draw second)
            {
                var a = pi.Sample(context, first);
                var b = pi.Sample(context, second);
                return expert.Prefers(a, b, context) ? new Preference(context, a, b) : new Preference(context, b, a);
            }
        }
        """), "cs");

    [Fact]
    public async Task Reward_of_the_learner() => await Verifier.Verify(await Parts(["Columns", "Collect", "Train", "Formula"], """
        sealed partial class Adversarial
        {
            [Loss] static double Return(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
            [Loss(Turn = 1)] static double OnExpert(Critic d, Transition e) => BinaryCrossEntropy(d.Value(e.State, e.Action), true);
            [Loss(Turn = 1)] static double OnLearner(Critic d, [Rollout] Transition o) => BinaryCrossEntropy(d.Value(o.State, o.Action), false);

            [Reward] static double Surrogate(Critic d, Transition o) => -LogSigmoid(-d.Value(o.State, o.Action));
        }
        """), "cs");

    [Fact]
    public async Task Ensemble_of_the_class() => await Verifier.Verify(await Parts(["Losses", "Collect", "Train"], """
        sealed partial class Base
        {
            [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);
        }

        [Loss<Base>]
        [Ensemble(Members = 3, Bootstrap = Bootstrap.WithReplacement)]
        sealed partial class Members
        {
            [Aggregate(Store.ExpertSteps)]
            static Control Decide(Ensemble mu, Step t, double doubt = 0.05) => Trace(mu.Covariance(t.State)) > doubt ? Control.Expert : Control.Learner;
        }
        """, "Members"), "cs");

    [Fact]
    public async Task Ensemble_of_a_parameter() => await Verifier.Verify(await Parts(["Losses", "Train"], """
        sealed partial class Posterior
        {
            [Loss] static double Members([Ensemble(Members = 10)] Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

            [Loss(Turn = 1)]
            static double Clone([Learner] Policy pi, [Detached] Ensemble mu, Demonstration d, Uniform u, Gaussian z, double mix = 0.5)
                => -pi.LogProb(u < mix ? d.Action + Cholesky(mu.Covariance(d.State)) * z : d.Action, d.State);
        }
        """), "cs");

    [Fact]
    public async Task Frozen_copy() => await Verifier.Verify(await Parts(["Losses", "Train"], """
        sealed partial class Preferring
        {
            [Loss]
            static double Margin(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1)
                => -LogSigmoid(beta * (Ratio(pi, reference, p.Chosen, p.Context) - Ratio(pi, reference, p.Rejected, p.Context)));

            static double Ratio(Policy pi, Policy reference, Act y, State x) => pi.LogProb(y, x) - reference.LogProb(y, x);
        }
        """), "cs");

    [Fact]
    public async Task Target_network() => await Verifier.Verify(await Parts(["Losses", "Train"], """
        sealed partial class Bellman
        {
            [Loss]
            static double Residual(Features q, [Target(nameof(q), 0.01)] Features slow, Transition t, double gamma = 0.99)
                => Square(q.Of(t.State)[t.Action] - (t.Reward + (t.Terminal ? 0 : gamma * LogSumExp(slow.Of(t.Next)))));
        }
        """), "cs");

    [Fact]
    public async Task Detached_view() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Focal
        {
            [Loss]
            static double Loss(Policy pi, [Detached] Policy now, Demonstration d, double focus = 2.0)
                => -Math.Pow(1 - Math.Exp(now.LogProb(d.Action, d.State)), focus) * pi.LogProb(d.Action, d.State);
        }
        """), "cs");

    [Fact]
    public async Task Statistics_of_a_batch() => await Verifier.Verify(await Generate("Losses", """
        sealed partial class Baseline
        {
            [Column] static double Ratio(Policy pi, [Frozen] Policy reference, Rating r, [Other] Rating other)
                => pi.LogProb(other.Response, r.Context) - reference.LogProb(other.Response, r.Context);

            [Loss]
            static double Prospect(Policy pi, Rating r, [Of(nameof(Ratio))] double own, [Mean(nameof(Ratio))] double mean)
                => (r.Desirable ? -1 : 1) * Sigmoid(pi.LogProb(r.Response, r.Context) - own - Math.Max(0, mean));
        }
        """), "cs");

    [Fact]
    public async Task Loss_over_the_whole_batch() => await Verifier.Verify(await Generate("Losses", """
        using Tensor = TorchSharp.torch.Tensor;

        sealed partial class Dominance
        {
            [Column] static double Chosen(Policy pi, Preference p) => pi.LogProb(p.Chosen, p.Context);
            [Column] static double Rejected(Policy pi, Preference p) => pi.LogProb(p.Rejected, p.Context);

            [Loss]
            static Tensor Sorted([Of(nameof(Chosen))] Tensor chosen, [Of(nameof(Rejected))] Tensor rejected, double beta = 0.1)
                => -(beta * (chosen.sort(0).Values - rejected.sort(0).Values)).mean();
        }
        """), "cs");

    [Fact]
    public async Task Gradient_through_an_action() => await Verifier.Verify(await Parts(["Losses", "Train"], """
        sealed partial class Actor
        {
            [Loss]
            static double Improve(Policy pi, [Given] Critic q, Transition t, Draw z, double alpha = 0.2)
            {
                var action = pi.Sample(t.State, z);
                return alpha * pi.LogProb(action, t.State) - q.Value(t.State, action);
            }
        }
        """), "cs");

    [Fact]
    public async Task Coefficient_and_clock() => await Verifier.Verify(await Parts(["Losses", "Train"], """
        sealed partial class Annealed
        {
            [Loss] static double Likelihood(Policy pi, Demonstration d, Clock now, double entropyWeight = 1e-2)
                => -pi.LogProb(d.Action, d.State) - entropyWeight * (1 - now.Fraction) * pi.Entropy(d.State);

            [Loss(Turn = 1)] static double Temperature(Coefficient logAlpha, [Detached] Policy pi, Demonstration d, double target = -1)
                => -Math.Exp(logAlpha) * (pi.LogProb(d.Action, d.State) + target);
        }
        """), "cs");

    [Fact]
    public async Task Switch_over_a_hyperparameter() => await Verifier.Verify(await Parts(["Losses", "Formula"], """
        namespace Declared;

        enum Link { Linear, Soft, Exponential }

        sealed partial class Linked
        {
            [Loss]
            static double Error(Policy pi, Demonstration d, double beta = 0.1, Link link = Link.Linear)
                => -LogSigmoid(beta * Of(pi.LogProb(d.Action, d.State), link));

            static double Of(double x, Link link) => link switch { Link.Soft => x - Softplus(x), Link.Exponential => -Math.Exp(-x), _ => x };
        }
        """), "cs");

    [Fact]
    public async Task Formula_and_algorithm_box() => await Verifier.Verify(await Generate("Formula", """
        sealed partial class Safe
        {
            [Loss] static double Error(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

            [Loss(Turn = 1)]
            static double Safety(Critic safe, [Detached] Policy mu, Demonstration d, double tau = 0.01)
                => BinaryCrossEntropy(safe.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) < tau);

            [Column] static double Gap(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

            [Aggregate(Store.ExpertSteps)]
            static Control Decide(Step t, Critic safe, [Mean(nameof(Gap))] double gap) => safe.Value(t.State) > gap ? Control.Learner : Control.Expert;

            [Explore] static Act Execute(Act chosen, Gaussian z, double noise = 0.02) => chosen + noise * z;
        }
        """), "cs");

    private static async Task<GeneratorRun> Run(string source) => await GeneratorHarness.Run(source).AssertClean();

    private static async Task<string> Generate(string concern, string source) => (await Run(source)).Concern(concern);

    /// <summary>The files about several concerns, of the only class that has them or of the one named.</summary>
    private static async Task<string> Parts(string[] concerns, string source, string type = "") => Parts(concerns, await Run(source), type);

    private static string Parts(string[] concerns, GeneratorRun run, string type = "")
        => string.Join("\n", concerns.Select(concern => run.Concern(concern, type)));

    private static Task<string> Gate(string gate) => Generate("Collect", $$"""
        sealed partial class Gated
        {
            [Loss]
            static double Likelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

            {{gate}}
        }
        """);
}
