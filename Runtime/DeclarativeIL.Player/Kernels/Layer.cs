namespace DeclarativeIL.Player.Kernels;

/// <summary>A layer of one member.</summary>
/// <remarks>
/// Weights lie as the kernel's sums want them: W' [inputs, columns], or W [outputs, inputs] of a narrow layer. The inputs of that, and so
/// the columns of the layer before it, are padded with zeros to the kernel's lanes: padding takes part in the library's sums, too.
/// </remarks>
internal sealed class Layer
{
    /// <param name="inputs">Numbers taken, with padding.</param>
    /// <param name="outputs">Numbers given, without padding.</param>
    /// <param name="columns">Numbers given, with padding.</param>
    /// <param name="isNarrow">Whether its sums go along the inputs, lane by lane.</param>
    /// <param name="weights">[inputs, columns], or [outputs, inputs].</param>
    /// <param name="bias">[columns], or [outputs].</param>
    public Layer(int inputs, int outputs, int columns, bool isNarrow, double[] weights, double[] bias) =>
        (Inputs, Outputs, Columns, IsNarrow, Weights, Bias) = (inputs, outputs, columns, isNarrow, weights, bias);

    public int Inputs { get; }

    public int Outputs { get; }

    public int Columns { get; }

    public bool IsNarrow { get; }

    public double[] Weights { get; }

    public double[] Bias { get; }
}
