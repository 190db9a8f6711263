using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>
/// The outputs of a model are the distribution that the page says, in the units that it says: log-densities by the textbook are what the
/// policy is asked.
/// </summary>
public sealed class DensityTests
{
    private const double Log2Pi = 1.8378770664093453;

    private static readonly Build Wide = new([7], Activation.Tanh, ScalarType.Float64, true);

    [Theory]
    [InlineData(typeof(GaussianPolicy))]
    [InlineData(typeof(FreeGaussianPolicy))]
    [InlineData(typeof(StateGaussianPolicy))]
    public void Normal_distributions(Type type) =>
        Compare(
            type,
            static (outputs, act, _) => act.Select((a, i) => Normal(a, outputs["mean"][i], Math.Exp(outputs["log_deviation"][i]))).Sum()
        );

    [Fact]
    public void Squashed_normal_distribution() =>
        Compare(
            typeof(SquashedGaussianPolicy),
            static (outputs, act, box) =>
                act.Select(
                        (a, i) =>
                        {
                            var (x, half) = Unit(a, box, i);
                            var density = Normal(Math.Atanh(x), outputs["location"][i], Math.Exp(outputs["log_deviation"][i]));
                            return density - Math.Log(1 - (x * x)) - Math.Log(half);
                        }
                    )
                    .Sum()
        );

    [Fact]
    public void Beta_distribution() =>
        Compare(
            typeof(BetaPolicy),
            static (outputs, act, box) =>
                act.Select(
                        (a, i) =>
                        {
                            var ((x, half), alpha, beta) = (Unit(a, box, i), outputs["alpha"][i], outputs["beta"][i]);
                            var norm = Functions.LogGamma(alpha) + Functions.LogGamma(beta) - Functions.LogGamma(alpha + beta);
                            var y = (x + 1) / 2;
                            return ((alpha - 1) * Math.Log(y)) + ((beta - 1) * Math.Log(1 - y)) - norm - Math.Log(2 * half);
                        }
                    )
                    .Sum()
        );

    [Fact]
    public void Mixture_of_normal_distributions() =>
        Compare(
            typeof(GaussianMixturePolicy),
            static (outputs, act, _) =>
            {
                var (weights, means, deviations) = (outputs["log_weights"], outputs["means"], outputs["deviations"]);
                var sum = weights.Select(
                    (weight, k) =>
                        Math.Exp(
                            weight
                                + Enumerable
                                    .Range(0, act.Length)
                                    .Select(i => (i * weights.Length) + k)
                                    .Zip(act, (place, a) => Normal(a, means[place], deviations[place]))
                                    .Sum()
                        )
                );
                return Math.Log(sum.Sum());
            }
        );

    [Fact]
    public void Bins() =>
        Compare(
            typeof(BinnedPolicy),
            static (outputs, act, box) =>
            {
                var bins = outputs["log_probs"].Length / act.Length;
                return act.Select(
                        (a, i) =>
                        {
                            var (x, half) = Unit(a, box, i);
                            var bin = Math.Clamp((int)Math.Floor((x + 1) / 2 * bins), 0, bins - 1);
                            return outputs["log_probs"][(i * bins) + bin] - Math.Log(2 * half / bins);
                        }
                    )
                    .Sum();
            }
        );

    [Theory]
    [InlineData(typeof(CategoricalPolicy))]
    [InlineData(typeof(MaskedCategoricalPolicy))]
    public void Choices(Type type) => Compare(type, static (outputs, act, _) => outputs["log_probs"][(int)act[0]]);

    [Fact]
    public void Several_choices() =>
        Compare(
            typeof(MultiCategoricalPolicy),
            static (outputs, act, _) => outputs["choice_0_log_probs"][(int)act[0]] + outputs["choice_1_log_probs"][(int)act[1]]
        );

    [Fact]
    public void Switches() =>
        Compare(
            typeof(BernoulliPolicy),
            static (outputs, act, _) => act.Zip(outputs["logits"], static (a, logit) => (a * logit) - Math.Log(1 + Math.Exp(logit))).Sum()
        );

    /// <summary>Acts that are drawn from the policy, in ordinary states.</summary>
    private static void Compare(Type type, Func<Dictionary<string, double[]>, double[], BoxSpace?, double> density)
    {
        using var policy = Made.Policy(type, Wide);
        var states = Made.StatesFor(policy, Wide, out _)[..(Made.Ordinary * Made.States)];
        var (width, acts) = (policy.Actions.Width, new float[Made.Ordinary * policy.Actions.Width]);
        policy.Sample(states, acts, new RandomStream(21));
        using var runtime = new Runtime(OnnxModel.Of(policy));
        var found = runtime.Run(Made.Ordinary, ("state", states));
        var asked = policy.OneSample();
        for (var row = 0; row < Made.Ordinary; row++)
        {
            var act = Array.ConvertAll(acts[(row * width)..((row + 1) * width)], static number => (double)number);
            var state = Array.ConvertAll(states[(row * Made.States)..((row + 1) * Made.States)], static number => (double)number);
            var outputs = found.ToDictionary(static one => one.Key, one => OfRow(one.Value.Values, row));
            var expected = asked.LogProb(Act.At(new Vector(act)), new State(state));
            var rebuilt = density(outputs, act, policy.Actions as BoxSpace);
            Assert.True(Near.Is(rebuilt, expected), $"{type.Name}, row {row}: found {rebuilt:R}; expected {expected:R}.");
        }
    }

    private static double[] OfRow(float[] values, int row)
    {
        var width = values.Length / Made.Ordinary;
        return Array.ConvertAll(values[(row * width)..((row + 1) * width)], static number => (double)number);
    }

    private static double Normal(double x, double mean, double deviation) =>
        (-0.5 * Math.Pow((x - mean) / deviation, 2)) - Math.Log(deviation) - (0.5 * Log2Pi);

    /// <summary>A component on the scale of -1 to 1, and half of its bounds.</summary>
    private static (double Number, double Half) Unit(double act, BoxSpace? box, int component)
    {
        var (low, high) = ((double)box!.Low[component], (double)box.High[component]);
        return (((2 * (act - low)) / (high - low)) - 1, (high - low) / 2);
    }
}
