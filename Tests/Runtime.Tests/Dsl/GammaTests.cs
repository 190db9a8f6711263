using System.Globalization;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>The gamma functions against values of 40 digits, and draws that are made by gamma draws.</summary>
public sealed class GammaTests
{
    [Theory]
    [InlineData(1e-300, 690.77552789821371, -9.9999999999999997e+299, double.PositiveInfinity)]
    [InlineData(1e-10, 23.025850929882735, -10000000000.577215, 9.9999999999999993e+19)]
    [InlineData(0.001, 6.9071788853838537, -1000.5755719318103, 1000001.6425331958)]
    [InlineData(0.1, 2.2527126517342059, -10.423754940411076, 101.43329915079275)]
    [InlineData(0.3, 1.0957979948180756, -3.5025242222001331, 12.245364546107731)]
    [InlineData(0.5, 0.57236494292470009, -1.9635100260214235, 4.9348022005446793)]
    [InlineData(0.7, 0.26086724653166657, -1.2200235536979347, 2.8340491566946109)]
    [InlineData(0.9, 0.066376239734742954, -0.75492694994705135, 1.9225399594772034)]
    [InlineData(0.999999, 5.7721648738556524e-7, -0.57721730983680181, 1.6449364709652798)]
    [InlineData(1.000001, -5.7721484238741467e-7, -0.5772140199686682, 1.6449316627376673)]
    [InlineData(1.2, -0.085374090003315837, -0.28903989659218835, 1.2673772054237792)]
    [InlineData(1.4616, -0.12148629003589733, -3.110625123034165e-5, 0.96770071146508355)]
    [InlineData(1.46163214, -0.1214862905358496, -4.8077462768328061e-9, 0.96767224984723683)]
    [InlineData(1.5, -0.12078223763524522, 0.036489973978576521, 0.93480220054467931)]
    [InlineData(1.7, -0.095807697407065874, 0.20854787487349392, 0.79323283016399841)]
    [InlineData(1.9999999, -4.2278430309861298e-8, 0.4227842706050584, 0.64493410725960956)]
    [InlineData(2.0000001, 4.2278436665324979e-8, 0.4227843995918717, 0.64493402643684834)]
    [InlineData(2.3, 0.15418945495963047, 0.60003988036396948, 0.54253745866525846)]
    [InlineData(2.5, 0.28468287047291916, 0.70315664064524319, 0.49035775610023486)]
    [InlineData(2.7, 0.43482055365510467, 0.79678316899114109, 0.44721206891832361)]
    [InlineData(3, 0.69314718055994531, 0.92278433509846714, 0.39493406684822644)]
    [InlineData(4.5, 2.4537365708424422, 1.3888709263595289, 0.24872510303901038)]
    [InlineData(7.25, 7.0521854507385394, 1.910453526883736, 0.14787923315893217)]
    [InlineData(9.999, 12.799575780077414, 2.2516474172057353, 0.10517738667672886)]
    [InlineData(10.0, 12.80182748008147, 2.2517525890667211, 0.10516633568168575)]
    [InlineData(10.5, 13.940625219403764, 2.3030010342976864, 0.099916956059126733)]
    [InlineData(25, 54.784729398112319, 3.198742512851974, 0.040810663257225579)]
    [InlineData(100, 359.1342053695754, 4.6001618527380874, 0.010050166663333571)]
    [InlineData(10000.0, 82099.717496442377, 9.2102903711428494, 0.00010000500016666667)]
    [InlineData(10000000000.0, 220258509288.81058, 23.025850929890457, 1.00000000005e-10)]
    [InlineData(1e300, 6.8977552789821374e+302, 690.77552789821371, 9.9999999999999995e-301)]
    [InlineData(-0.5, 1.2655121234846454, 0.036489973978576521, 8.9348022005446793)]
    [InlineData(-1.5, 0.86004701537648101, 0.70315664064524319, 9.3792466449891238)]
    [InlineData(-2.3, 0.36956666345500804, 3.3173231575618227, 14.725912160961291)]
    [InlineData(-10.7, -15.416789096416636, 0.13374481244706443, 14.99018713906938)]
    public void Published_functions_hold_their_digits(double x, double logGamma, double digamma, double trigamma)
    {
        Near(logGamma, Functions.LogGamma(x));
        Near(digamma, Functions.Digamma(x));
        Near(trigamma, Functions.Trigamma(x));

        static void Near(double expected, double found) =>
            Assert.True(
                expected == found || Math.Abs(found / expected - 1) <= 1e-14,
                string.Create(CultureInfo.InvariantCulture, $"Found {found:R}; expected {expected:R}.")
            );
    }

