using static TorchSharp.torch;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>How a policy is made.</summary>
/// <param name="Hidden">Width of each hidden layer.</param>
/// <param name="Activation">What they apply.</param>
/// <param name="Type">Float32 or float64.</param>
/// <param name="IsStandardized">Whether observations, and acts where they can be, are standardised.</param>
public sealed record Build(int[] Hidden, Activation Activation, ScalarType Type, bool IsStandardized)
{
    /// <summary>All that are tried.</summary>
    public static IEnumerable<Build> All =>
        from hidden in new int[][] { [], [7], [32, 16] }
        from activation in Enum.GetValues<Activation>()
        from type in new[] { ScalarType.Float32, ScalarType.Float64 }
        from standardized in new[] { false, true }
        where hidden.Length > 0 || activation == Activation.Linear
        select new Build(hidden, activation, type, standardized);

    /// <summary>Whether what a network answers stays small whatever the state.</summary>
    public bool IsBounded => Activation is Activation.Tanh or Activation.Sigmoid && Hidden.Length > 0;

    public override string ToString() => $"[{string.Join(',', Hidden)}] {Activation} {Type}{(IsStandardized ? " standardized" : "")}";
}
