using BenchmarkDotNet.Attributes;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Benchmarks.Kernels;

/// <summary>The passes and the update of the perceptron without tensors, for every width of registers that this processor has.</summary>
/// <remarks>One lane is the same loops number by number: what wide registers are compared with.</remarks>
public class PerceptronKernels
{
    private CpuPerceptron<float> _perceptron = null!;
    private CpuOptimizer<float> _optimizer = null!;
    private int _rows;

    /// <summary>The kernels, by name.</summary>
    public static IEnumerable<string> Kernels => CpuKernels.Supported.Reverse().Select(static kernel => kernel.Name);

    /// <summary>The sizes: those of the speed benchmark.</summary>
    [Params("A", "B")]
    public string Scenario { get; set; } = "";

    /// <summary>The kernel.</summary>
    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    /// <summary>Fills the perceptron, and takes a step with it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var scenario = Scenario == "A" ? Speed.Scenario.A(1, 1) : Speed.Scenario.B(1, 1);
        var shape = new PerceptronShape(scenario.Observation, scenario.Hidden, scenario.Outputs, scenario.Activation);
        _perceptron = new(shape, 1, 0, kernel: CpuKernels.Supported.First(kernel => kernel.Name == Kernel));
        _perceptron.Load(scenario.Parameters(0));
        (_optimizer, _rows) = (new AdamOptions().Create(_perceptron), scenario.Batch);
        scenario.States().AsSpan(0, _rows * scenario.Observation).CopyTo(_perceptron.Input(_rows));
        Forward();
        _perceptron.OutputGradient(_rows).Fill(0.01f);
        Backward();
        Update();
    }

    /// <summary>The forward pass.</summary>
    [Benchmark]
    public void Forward() => _perceptron.Forward(_rows);

    /// <summary>The backward pass: gradients of all parameters.</summary>
    [Benchmark]
    public void Backward()
    {
        _perceptron.ZeroGradients();
        _perceptron.Backward(_rows);
    }

    /// <summary>Adam, and the copies of the weights that the backward pass wants.</summary>
    [Benchmark]
    public void Update() => _perceptron.Update(_optimizer, 1e-6);
}
