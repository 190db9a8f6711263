using DeclarativeIL.Optimization;

namespace DeclarativeIL.Networks;

/// <summary>Which networks can train on the host: built-in perceptrons in float32 on the CPU.</summary>
internal static class HostFaces
{
    /// <summary>A perceptron, or stacked ones, under a head; none where it needs tensors.</summary>
    public static HostNetwork? Of(Body body, FlatParameters parameters, HostHead? head, int extra, OptimizerOptions? optimizer, int threads)
    {
        if (head is null || Kernel(body, parameters, extra, threads) is not { } kernel)
            return null;
        return new HostPerceptronNetwork(kernel, head, parameters, kernel.Members, optimizer?.Create(kernel));
    }

    /// <summary>The kernels for a body, without values yet; none where it needs tensors.</summary>
    public static HostPerceptron<float>? Kernel(Body body, FlatParameters parameters, int extra, int threads) => body switch
    {
        _ when !IsHere(parameters) => null,
        Perceptron single => new(single.Shape, 1, extra, threads),
        StackedPerceptron stacked => new(stacked.Shape, stacked.Members, extra, threads),
        _ => null,
    };

    /// <summary>Whether parameters are float32 numbers on the CPU.</summary>
    public static bool IsHere(FlatParameters parameters) => parameters.Floats is not null;

    /// <summary>The memory of the parameters, which must be <see cref="IsHere"/>.</summary>
    public static Span<float> HostValues(this FlatParameters parameters) => parameters.Floats;
}
