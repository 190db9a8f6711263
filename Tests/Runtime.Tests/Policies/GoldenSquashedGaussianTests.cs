using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static DeclarativeIL.Runtime.Tests.Policies.GoldenSquashedGaussian;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>
/// The squashed normal distribution against Stable-Baselines3's. Theirs subtracts log(1 - a^2 + 1e-6), ours
/// log(1 - a^2) without the 1e-6: likelihoods and gradients are compared after that difference was taken off. Rows 1 to 3 are squashed so
/// far that their acts have few digits left of what they were made of; rows 2 and 3 are nearer to a bound than policies leave them.
/// </summary>
public sealed class GoldenSquashedGaussianTests
{
    private const double Added = 1e-6,
        Nearest = 1 - 1e-6; // of acts to a bound, in policies

    private static Case Exact => Cases[0];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Exact.Mean.Length)];

    public static TheoryData<int> RowsInside => [.. Enumerable.Range(0, Exact.Mean.Length).Where(IsInside)];

    public static TheoryData<int> RowsAtBounds => [.. Enumerable.Range(0, Exact.Mean.Length).Where(static row => !IsInside(row))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Samples_and_modes_are_theirs(int row)
    {
        var head = Head(Exact.Mean[row], Exact.LogStd[row]);
        Close(Exact.Action[row], head.Sample(new(new(Exact.Noise[row]))).Span, 1e-10);
        Close(Exact.Mode[row], head.Mode.Span, 1e-10);
        using var scope = NewDisposeScope();
        using var policy = Linear(ScalarType.Float64, 1);
        var acts = new float[3];
        policy.Mode([.. Exact.Mean[row].Concat(Exact.LogStd[row]).Select(static x => (float)x)], acts);
        Close(Exact.Mode[row], [.. acts.Select(static act => (double)act)], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Declared_likelihoods_are_theirs(int row)
    {
        var head = Head(Exact.Mean[row], Exact.LogStd[row]);
        Assert.Equal(Expected(Exact, row), head.LogProb(new Act(Exact.Action[row])), 1e-10 + Lost([.. Slopes(row)]));
    }

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

    /// <summary>By tensors, over bounds of -1 and 1 and others: the logarithm of the scale is taken off there.</summary>
    [Theory]
    [MemberData(nameof(RowsInside))]
    public void Likelihoods_by_tensors_are_theirs(int row)
    {
        using var scope = NewDisposeScope();
        var expected = Expected(Exact, row);
        var (found, ofAct, _) = Asked(row, 1);
        Assert.Equal(expected, found, 1e-10 + Lost(ofAct));
        var (scaled, ofScaled, _) = Asked(row, 4);
        Assert.Equal(expected - 3 * Math.Log(4), scaled, 1e-10 + 4 * Lost(ofScaled));
    }

    /// <summary>A policy moves acts that are nearer to a bound than 1e-6 in that far: there likelihoods differ from theirs.</summary>
    [Theory]
    [MemberData(nameof(RowsAtBounds))]
    public void Likelihoods_of_acts_at_bounds_are_those_of_acts_inside(int row)
    {
        using var scope = NewDisposeScope();
        double[] inside = [.. Exact.Action[row].Select(static a => Math.Clamp(a, -Nearest, Nearest))];
        var (found, ofAct, _) = Asked(row, 1);
        Assert.Equal(Head(Exact.Mean[row], Exact.LogStd[row]).LogProb(new Act(inside)), found, 1e-10 + Lost(ofAct));
        Assert.True(Math.Abs(found - Expected(Exact, row)) > 1);
    }

    /// <summary>Of the likelihood of a sample: through the columns at its act, and through the act.</summary>
    [Theory]
    [MemberData(nameof(RowsInside))]
    public void Gradients_of_a_samples_likelihood_are_theirs(int row)
    {
        using var scope = NewDisposeScope();
        var (_, ofAct, ofColumns) = Asked(row, 1);
        var bound = 1e-10 + 8 * Lost(ofAct);
        for (var k = 0; k < 3; k++)
        {
            var (a, spread) = (Exact.Action[row][k], Math.Exp(Exact.LogStd[row][k]) * Exact.Noise[row][k]);
            var slope = 1 / Square(Math.Cosh(Exact.Mean[row][k] + spread)); // of the act
            var without = 2 * a - 2 * a * slope / (slope + Added); // what the 1e-6 takes off
            Assert.Equal(Exact.GradSumLogProb.Mean[row][k] + without, ofColumns[k] + ofAct[k] * slope, bound);
            Assert.Equal(Exact.GradSumLogProb.LogStd[row][k] + without * spread, ofColumns[3 + k] + ofAct[k] * slope * spread, bound);
        }
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

    [Theory]
    [MemberData(nameof(Rows))]
    public void Gradients_of_a_sample_are_theirs(int row)
    {
        const double h = 1e-5;
        for (var k = 0; k < 3; k++)
        {
            var weight = -1 + 2 * (3 * row + k) / 29.0; // 30 numbers from -1 to 1
            Assert.Equal(Exact.GradSumLinspaceWeightedAction.Mean[row][k], weight * Difference(Exact.Mean, Exact.LogStd, 0), 1e-8);
            var isAtBound = Exact.LogStd[row][k] is -20 or 2; // where ours has two one-sided derivatives
            if (!isAtBound)
                Assert.Equal(Exact.GradSumLinspaceWeightedAction.LogStd[row][k], weight * Difference(Exact.Mean, Exact.LogStd, 1), 1e-8);
            double Difference(double[][] mean, double[][] logStd, int which) =>
                (At(mean, logStd, which, h) - At(mean, logStd, which, -h)) / (2 * h);
            double At(double[][] mean, double[][] logStd, int which, double by)
            {
                double[][] columns =
                [
                    [.. mean[row]],
                    [.. logStd[row]],
                ];
                columns[which][k] += by;
                return Head(columns[0], columns[1]).Sample(new(new(Exact.Noise[row])))[k];
            }
        }
    }

    /// <summary>In float32, whose acts are their own: but for the rows that are squashed too far, which are finite.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Float32_is_as_near_as_it_can_be(int row)
    {
        using var scope = NewDisposeScope();
        using var policy = Linear(ScalarType.Float32, 1);
        var golden = Cases[1];
        Assert.Equal("float32", golden.Dtype);
        using var answers = policy.Forward(new LogProbQuestion(Row(golden.Action[row]), Row([.. golden.Mean[row], .. golden.LogStd[row]])));
        var found = answers[0].to(ScalarType.Float64).item<double>();
        Assert.True(double.IsFinite(found));
        if (row is not (1 or 2 or 3))
            Assert.Equal(Expected(golden, row), found, 1e-4);
    }

    /// <summary>Their likelihood without the 1e-6.</summary>
    private static double Expected(Case golden, int row)
    {
        var likelihood = golden.LogProb[row];
        for (var k = 0; k < 3; k++)
        {
            var slope = 1 / Square(Math.Cosh(golden.Mean[row][k] + Math.Exp(golden.LogStd[row][k]) * golden.Noise[row][k]));
            likelihood += Math.Log(slope + Added) - Math.Log(slope);
        }
        return likelihood;
    }

    private static bool IsInside(int row) => Exact.Action[row].All(static a => Math.Abs(a) <= Nearest);

    /// <summary>What an act's last digit is worth.</summary>
    private static double Lost(double[] ofAct) => ofAct.Sum(Math.Abs) * Math.Pow(2, -52);

    /// <summary>What the last digit of u is worth to them, who find the draw again from it: (u - mean) / deviation.</summary>
    private static double LostOfDraw(int row) =>
        Enumerable
            .Range(0, 3)
            .Sum(k =>
            {
                var (spread, noise) = (Math.Exp(Exact.LogStd[row][k]), Exact.Noise[row][k]);
                return 4 * Math.Abs(noise) * Math.Max(1, Math.Abs(Exact.Mean[row][k] + spread * noise)) * Math.Pow(2, -52) / spread;
            });

    /// <summary>The derivative of the likelihood with respect to each component of an act; artanh of it is what was drawn.</summary>
    private static IEnumerable<double> Slopes(int row) =>
        Enumerable
            .Range(0, 3)
            .Select(k =>
            {
                var spread = Math.Exp(Exact.LogStd[row][k]);
                var slope = 1 / Square(Math.Cosh(Exact.Mean[row][k] + spread * Exact.Noise[row][k]));
                return (-Exact.Noise[row][k] / spread + 2 * Exact.Action[row][k]) / slope;
            });

    /// <summary>The likelihood of a row's act by tensors, in bounds of so many times 1; its gradients.</summary>
    private static (double LogProb, double[] OfAct, double[] OfColumns) Asked(int row, float bound)
    {
        using var policy = Linear(ScalarType.Float64, bound);
        using var answers = policy.Forward(
            new LogProbQuestion(Row([.. Exact.Action[row].Select(a => bound * a)]), Row([.. Exact.Mean[row], .. Exact.LogStd[row]]))
        );
        var one = ones(1, ScalarType.Float64);
        var ofAct = policy.ArgumentGradient(answers, 0, 0, one).data<double>().ToArray();
        policy.Parameters.Gradients.zero_();
        policy.Backward(answers, one);
        return (answers[0].item<double>(), ofAct, policy.Parameters.Gradients.data<double>().ToArray()[^6..]); // those of the bias
    }

    /// <summary>A policy whose columns are its state.</summary>
    private static SquashedGaussianPolicy Linear(ScalarType type, float bound)
    {
        var space = new BoxSpace([-bound, -bound, -bound], [bound, bound, bound]);
        var policy = new SquashedGaussianPolicy(6, space, [], Activation.Tanh, new SeedSequence(1), type);
        policy.Parameters.Restore(cat([eye(6, dtype: type).flatten(), zeros(6, dtype: type)]));
        return policy;
    }

    private static SquashedGaussianHead Head(double[] mean, double[] logStd) => new(new Vector(mean), new Vector(logStd));

    private static Tensor Row(double[] numbers) => tensor(numbers, [1, numbers.Length], ScalarType.Float64);

    private static double Square(double x) => x * x;

    private static void Close(double[] expected, ReadOnlySpan<double> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], found[k], tolerance);
    }
}
