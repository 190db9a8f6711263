using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Arithmetic;

/// <summary>Between spans on the host and tensors where a network is.</summary>
internal static class DeviceTransfer
{
    /// <summary>Numbers for a step, sent without waiting for what the device has still to do.</summary>
    /// <remarks>
    /// They are copied before this returns. A copy that may not overlap waits for all that was asked of the device before.
    /// </remarks>
    /// <param name="values">Numbers, row after row.</param>
    /// <param name="shape">Sizes; their product is the number of values.</param>
    /// <param name="device">Where to.</param>
    public static Tensor Send<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, TorchSharp.torch.Device device)
        where T : unmanaged
    {
        var here = empty(
            shape,
            typeof(T) == typeof(double) ? ScalarType.Float64
                : typeof(T) == typeof(float) ? ScalarType.Float32
                : typeof(T) == typeof(byte) ? ScalarType.Byte
                : ScalarType.Int64
        );
        MemoryMarshal.AsBytes(values).CopyTo(here.bytes);
        return device.type == DeviceType.CPU ? here : here.to(device, disposeAfter: true, non_blocking: true);
    }

    /// <summary>
    /// The same as numbers of another type, converted on the host but for the short ones: not every device knows float64.
    /// </summary>
    public static Tensor Send(ReadOnlySpan<double> values, ReadOnlySpan<long> shape, ScalarType type, TorchSharp.torch.Device device)
    {
        if (type == ScalarType.Float64)
            return Send(values, shape, device);
        var narrow = new float[values.Length];
        for (var i = 0; i < narrow.Length; i++)
            narrow[i] = (float)values[i];
        var sent = Send<float>(narrow, shape, device);
        return type == ScalarType.Float32 ? sent : sent.to(type, disposeAfter: true);
    }

    /// <summary>All numbers, row after row.</summary>
    public static double[] Download(Tensor tensor)
    {
        using var host = tensor.cpu(); // first: not every device knows float64
        using var wide = host.to(ScalarType.Float64);
        using var rows = wide.contiguous();
        return MemoryMarshal.Cast<byte, double>(rows.bytes).ToArray();
    }
}
