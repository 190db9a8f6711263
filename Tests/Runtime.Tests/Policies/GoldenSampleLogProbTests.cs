using DeclarativeIL.Randomness;
using static DeclarativeIL.Runtime.Tests.Policies.GoldenSquashedGaussian;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>
/// The likelihood of the squashed normal distribution's own samples against Stable-Baselines3's, for every row: by the draws nothing is
/// lost, however far a row is squashed. What theirs adds is taken off, as in <see cref="GoldenSquashedGaussianTests"/>.
/// </summary>
public sealed class GoldenSampleLogProbTests
{
    public static TheoryData<int> Rows => AllRows;

    /// <summary>By the draws nothing is lost, however far a row is squashed; they lose digits of (u - mean) / deviation.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Likelihoods_of_samples_are_theirs(int row)
    {
        var head = Head(Exact.Mean[row], Exact.LogStd[row]);
        var expected = Expected(Exact, row);
        Assert.Equal(
            expected,
            head.LogProb(new Gaussian(new(Exact.Noise[row]))),
            1e-12 * Math.Max(1, Math.Abs(expected)) + LostOfDraw(row)
        );
    }

    /// <summary>
    /// By tensors and by rows, of draws of our own: the mean makes the sample theirs, and the normal density is that of the draws.
    /// </summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Likelihoods_of_samples_by_policies_are_theirs(int row)
    {
        using var scope = NewDisposeScope();
        var (stream, golden) = (new RandomStream(4), Exact);
        double[] noise = [.. Enumerable.Range(0, 3).Select(k => stream.GaussianAt(0, (ulong)k))];
        double[] mean =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(k => golden.Mean[row][k] + Math.Exp(golden.LogStd[row][k]) * (golden.Noise[row][k] - noise[k])),
        ];
        var expected = Expected(golden, row) + 0.5 * (golden.Noise[row].Sum(Square) - noise.Sum(Square));
        var within = 1e-10 * Math.Max(1, Math.Abs(expected)) + LostOfDraw(row);
        using var policy = Linear(ScalarType.Float64, 1);
        using var answers = policy.Forward(new SampleLogProbQuestion(Row([.. mean, .. golden.LogStd[row]]), new DrawBatch(stream, 0)));
        Assert.Equal(expected, answers[0].item<double>(), within);
        var one = policy.OneSample();
        var state = new State([.. mean, .. golden.LogStd[row]]);
        Assert.Equal(expected, one.LogProb(one.Sample(state, new Draw(stream.Key, 0)), state), within);
    }

    /// <summary>The same as one question, which goes through the sample itself: for every row.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Gradients_of_a_samples_own_likelihood_are_theirs(int row)
    {
        using var scope = NewDisposeScope();
        var golden = Exact;
        var (stream, width) = (new RandomStream(4), 3);
        double[] noise = [.. Enumerable.Range(0, width).Select(k => stream.GaussianAt(0, (ulong)k))];
        double[] deviation = [.. golden.LogStd[row].Select(Math.Exp)];
        double[] mean = [.. Enumerable.Range(0, width).Select(k => golden.Mean[row][k] + deviation[k] * (golden.Noise[row][k] - noise[k]))];
        using var policy = Linear(ScalarType.Float64, 1);
        using var answers = policy.Forward(new SampleLogProbQuestion(Row([.. mean, .. golden.LogStd[row]]), new DrawBatch(stream, 0)));
        policy.Parameters.Gradients.zero_();
        policy.Backward(answers, ones(1, ScalarType.Float64));
        var found = policy.Parameters.Gradients.data<double>().ToArray()[^6..];
        for (var k = 0; k < width; k++)
        {
            var (a, u) = (golden.Action[row][k], golden.Mean[row][k] + deviation[k] * golden.Noise[row][k]);
            var slope = 1 / Square(Math.Cosh(u));
            var without = 2 * a - 2 * a * slope / (slope + Added); // what the 1e-6 takes off
            var ofMean = golden.GradSumLogProb.Mean[row][k] + without;
            Assert.Equal(ofMean, found[k], 1e-9 + LostOfDraw(row));
            // theirs is -1 + ofMean s e of their draw; where the log-deviation is at its bound ours has two one-sided derivatives
            if (golden.LogStd[row][k] is not (-20 or 2))
                Assert.Equal(
                    golden.GradSumLogProb.LogStd[row][k] + without * deviation[k] * golden.Noise[row][k],
                    found[width + k] + ofMean * deviation[k] * (golden.Noise[row][k] - noise[k]),
                    1e-9 + LostOfDraw(row)
                );
        }
    }

    /// <summary>What the last digit of u is worth to them, who find the draw again from it: (u - mean) / deviation.</summary>
    private static double LostOfDraw(int row) =>
        Enumerable
            .Range(0, 3)
            .Sum(k =>
            {
                var (spread, noise) = (Math.Exp(Exact.LogStd[row][k]), Exact.Noise[row][k]);
                return 4 * Math.Abs(noise) * Math.Max(1, Math.Abs(Exact.Mean[row][k] + spread * noise)) * Math.Pow(2, -52) / spread;
            });
}
