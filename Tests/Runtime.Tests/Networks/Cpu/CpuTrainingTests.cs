using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>Whole steps.</summary>
[Trait("Speed", "Slow")]
public sealed class CpuTrainingTests
{
    private static readonly PerceptronShape Small = new(4, [32, 32], 2, Activation.Tanh),
        Large = new(17, [256, 250], 6, Activation.Sigmoid);

    public static TheoryData<OptimizerOptions> Optimizers =>
        [
            new AdamOptions(),
            new AdamOptions(WeightDecay: 0.1) { MaxGradientNorm = 1 },
            new SgdOptions(0.9),
            new SgdOptions { MaxGradientNorm = 1 },
        ];

    /// <summary>A count of bytes, not a timing.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_allocates_nothing(OptimizerOptions options)
    {
        foreach (var members in new[] { 1, 10 })
        {
            var test = new CpuCase(Small, 32, members: members, extra: 2);
            var optimizer = options.Create(test.Perceptron);
            var into = new float[test.Input.Length];
            for (var i = 0; i < 100; i++)
                Step(test, optimizer, into);
            Assert.Equal(
                0,
                Allocations.Of(() =>
                {
                    for (var i = 0; i < 100; i++)
                        Step(test, optimizer, into);
                })
            );
        }

        static void Step(CpuCase test, CpuOptimizer<float> optimizer, float[] into)
        {
            test.Input.CopyTo(test.Perceptron.Input(32));
            test.Perceptron.Forward(32);
            test.Gradient.CopyTo(test.Perceptron.OutputGradient(32));
            test.Perceptron.ZeroGradients();
            test.Perceptron.Backward(32);
            test.Perceptron.InputGradient(32, into);
            test.Perceptron.ExtraGradient[0] += 1;
            test.Perceptron.AddSquaresGradient(1e-3);
            test.Perceptron.Update(optimizer, 1e-3);
            test.Perceptron.Act(test.Input, 32);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(5, 3)]
    public void After_an_update_everything_is_computed_with_the_new_parameters(int members, int threads)
    {
        var test = new CpuCase(Large, 40, members: members, extra: 3, threads: threads);
        var optimizer = new AdamOptions().Create(test.Perceptron);
        test.Found();
        for (var i = 0; i < 3; i++)
        {
            test.Perceptron.ExtraGradient.Fill(1);
            test.Perceptron.Update(optimizer, 0.01);
            test.Perceptron.ZeroGradients();
            test.Found();
        }
        test.Perceptron.ZeroGradients();
        var found = test.Found();
        var fresh = new CpuCase(Large, 40, members: members, extra: 3, threads: threads);
        var parameters = new float[test.Perceptron.Count];
        test.Perceptron.Store(parameters);
        fresh.Perceptron.Load(parameters);
        var expected = fresh.Found();

        Assert.All(parameters.Zip(test.Parameters), static pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(expected.Outputs, found.Outputs);
        Assert.Equal(expected.Gradients, found.Gradients);
        Assert.Equal(expected.InputGradients, found.InputGradients);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e6)]
    public void Several_backward_passes_add_up_before_an_update(double maximum)
    {
        float[][] found =
        [
            .. new[] { false, true }.Select(looks =>
            {
                var test = new CpuCase(Large, 40, extra: 3, threads: 3);
                var optimizer = new SgdOptions { MaxGradientNorm = maximum }.Create(test.Perceptron);
                test.Perceptron.ExtraGradient.Fill(1);
                for (var i = 0; i < 2; i++)
                {
                    test.Perceptron.Forward(40);
                    test.Perceptron.Backward(40);
                    if (looks) // adds up at once what otherwise the update adds up
                        Assert.Equal(1, test.Perceptron.Gradients[test.Perceptron.Layout.Extra]);
                }
                test.Perceptron.Update(optimizer, 0.5);
                var parameters = new float[test.Perceptron.Count];
                test.Perceptron.Store(parameters);
                CpuCase.Close(
                    [
                        .. test.Parameters.Zip(test.Expected().Gradients, static (p, g) => p - g).SkipLast(3),
                        .. test.Parameters[^3..].Select(static p => p - 0.5),
                    ],
                    parameters,
                    "parameter",
                    1e-5
                );
                return parameters;
            }),
        ];
        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public void Threads_that_train_at_the_same_time_do_not_disturb_each_other()
    {
        var expected = Train();
        var found = new float[4][];
        Parallel.For(0, found.Length, i => found[i] = Train());

        Assert.All(found, parameters => Assert.Equal(expected, parameters));

        static float[] Train()
        {
            var test = new CpuCase(Large, 64, threads: 2);
            var optimizer = new AdamOptions().Create(test.Perceptron);
            for (var i = 0; i < 10; i++)
            {
                test.Perceptron.ZeroGradients();
                test.Found();
                test.Perceptron.Update(optimizer, 0.01);
            }
            var parameters = new float[test.Perceptron.Count];
            test.Perceptron.Store(parameters);
            return parameters;
        }
    }

    [Fact]
    public void Moments_never_become_denormal()
    {
        const float smallest = 1.17549435e-38f;
        foreach (var kernel in CpuKernels.Supported)
        {
            var test = new CpuCase(Small, 5, kernel);
            var optimizer = new AdamOptions().Create(test.Perceptron);
            test.Found();
            var moments = new float[test.Perceptron.Count];
            for (var i = 0; i < 3000; i++)
            {
                test.Perceptron.Update(optimizer, 0.01);
                test.Perceptron.ZeroGradients();
                foreach (var name in i % 50 == 0 ? optimizer.State : [])
                {
                    optimizer.Store(name, moments);
                    Assert.DoesNotContain(moments, static moment => moment != 0 && Math.Abs(moment) < smallest);
                }
            }
            optimizer.Store("mean", moments);
            Assert.All(moments, static moment => Assert.Equal(0, moment));
        }
    }

    [Fact]
    public void An_optimiser_of_another_perceptron_is_refused()
    {
        var (one, other) = (new CpuCase(Small, 1).Perceptron, new CpuCase(Small, 1).Perceptron);
        var optimizer = new AdamOptions().Create(one);

        Assert.Equal("optimizer", Assert.Throws<ArgumentException>(() => other.Update(optimizer, 0.1)).ParamName);
        Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => one.Update(optimizer, 0)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => optimizer.Load("speed", new float[one.Count])).ParamName);
    }
}
