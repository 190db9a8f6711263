using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Native;

/// <summary>Whether a program may compute by tensors: the feature switch <c>DeclarativeIL.Tensors</c>.</summary>
/// <remarks>
/// A program whose networks are built-in perceptrons on the CPU needs no tensors. Where the property <c>DeclarativeILTensors</c> of its
/// project is <c>false</c>, the trimmer knows that, and the trimmed program has neither TorchSharp nor libtorch beside it.
/// </remarks>
public static class Tensors
{
    private const string Switch = "DeclarativeIL.Tensors";

    /// <summary>True unless the project says otherwise.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsSupported { get; } = !AppContext.TryGetSwitch(Switch, out var isOn) || isOn;

    /// <summary>What is thrown where tensors are needed and the program is without them.</summary>
    public static NotSupportedException Missing() =>
        new(
            "Tensors are needed here, and this program is without them, as its project says (DeclarativeILTensors is false): "
                + "built-in perceptrons on the CPU do without, modules, other devices and Computation.Tensors do not."
        );
}
