namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>One small declaration for each construct of an equation, and the part of the file that it shows in.</summary>
public class ConstructTests : ConstructSnapshots
{
    [Fact]
    public async Task Log_probability() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
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

    /// <summary>One of what the loss computes, one of a question about the same states, one about others, one over no rows.</summary>
    [Fact]
    public async Task Metrics() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Watched
                {
                    [Loss]
                    static double Likelihood(Policy pi, Transition t) => -pi.LogProb(t.Action, t.State);

                    [Metric]
                    static double Agreement(Policy pi, Transition t, double least = 0.5)
                        => Math.Exp(pi.LogProb(t.Action, t.State)) > least ? 1 : 0;

                    [Metric]
                    static double Entropy(Policy pi, Transition t) => pi.Entropy(t.State);

                    [Metric]
                    static double EntropyAfter(Policy pi, Transition t) => pi.Entropy(t.Next);

                    [Metric]
                    static double Weights(Policy pi) => pi.SquaredWeights;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Parts_of_states_and_acts() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                readonly record struct Reach(State Hand, State Goal)
                {
                    public static Reach Of(State s) => new(s.Part(0, 3), s.Part(3, 3));
                }

                sealed partial class Reaching
                {
                    [Loss]
                    static double Miss(Policy mu, Features gears, Demonstration d, int gear = 2)
                        => SquaredNorm(mu.Mean(d.State).Part(0, 2) - d.Action.Part(0, 2))
                            * Math.Exp(-SquaredNorm(Reach.Of(d.State).Goal - Reach.Of(d.State).Hand))
                            - LogSoftmax(gears.Of(Reach.Of(d.State).Goal))[d.Action.Part(gear)];
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Regression_over_vectors() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Regression
                {
                    [Loss]
                    static double Error(Policy mu, Demonstration d, double scale = 0.5)
                        => SquaredNorm(scale * (mu.Mean(d.State) - d.Action));
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Hyperparameters() =>
        await Verifier.Verify(
            await Generate(
                "Hyperparameters",
                """
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
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Helpers_and_locals() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
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
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Functions_of_Math() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Mathematical
                {
                    [Loss]
                    static double Error(Policy pi, Transition t, double power = 1.5)
                    {
                        var p = Math.Exp(pi.LogProb(t.Action, t.State));
                        return Math.Min(Math.Log(3 + p), 0.9) + Math.Max(0, Math.Pow(p, power)) / (2 - p);
                    }
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Folding_and_signs() =>
        await Verifier.Verify(
            await Generate(
                "Losses",
                """
                sealed partial class Folded
                {
                    const double Scale = 2;

                    [Loss]
                    static double Error(Policy pi, Demonstration d, double c = 1)
                        => -(-(pi.LogProb(d.Action, d.State) * 1)) - -c * (Scale * 3 - 5) * pi.Entropy(d.State) + 1.0 / 4 - Math.PI;
                }
                """
            ),
            "cs"
        );

    [Fact]
    public async Task Operation_of_the_user() =>
        await Verifier.Verify(
            (
                await Run(
                    """
                    using Tensor = TorchSharp.torch.Tensor;

                    public static partial class Huber
                    {
                        [Operation(nameof(Loss))]
                        [Gradient("x", nameof(Slope))]
                        public static double Loss(double x, double delta)
                            => Math.Abs(x) <= delta ? x * x / 2 : delta * (Math.Abs(x) - delta / 2);

                        public static Tensor Loss(Tensor x, Tensor delta) => x;

                        public static double Slope(double x, double delta, double gradient)
                            => gradient * Math.Max(-delta, Math.Min(x, delta));
                    }

                    public sealed partial class Robust
                    {
                        [Loss]
                        public static double Error(Policy pi, Transition t, double delta = 1)
                            => Huber.Loss(pi.LogProb(t.Action, t.State) - t.Reward, delta);
                    }
                    """
                )
            ).Result
        );
}
