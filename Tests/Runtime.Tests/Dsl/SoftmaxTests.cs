using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>Softmax and what belongs to it, of short vectors and of long ones, which are computed in lanes; masks and choices.</summary>
public sealed class SoftmaxTests
{
    private const double None = double.NegativeInfinity;

    /// <summary>From one component to several parts, and where one way goes over to the other.</summary>
    public static TheoryData<int> Widths => [1, 2, 3, 7, 18, 19, 20, 21, 23, 24, 63, 127, 128, 129, 148, 300];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Any_width_gives_what_the_definition_says(int width)
    {
        var random = new RandomStream((ulong)width);
        var v = Vector.Of([.. Enumerable.Range(0, width).Select(i => i % 5 == 4 ? None : 8 * random.NextGaussian())]);
        var powers = v.Span.ToArray().Select(Math.Exp).ToList();
        var p = powers.Select(power => power / powers.Sum()).ToList();

        Near(Math.Log(powers.Sum()), Functions.LogSumExp(v), 1e-14, 20);
        Near(-p.Sum(static x => x == 0 ? 0 : x * Math.Log(x)), Functions.SoftmaxEntropy(v), 1e-14, 1); // p near 1 has lost digits of log p
        var (softmax, logs, exps) = (Functions.Softmax(v), Functions.LogSoftmax(v), new double[width]);
        Functions.Exp(v.Span, exps);
        for (var i = 0; i < width; i++)
        {
            Near(p[i], softmax[i]);
            Near(p[i] == 0 ? None : v[i] - Math.Log(powers.Sum()), logs[i], 1e-14, 20); // a difference: what is expected has lost digits
            Near(powers[i], exps[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Into_memory_is_the_same_bits_and_allocates_nothing(int width)
    {
        var random = new RandomStream((ulong)width);
        double[] numbers = [.. Enumerable.Range(0, width).Select(_ => 3 * random.NextGaussian())];
        var (v, draw, result) = (new Vector(numbers.AsMemory()), new Draw(3, 4), new double[width]);
        var shapes = Functions.Square(v);
        void Same(ReadOnlySpan<double> expected, Action into)
        {
            into();
            Assert.Equal(expected.ToArray(), result[..expected.Length]);
            Assert.Equal(0, Allocations.Of(into));
        }

        Same(Functions.Softmax(v).Span, () => Functions.Softmax(numbers, result));
        Same(Functions.LogSoftmax(v).Span, () => Functions.LogSoftmax(numbers, result));
        Same(Functions.OneHotLike(v, width / 2, 2.5).Span, () => Functions.OneHotLike(numbers, width / 2, 2.5, result));
        Same(Functions.Categorical(v, draw).Span, () => Functions.Categorical(numbers, draw, result));
        Same(Functions.Argmax(v).Span, () => Functions.Argmax(numbers, result));
        Same(Functions.Bernoullis(v, draw).Span, () => Functions.Bernoullis(numbers, draw, result));
        Same(Functions.Betas(shapes, shapes, draw).Span, () => Functions.Betas(shapes.Span, shapes.Span, draw, result));
        Same([Functions.LogSumExp(v)], () => result[0] = Functions.LogSumExp(v));
        Same([Functions.SoftmaxEntropy(v)], () => result[0] = Functions.SoftmaxEntropy(v));
    }

    [Fact]
    public void Large_logits_and_none_at_all_keep_their_meaning()
    {
        Assert.Equal(Math.Log(2), Functions.SoftmaxEntropy(Vector.Of(1e8, None, 1e8)), 1e-15);
        Assert.Equal(0, Functions.SoftmaxEntropy(Vector.Of(None, -1e300)));
        Assert.Equal(0, Functions.SoftmaxEntropy(Vector.Of(3)));
        Assert.Equal(41 * Math.Exp(-40), Functions.SoftmaxEntropy(Vector.Of(40, 0)), 1e-16 * Math.Exp(-20));
        Assert.Equal(Vector.Of(0, None), Functions.LogSoftmax(Vector.Of(5, None)));
        Assert.Equal(Vector.Of(1, 0, 0), Functions.Softmax(Vector.Of(5, None, -1000)));
    }

    [Fact]
    public void Entropy_has_a_finite_slope_where_probabilities_are_0()
    {
        var slope = Functions.SoftmaxEntropyGradient(Vector.Of(1, None, -2000, 1), 3);

        Assert.Equal(Vector.Of(0, 0, 0, 0), Vector.Of([.. slope.Span.ToArray().Select(static part => Math.Round(part, 14))]));
    }

    [Fact]
    public void What_is_masked_is_never_chosen_and_learns_nothing()
    {
        var (logits, allowed) = (Vector.Of(3, 9, -1, double.NaN), Vector.Of(1, 0, 2, 0));
        var masked = Functions.Masked(logits, allowed);

        Assert.Equal(Vector.Of(3, None, -1, None), masked);
        Assert.Equal(0, Functions.Argmax(masked).Index);
        Assert.Equal(
            Vector.Of(1, 0, 1, 0),
            Functions.MaskedGradient(logits, allowed, Vector.Of(1, double.NaN, 1, double.PositiveInfinity))
        );
        for (ulong row = 0; row < 200; row++)
            Assert.Contains(Functions.Categorical(masked, new Draw(6, row)).Index, (int[])[0, 2]);
        Assert.Throws<ArgumentException>(() => Functions.Masked(logits, Vector.Of(1)));
    }

    [Fact]
    public void The_first_of_equals_is_the_largest_and_what_is_no_number_before_all()
    {
        Assert.Equal(1, Functions.Argmax(Vector.Of(None, 2, 2)).Index);
        Assert.Equal(0, Functions.Argmax(Vector.Of(None, None)).Index);
        Assert.Equal(2, Functions.Argmax(Vector.Of(1, 5, double.NaN, 7, double.NaN)).Index);
        Assert.Throws<ArgumentException>(() => Functions.Argmax(Vector.Of()));
    }

    [Fact]
    public void Ones_are_as_frequent_as_their_logits_say()
    {
        var logits = Vector.Of(None, -2, 0, 1.5, double.PositiveInfinity);
        var counts = new int[5];
        for (ulong row = 0; row < 20_000; row++)
        for (var i = 0; i < 5; i++)
            counts[i] += (int)Functions.Bernoullis(logits, new Draw(2, row))[i];

        Assert.Equal((0, 20_000), (counts[0], counts[4]));
        for (var i = 1; i < 4; i++)
            Assert.Equal(Functions.Sigmoid(logits[i]), counts[i] / 20_000.0, 0.015);
    }

    [Fact]
    public void Points_and_displacements_go_there_and_back()
    {
        var act = Act.Continuous(1, -2);
        Assert.Equal(act, Act.At(act));
        Assert.Equal(Vector.Of(0, 5), 1 - (Vector)Act.At(Vector.Of(1, -4)));
        Assert.Equal(Vector.Of(3, 4), Vector.Of(1, 2) + 2);
        Assert.Equal(Vector.Of(3, 4), 2 + Vector.Of(1, 2));
    }

    private static void Near(double expected, double found, double tolerance = 1e-14, double size = 0) =>
        Assert.True(
            expected.Equals(found) || Math.Abs(expected - found) <= tolerance * Math.Max(Math.Abs(expected), size),
            $"Found {found:R}; expected {expected:R}."
        );
}
