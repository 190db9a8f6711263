using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Operations that choose: no derivative goes through them, so that nothing they are of is trained.</summary>
public static class Choices
{
    public static readonly Operation Argmax = new(
        Kind.Choice,
        "Argmax({0})",
        [Kind.LogitVector],
        v => [Array.IndexOf(v[0], v[0].Max())],
        t => tensor((double)t[0].argmax().item<long>(), float64),
        v => v[0].Length == 1 ? 1 : v[0].Max() - v[0].OrderDescending().ElementAt(1)
    );

    public static readonly Operation Bernoullis = new(
        Kind.LogitVector,
        "((Vector)Bernoullis({0}, {1}))",
        [Kind.LogitVector, Kind.Stream],
        v => [.. v[0].Select((logit, i) => Uniform(v[1], i) < Probability(logit) ? 1.0 : 0)],
        t => tensor(Numbers(t[0]).Select((logit, i) => Uniform(Numbers(t[1]), i) < Probability(logit) ? 1.0 : 0).ToArray(), float64),
        v => v[0].Select((logit, i) => Math.Abs(Uniform(v[1], i) - Probability(logit))).Min()
    );

    public static readonly Operation Betas = new(
        Kind.LogitVector,
        "Betas(0.25 + Square({0}), 0.5 + Softplus({1}), {2})",
        [Kind.LogitVector, Kind.LogitVector, Kind.Stream],
        v => [.. v[0].Select((_, i) => Beta(v[0][i], v[1][i], v[2], i).Value)],
        t => tensor(Numbers(t[0]).Select((x, i) => Beta(x, Numbers(t[1])[i], Numbers(t[2]), i).Value).ToArray(), float64),
        v => v[0].Select((_, i) => Beta(v[0][i], v[1][i], v[2], i).Margin).Min()
    );

    private static double[] Numbers(Tensor tensor) => tensor.detach().data<double>().ToArray();

    private static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <param name="stream">The upper and the lower half of the key, and the row.</param>
    private static RandomStream Stream(double[] stream) => new(((ulong)stream[0] << 32) | (ulong)stream[1]);

    private static double Uniform(double[] stream, int place) => Stream(stream).UniformAt((ulong)stream[2], (ulong)place);

    private static (double Value, double Margin) Beta(double x, double y, double[] stream, int component)
    {
        var (first, near) = Gamma(0.25 + x * x, Stream(stream), (ulong)stream[2], (ulong)(2 * component) << 32);
        var (second, other) = Gamma(0.5 + Math.Log(1 + Math.Exp(y)), Stream(stream), (ulong)stream[2], (ulong)(2 * component + 1) << 32);
        return (first / (first + second), Math.Min(near, other));
    }

    /// <summary>A gamma draw (Marsaglia, Tsang 2000), and how clearly proposals were taken or not.</summary>
    private static (double Value, double Margin) Gamma(double shape, RandomStream random, ulong row, ulong place)
    {
        var boost = shape < 1 ? Math.Pow(1 - random.UniformAt(row, place), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        for (var (margin, proposal) = (Math.Abs(shape - 1), 0UL); ; proposal++)
        {
            var normal = random.GaussianAt(row, place + 1 + 2 * proposal);
            var root = 1 + normal / Math.Sqrt(9 * d);
            var v = Math.Pow(root, 3);
            var excess =
                v > 0
                    ? 0.5 * normal * normal + d - d * v + d * Math.Log(v) - Math.Log(1 - random.UniformAt(row, place + 2 + 2 * proposal))
                    : root;
            margin = Math.Min(margin, Math.Abs(excess));
            if (v > 0 && excess > 0)
                return (d * v * boost, margin);
        }
    }
}
