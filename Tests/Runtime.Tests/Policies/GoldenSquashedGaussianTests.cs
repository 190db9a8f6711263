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
    private const double Nearest = 1 - 1e-6; // of acts to a bound, in policies

    public static TheoryData<int> Rows => AllRows;

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

    private static bool IsInside(int row) => Exact.Action[row].All(static a => Math.Abs(a) <= Nearest);

    /// <summary>What an act's last digit is worth.</summary>
    private static double Lost(double[] ofAct) => ofAct.Sum(Math.Abs) * Math.Pow(2, -52);

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

    private static void Close(double[] expected, ReadOnlySpan<double> found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var k = 0; k < expected.Length; k++)
            Assert.Equal(expected[k], found[k], tolerance);
    }
}
