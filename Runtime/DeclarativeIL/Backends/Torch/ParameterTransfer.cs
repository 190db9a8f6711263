using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>Rows of numbers as tensors beside a network's parameters.</summary>
internal static class ParameterTransfer
{
    /// <summary>[rows, s] of the parameters' number type and device.</summary>
    public static Tensor Upload<T>(this FlatParameters parameters, ReadOnlySpan<T> values, long rows)
        where T : unmanaged
    {
        var type = typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;
        var tensor = empty([rows, rows == 0 ? 0 : values.Length / rows], type);
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        return tensor.to(parameters.Type, parameters.Device);
    }
}
