using DeclarativeIL.Arithmetic;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Dsl;

public sealed class FunctionsTests
{
    [Fact]
    public void Published_values_come_out()
    {
        Assert.Equal(-0.69314718055994530942, Functions.LogSigmoid(0), 15);
        Assert.Equal(-1e4, Functions.LogSigmoid(-1e4));
        Assert.Equal(-Math.Exp(-50), Functions.LogSigmoid(50), 1e-37);
        Assert.Equal(Math.Exp(-50), Functions.Softplus(-50), 1e-37);
        Assert.Equal(Math.Log(1e-20), Functions.Log1mExp(-1e-20), 12);
        Assert.Equal(-Math.Exp(-50), Functions.Log1mExp(-50), 1e-37);
        Assert.Equal(double.NegativeInfinity, Functions.Log1mExp(0));
        Assert.Equal(double.NaN, Functions.Log1mExp(1));
        Assert.Equal(1e4 + Math.Log(2), Functions.LogSumExp(Vector.Of(1e4, 1e4, -1e4)), 1e-11);
        Assert.Equal(double.NegativeInfinity, Functions.LogSumExp(Vector.Of(double.NegativeInfinity, double.NegativeInfinity)));
        Assert.Equal(Vector.Of(0, 0), Functions.NormGradient(Vector.Of(0, 0), 3));
    }

    [Fact]
    public void The_factor_of_a_semidefinite_matrix_multiplies_back()
    {
        Matrix[] covariances =
        [
            new(2, 2, [0, 0, 0, 0]),
            new(2, 2, [4, 2, 2, 1]),
            new(2, 2, [0, 0, 0, 9]),
            new(3, 3, [1e-8, 2e-8, 3e-8, 2e-8, 4e-8, 6e-8, 3e-8, 6e-8, 9e-8]),
        ];
        foreach (var covariance in covariances)
        {
            var factor = Functions.Cholesky(covariance);
            for (var i = 0; i < factor.Rows; i++)
            for (var j = 0; j < factor.Rows; j++)
            {
                Assert.Equal(covariance[i, j], Enumerable.Range(0, factor.Rows).Sum(k => factor[i, k] * factor[j, k]), 1e-14);
                Assert.True(j <= i || factor[i, j] == 0);
            }
        }
        Assert.Equal(new Matrix(2, 2, [2, 0, 1, 0]), Functions.Cholesky(new Matrix(2, 2, [4, 2, 2, 1])));
        Assert.Equal(double.NaN, Functions.Cholesky(new Matrix(1, 1, [double.NaN]))[0, 0]);
        Assert.Throws<ArgumentException>(() => Functions.Cholesky(new Matrix(1, 2, [1, 2])));
    }

    /// <summary>
    /// Of full rank, singular, nearly singular, and with numbers of very different size; singular only but for the rounding to float32.
    /// </summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1e-3, 1)]
    [InlineData(2, 1e-6, 1)]
    [InlineData(2, 1, 1e-5)]
    public void The_batched_factor_multiplies_back_in_float32(int rank, double apart, double first)
    {
        using var scope = NewDisposeScope();
        for (var seed = 0UL; seed < 200; seed++)
        {
            using var random = new Generator(seed);
            var root = randn([2, 5, 3, rank], dtype: ScalarType.Float32, generator: random);
            if (apart < 1)
                root = root.narrow(-1, 0, 1).Plus(root.Times(apart)); // columns that are nearly the same
            root.narrow(-2, 0, 1).mul_(Held.Of(first));
            var covariance = root.matmul(root.transpose(-1, -2));
            var largest = covariance.abs().amax([-2, -1], keepdim: true);

            var factor = Functions.Cholesky(covariance);

            Assert.Equal([2, 5, 3, 3], factor.shape);
            Assert.Equal(ScalarType.Float32, factor.dtype);
            Assert.InRange(((factor.matmul(factor.transpose(-1, -2)) - covariance) / largest).abs().max().item<float>(), 0, 1e-4f);
            Assert.Equal(0, factor.triu(1).abs().sum().item<float>());
            var one = Functions.Cholesky(
                new Matrix(3, 3, [.. covariance[1, 4].flatten().data<float>().ToArray().Select(static number => (double)number)])
            );
            Assert.Equal(one.Span.ToArray().Select(static number => (float)number), factor[1, 4].flatten().data<float>().ToArray());
        }
    }

    [Fact]
    public void The_batched_factor_of_nothing_is_nothing()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, Functions.Cholesky(zeros(3, 2, 2)).abs().sum().item<float>());
        Assert.True(Functions.Cholesky(full([2, 2], Held.Of(double.NaN))).isnan().any().item<bool>());
    }

    [Fact]
    public void Ensembles_have_one_more_leading_dimension()
    {
        using var scope = NewDisposeScope();
        var vectors = randn([3, 7, 4], dtype: ScalarType.Float64);
        var acts = randint(0, 4, [3, 7, 1]).to(ScalarType.Float64);

        Assert.Equal([3, 7], Vector.Component(vectors, acts).shape);
        Assert.Equal([3, 7], Functions.SquaredNorm(vectors).shape);
        Assert.Equal([3, 7, 4], Functions.OneHotLike(vectors, acts, ones(3, 7)).shape);
        Assert.Equal(vectors.gather(-1, acts.to(ScalarType.Int64)).squeeze(-1), Vector.Component(vectors, acts));
        Assert.Equal([3, 7, 1], Functions.Categorical(vectors, new DrawBatch(new RandomStream(1), 0)).shape);
        Assert.Equal([3, 7], Acts.Counted(randn(3, 7, 5, 2)).shape);
        Assert.Equal(vectors.select(-1, 2), Vector.Component(vectors, vectors.FilledLike(2)));
    }

    [Fact]
    public void Draws_follow_the_distribution_and_never_an_impossible_action()
    {
        var logits = Vector.Of(Math.Log(0.2), double.NegativeInfinity, Math.Log(0.5), Math.Log(0.3), double.NegativeInfinity);
        var counts = new int[5];
        for (var row = 0; row < 20_000; row++)
            counts[Functions.Categorical(logits, new Draw(9, (ulong)row)).Index]++;

        Assert.Equal(0, counts[1] + counts[4]);
        Assert.Equal(0.2, counts[0] / 20_000.0, 0.015);
        Assert.Equal(0.5, counts[2] / 20_000.0, 0.015);
    }

    [Fact]
    public void Padding_is_no_token()
    {
        using var scope = NewDisposeScope();
        var texts = tensor(new double[] { 1, 2, 3, 4, double.NaN, double.NaN }, [2, 3]);

        Assert.Equal([3, 1], Act.Tokens(texts).data<double>().ToArray());
    }
}
