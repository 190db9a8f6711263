using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Optimizer = DeclarativeIL.Backends.Torch.Optimizer;
using OptimizerOptions = DeclarativeIL.Optimization.OptimizerOptions;

namespace DeclarativeIL.Runtime.Tests.Optimization;

public sealed class OptimizerTests
{
    private const double LearningRate = 0.01;

    [Fact]
    public void Adam_equals_TorchSharp() => Equals_reference(new AdamOptions(), static p => optim.Adam([p], LearningRate));

    [Fact]
    public void Adam_of_other_constants_equals_TorchSharp() =>
        Equals_reference(new AdamOptions(0.5, 0.9, 1e-3), static p => optim.Adam([p], LearningRate, 0.5, 0.9, 1e-3));

    [Fact]
    public void Decoupled_weight_decay_equals_TorchSharp() =>
        Equals_reference(new AdamOptions(WeightDecay: 0.3), static p => optim.AdamW([p], LearningRate, weight_decay: 0.3));

    [Fact]
    public void Sgd_equals_TorchSharp() => Equals_reference(new SgdOptions(), static p => optim.SGD([p], LearningRate));

    [Fact]
    public void Momentum_equals_TorchSharp() => Equals_reference(new SgdOptions(0.9), static p => optim.SGD([p], LearningRate, 0.9));

    [Fact]
    public void Weight_decay_of_gradient_descent_equals_TorchSharp() =>
        Equals_reference(new SgdOptions(0.9, 0.1), static p => optim.SGD([p], LearningRate, 0.9, weight_decay: 0.1));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1e6)]
    public void Clipping_equals_TorchSharp(double maximum) =>
        Equals_reference(new SgdOptions { MaxGradientNorm = maximum }, static p => optim.SGD([p], LearningRate), maximum);

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_is_not_above_zero_is_refused(double learningRate)
    {
        using var parameters = Parameters(3);
        using var optimizer = new AdamOptions().Create(parameters);

        Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Step(learningRate)).ParamName);
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void Constants_out_of_range_are_refused()
    {
        using var parameters = Parameters(3);
        foreach (
            var options in new OptimizerOptions[]
            {
                new AdamOptions(Beta1: 1),
                new AdamOptions(Beta2: double.NaN),
                new AdamOptions(Epsilon: -1),
                new AdamOptions(WeightDecay: -1),
                new SgdOptions(1),
                new SgdOptions(0, -1),
            }
        )
            Assert.Throws<ArgumentOutOfRangeException>(() => options.Create(parameters));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SgdOptions { MaxGradientNorm = 0 });
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(1e6, false)]
    public void Clipping_scales_the_norm_down_to_the_maximum_only(double maximum, bool clipped)
    {
        using var parameters = Parameters(100);
        using var optimizer = new SgdOptions().Create(parameters);
        using var gradient = Gradients.Random(new RandomStream(3), 100);
        parameters.Gradients.copy_(gradient);

        optimizer.ClipNorm(maximum);

        Assert.Equal(clipped ? (float)maximum : gradient.norm().item<double>(), parameters.Gradients.norm().item<float>(), 1e-5);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.ClipNorm(0));
    }

    [Fact]
    public void State_copied_out_and_in_goes_on_to_the_bit()
    {
        using var first = Parameters(50);
        using var second = Parameters(50);
        using var one = new AdamOptions().Create(first);
        using var two = new AdamOptions().Create(second);
        for (var i = 0; i < 70; i++)
            Step(one, i);
        second.CopyFrom(first);
        foreach (var ((_, from), (_, to)) in one.State.Zip(two.State))
            to.copy_(from);
        two.Steps = one.Steps;
        for (var i = 70; i < 140; i++)
        {
            Step(one, i);
            Step(two, i);
        }

        Assert.Equal(first.Values.data<float>().ToArray(), second.Values.data<float>().ToArray());

        static void Step(Optimizer optimizer, int i)
        {
            using var gradient = Gradients.Random(new RandomStream((ulong)i), 50);
            optimizer.Parameters.Gradients.copy_(gradient);
            optimizer.Step(LearningRate);
        }
    }

    [Fact]
    public void Moments_never_become_denormal()
    {
        const float smallest = 1.17549435e-38f;
        using var parameters = Parameters(64);
        using var optimizer = new AdamOptions().Create(parameters);
        using var gradient = Gradients.Random(new RandomStream(3), 64);
        parameters.Gradients.copy_(gradient);
        for (var i = 0; i < 10; i++)
            optimizer.Step(LearningRate);
        optimizer.ZeroGradients();
        for (var i = 0; i < 3000; i++)
        {
            optimizer.Step(LearningRate);
            if (i % 50 == 0)
                foreach (var (name, moments) in optimizer.State)
                    Assert.DoesNotContain(moments.data<float>(), moment => moment != 0 && Math.Abs(moment) < smallest);
        }
        Assert.All(optimizer.State[0].Value.data<float>(), static moment => Assert.Equal(0, moment));
    }

    /// <summary>The tensor form equals the library, and the form without tensors the tensor form, in every kernel.</summary>
    private static void Equals_reference(
        OptimizerOptions options,
        Func<Parameter, optim.Optimizer> reference,
        double maximum = double.PositiveInfinity
    )
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(40);
        parameters.Values.copy_(Gradients.Random(new RandomStream(1), 40));
        using var optimizer = options.Create(parameters);
        var hosts = CpuKernels.Supported.Select(kernel => new CpuOptimization(options, parameters, kernel)).ToArray();
        var parameter = nn.Parameter(parameters.Values.clone());
        using var other = reference(parameter);
        for (var i = 0; i < 20; i++)
        {
            parameters.Gradients.copy_(Gradients.Random(new RandomStream((ulong)i), 40));
            parameter.grad = parameters.Gradients.clone();
            if (double.IsFinite(maximum))
                nn.utils.clip_grad_norm_([parameter], maximum);
            foreach (var host in hosts)
                host.Step(parameters.Gradients, LearningRate);
            optimizer.Step(LearningRate);
            other.step();
        }
        foreach (var host in hosts)
            host.Equal(optimizer);
        foreach (var (expected, found) in parameter.data<float>().Zip(parameters.Values.data<float>()))
            Assert.Equal(expected, found, 1e-6f);
        parameters.Dispose();
    }

    private static FlatParameters Parameters(long count) => new([("w", [count])], ScalarType.Float32, CPU);
}
