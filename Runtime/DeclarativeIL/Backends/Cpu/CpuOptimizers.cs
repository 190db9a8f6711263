using System.Numerics;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Makes optimisers without tensors of their options.</summary>
internal static class CpuOptimizers
{
    /// <summary>An optimiser of a perceptron's parameters, with its state at zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    public static CpuOptimizer<T> Create<T>(this OptimizerOptions options, CpuPerceptron<T> perceptron)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(perceptron);
        options.Check();
        return options switch
        {
            AdamOptions adam => new CpuAdam<T>(adam, perceptron),
            SgdOptions sgd => new CpuSgd<T>(sgd, perceptron),
            _ => throw new NotSupportedException($"Found {options.GetType().Name}; expected options of Adam or SGD."),
        };
    }
}
