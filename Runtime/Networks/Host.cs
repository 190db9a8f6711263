using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Between spans on the host and tensors where a network is.</summary>
internal static class Host
{
    /// <summary>[rows, s] of the parameters' number type and device.</summary>
    public static Tensor Upload<T>(ReadOnlySpan<T> values, long rows, FlatParameters parameters)
        where T : unmanaged
    {
        var type = typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;
        var tensor = empty([rows, rows == 0 ? 0 : values.Length / rows], type);
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        return tensor.to(parameters.Type, parameters.Device);
    }

    /// <summary>All numbers, row after row.</summary>
    public static double[] Download(Tensor tensor)
    {
        using var host = tensor.cpu();                                   // first: not every device knows float64
        using var wide = host.to(ScalarType.Float64);
        using var rows = wide.contiguous();
        return MemoryMarshal.Cast<byte, double>(rows.bytes).ToArray();
    }
}
