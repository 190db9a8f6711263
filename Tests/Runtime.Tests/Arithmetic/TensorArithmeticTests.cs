using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Arithmetic;

public class TensorArithmeticTests
{
    private static readonly double[] Values = [-1.5, 0, 2, 3];

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, double>> Functions() =>
        new()
        {
            { "x + x", static x => x.Plus(x), static x => x + x },
            { "x + 0.5", static x => x.Plus(0.5), static x => x + 0.5 },
            { "x + 2", static x => x.Plus(2), static x => x + 2 },
            { "x - 0.5", static x => x.Minus(0.5), static x => x - 0.5 },
            { "0.3 x", static x => x.Times(0.3), static x => x * 0.3 },
            { "x / 3", static x => x.Over(3), static x => x / 3 },
            { "filled", static x => x.Filled(x.Above(0), -7.5), static x => x > 0 ? -7.5 : x },
            { "filled like", static x => x.FilledLike(0.1), static _ => 0.1 },
            { "full", static x => TensorArithmetic.Full(x.shape, 0.1, x.dtype, x.device), static _ => 0.1 },
        };

    public static TheoryData<string, Func<Tensor, Tensor>, Func<double, bool>> Comparisons() =>
        new()
        {
            { "<", static x => x.Below(2), static x => x < 2 },
            { "<=", static x => x.AtMost(2), static x => x <= 2 },
            { ">", static x => x.Above(2), static x => x > 2 },
            { ">=", static x => x.AtLeast(2), static x => x >= 2 },
            { "=", static x => x.Is(2), static x => x == 2 },
            { "is not", static x => x.IsNot(2.0), static x => x != 2 },
        };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Computes_what_the_operator_would(string name, Func<Tensor, Tensor> batched, Func<double, double> sample)
    {
        using var scope = NewDisposeScope();
        Assert.True(name.Length > 0);
        Assert.Equal(Values.Select(sample), batched(tensor(Values)).data<double>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Compares_component_by_component(string name, Func<Tensor, Tensor> batched, Func<double, bool> sample)
    {
        using var scope = NewDisposeScope();
        Assert.True(name.Length > 0);
        Assert.Equal(Values.Select(sample), batched(tensor(Values)).data<bool>().ToArray());
    }

    [Fact]
    public void Whole_numbers_leave_whole_numbers_whole()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new long[] { 1, 2 });
        Assert.Equal(ScalarType.Int64, x.Plus(1).dtype);
        Assert.Equal(ScalarType.Int64, x.Times(3).dtype);
        Assert.NotEqual(ScalarType.Int64, x.Times(0.5).dtype);
        Assert.Equal([long.MaxValue, long.MaxValue], x.FilledLike(long.MaxValue).data<long>().ToArray());
    }

    [Fact]
    public void What_float32_cannot_hold_is_infinite_in_it()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([float.PositiveInfinity], zeros(1).FilledLike(1e300).data<float>().ToArray());
        Assert.Equal([float.NegativeInfinity], zeros(1).FilledLike(-1e300).data<float>().ToArray());
        Assert.Equal([1e300], zeros(1, ScalarType.Float64).FilledLike(1e300).data<double>().ToArray());
        Assert.Equal([0.1f], zeros(1).FilledLike(0.1).data<float>().ToArray());
    }

    [Fact]
    public void Truths_are_compared_with_truths()
    {
        using var scope = NewDisposeScope();
        var truths = tensor(new[] { true, false });
        Assert.Equal([true, false], truths.Is(true).data<bool>().ToArray());
        Assert.Equal([true, false], truths.IsNot(false).data<bool>().ToArray());
    }

    [Theory]
    [InlineData(0.0, -1.5)]
    [InlineData(0.5, 1.0)]
    [InlineData(1.0, 3.0)]
    public void Quantiles_lie_between_neighbours(double level, double expected)
    {
        using var scope = NewDisposeScope();
        var quantile = tensor(Values).QuantileOf(level);
        Assert.Equal([1L], quantile.shape);
        Assert.Equal(expected, quantile.item<double>());
    }

    [Fact]
    public void No_tensor_is_refused() => Assert.Throws<ArgumentNullException>(static () => TensorArithmetic.Times(null!, 2));
}
