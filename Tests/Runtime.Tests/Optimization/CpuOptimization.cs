using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;
using Optimizer = DeclarativeIL.Backends.Torch.Optimizer;
using OptimizerOptions = DeclarativeIL.Optimization.OptimizerOptions;

namespace DeclarativeIL.Runtime.Tests.Optimization;

/// <summary>
/// A perceptron without tensors whose parameters and gradients are given ones: [40] are a layer of 5 by 6 with its bias, and 4
/// extra parameters.
/// </summary>
internal sealed class CpuOptimization
{
    private readonly CpuPerceptron<float> _perceptron;
    private readonly CpuOptimizer<float> _optimizer;

    public CpuOptimization(OptimizerOptions options, FlatParameters parameters, CpuKernel<float> kernel)
    {
        _perceptron = new(new(5, [], 6, Activation.Linear), 1, 4, kernel: kernel);
        _perceptron.Load([.. parameters.Values.data<float>()]);
        _optimizer = options.Create(_perceptron);
    }

    public void Step(Tensor gradients, double learningRate)
    {
        _perceptron.Layout.Load<float>([.. gradients.data<float>()], _perceptron.Gradients);
        _perceptron.Update(_optimizer, learningRate);
    }

    public void Equal(Optimizer expected)
    {
        var found = new float[_perceptron.Count];
        _perceptron.Store(found);
        Equal(expected.Parameters.Values, found);
        Assert.Equal(expected.Steps, _optimizer.Steps);
        Assert.Equal(expected.State.Select(static state => state.Name), _optimizer.State);
        foreach (var (name, value) in expected.State)
        {
            _optimizer.Store(name, found);
            Equal(value, found);
            _optimizer.Load(name, new float[found.Length]);
            _optimizer.Load(name, found);
            var again = new float[found.Length];
            _optimizer.Store(name, again);
            Assert.Equal(found, again);
        }
    }

    private void Equal(Tensor expected, float[] found)
    {
        foreach (var (one, other) in expected.data<float>().Zip(found))
            Assert.True(
                Math.Abs(one - other) <= 1e-6f * Math.Max(1, Math.Abs(one)),
                $"{_perceptron.Kernel.Name}: expected {one:R}, found {other:R}"
            );
    }
}