    [Fact]
    public void Poles_and_infinities_are_what_they_are()
    {
        Assert.Equal(double.PositiveInfinity, Functions.LogGamma(0));
        Assert.Equal(double.PositiveInfinity, Functions.LogGamma(-3));
        Assert.Equal(double.PositiveInfinity, Functions.LogGamma(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Functions.Digamma(0));
        Assert.Equal(double.NaN, Functions.Digamma(-3));
        Assert.Equal(double.PositiveInfinity, Functions.Digamma(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, Functions.Trigamma(0));
        Assert.Equal(double.PositiveInfinity, Functions.Trigamma(-3));
        Assert.Equal(0, Functions.Trigamma(double.PositiveInfinity));
        Assert.True(double.IsNaN(Functions.LogGamma(double.NaN) + Functions.Digamma(double.NaN)));
        Assert.True(double.IsNaN(Functions.Trigamma(double.NaN)));
    }

    [Fact]
    public void The_batched_trigamma_knows_negative_numbers_and_has_a_derivative()
    {
        using var scope = NewDisposeScope();
        double[] numbers = [-10.7, -2.3, -0.5, 0.25, 1, 3.5, 40];
        var x = tensor(numbers, requires_grad: true);
        var found = Functions.Trigamma(x);
        var slopes = autograd.grad([found.sum()], [x])[0].data<double>().ToArray();

        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(Functions.Trigamma(numbers[i]), found[i].item<double>(), 1e-12);
            var quotient = (Functions.Trigamma(numbers[i] + 1e-5) - Functions.Trigamma(numbers[i] - 1e-5)) / 2e-5;
            Assert.Equal(quotient, slopes[i], 1e-5 * Math.Max(1, Math.Abs(quotient)));
        }
    }

    /// <summary>Mean a / (a + b), variance a b / ((a + b)^2 (a + b + 1)); for a = b = 1 the quantiles are uniform.</summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0.05, 0.1)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 1)]
    [InlineData(0.7, 3)]
    [InlineData(2, 5)]
    [InlineData(80, 20)]
    public void Beta_draws_have_the_mean_and_the_variance(double alpha, double beta)
    {
        const int Rows = 20_000;
        var draws = Enumerable
            .Range(0, Rows)
            .SelectMany(row => Functions.Betas(Vector.Of(alpha, alpha), Vector.Of(beta, beta), new Draw(4, (ulong)row)).Span.ToArray())
            .ToList();

        var (mean, sum) = (alpha / (alpha + beta), alpha + beta);
        var variance = mean * (1 - mean) / (sum + 1);
        Assert.All(draws, static draw => Assert.InRange(draw, 0, 1));
        Assert.Equal(mean, draws.Average(), 5 * Math.Sqrt(variance / draws.Count));
        Assert.Equal(variance, draws.Average(draw => (draw - mean) * (draw - mean)), 0.03 * variance);
        if (sum == 2)
            for (var quantile = 0.1; quantile < 1; quantile += 0.1)
                Assert.Equal(quantile, draws.Count(draw => draw < quantile) / (double)draws.Count, 0.013);
        var pairs = draws.Chunk(2).Average(pair => (pair[0] - mean) * (pair[1] - mean)); // components are independent
        Assert.Equal(0, pairs, 5 * variance / Math.Sqrt(Rows));
    }

    [Fact]
    public void Beta_draws_of_extreme_shapes_are_numbers()
    {
        double[] shapes = [1e-300, 1e-9, 1e-3, 1, 1e3, 1e9, 1e300];
        foreach (var alpha in shapes)
        foreach (var beta in shapes)
            Assert.InRange(Functions.Betas(Vector.Of(alpha), Vector.Of(beta), new Draw(1, 2))[0], 0, 1);
        Assert.Equal(double.NaN, Functions.Betas(Vector.Of(-1), Vector.Of(1), new Draw(1, 2))[0]);
    }

    [Fact]
    public void Batched_draws_of_several_leading_dimensions_are_those_of_their_rows()
    {
        using var scope = NewDisposeScope();
        var logits = randn([2, 3, 4], dtype: ScalarType.Float64);
        var draws = new DrawBatch(new RandomStream(8), 5);

        var betas = Functions.Betas(logits.exp(), logits.neg().exp(), draws);
        var bernoullis = Functions.Bernoullis(logits, draws);

        for (var row = 0; row < 6; row++)
        {
            var one = Vector.Of(logits[row / 3, row % 3].data<double>().ToArray());
            var draw = new Draw(8, (ulong)(5 + row));
            var beta = Functions.Betas(Functions.Exp(one), Functions.Exp(-one), draw).Span.ToArray();
            foreach (var (expected, found) in beta.Zip(betas[row / 3, row % 3].data<double>().ToArray()))
                Assert.Equal(expected, found, 1e-12);
            Assert.Equal(Functions.Bernoullis(one, draw).Span.ToArray(), bernoullis[row / 3, row % 3].data<double>().ToArray());
        }
    }
}
