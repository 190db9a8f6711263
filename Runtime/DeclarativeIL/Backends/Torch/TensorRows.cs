using System.ComponentModel;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>Numbers of tensors, and tensors of given values.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorRows
{
    /// <summary>A tensor's numbers on the host, row after row.</summary>
    public static double[] Read(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(tensor.detach().cpu().to(ScalarType.Float64).contiguous().bytes).ToArray();
    }

    /// <summary>A matrix as a tensor [rows, columns].</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="type">The element type.</param>
    /// <param name="device">Where; none means the CPU.</param>
    public static Tensor Upload(Matrix matrix, ScalarType type, TorchSharp.torch.Device? device = null) =>
        tensor(matrix.Span.ToArray(), [matrix.Rows, matrix.Columns], type, device ?? CPU);

    /// <summary>A vector as a tensor [size].</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="type">The element type.</param>
    /// <param name="device">Where; none means the CPU.</param>
    public static Tensor Upload(Vector vector, ScalarType type, TorchSharp.torch.Device? device = null) =>
        tensor(vector.Span.ToArray(), type, device ?? CPU);
}
