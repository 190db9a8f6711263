using System.ComponentModel;
using DeclarativeIL.Native;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Torch;

/// <summary>Makes optimisers of their options.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OptimizerFactory
{
    /// <summary>An optimiser of <paramref name="parameters"/>, with its state at zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    public static Optimizer Create(this OptimizerOptions options, FlatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        options.Check();
        NativeLibraries.EnsureLoaded(); // before constants of the optimisers are made
        return options switch
        {
            AdamOptions adam => new Adam(adam, parameters),
            SgdOptions sgd => new Sgd(sgd, parameters),
            _ => throw new NotSupportedException($"Found {options.GetType().Name}; expected options of Adam or SGD."),
        };
    }
}
