using System.Runtime.InteropServices;
using DeclarativeIL.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Which networks can train on the host: built-in perceptrons in float32 on the CPU.</summary>
internal static class HostFaces
{
    /// <summary>A perceptron, or stacked ones, under a head; none where it needs tensors.</summary>
    public static HostNetwork? Of(Body body, FlatParameters parameters, HostHead? head, int extra, OptimizerOptions? optimizer, int threads)
    {
        if (head is null || !IsHere(parameters))
            return null;
        var (shape, members) = body switch
        {
            Perceptron single => (single.Shape, 1),
            StackedPerceptron stacked => (stacked.Shape, stacked.Members),
            _ => (null, 0),
        };
        if (shape is null)
            return null;
        var kernel = new HostPerceptron(shape, members, extra, threads);
        return new HostPerceptronNetwork(kernel, head, parameters, members, optimizer?.Create(kernel));
    }

    /// <summary>Whether parameters are float32 numbers on the CPU.</summary>
    public static bool IsHere(FlatParameters parameters)
        => parameters.Type == ScalarType.Float32 && parameters.Device.type == DeviceType.CPU;

    /// <summary>The memory of the parameters, which must be <see cref="IsHere"/>.</summary>
    public static Span<float> HostValues(this FlatParameters parameters) => MemoryMarshal.Cast<byte, float>(parameters.Values.bytes);
}
