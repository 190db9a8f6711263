using System.Numerics;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Networks;

/// <summary>Creates the form without tensors of the networks that have one: built-in perceptrons on the CPU.</summary>
internal static class HostFaces
{
    /// <summary>A perceptron, or stacked ones, under a head for each pass; none where it needs tensors.</summary>
    public static HostNetwork? Of(
        Body body,
        FlatParameters parameters,
        Func<HostHead?> heads,
        int extra,
        OptimizerOptions? optimizer,
        int threads
    ) =>
        (HostNetwork?)Of<float>(body, parameters, heads, extra, optimizer, threads)
        ?? Of<double>(body, parameters, heads, extra, optimizer, threads);

    /// <summary>The kernels of a body for acting; none where it needs tensors.</summary>
    /// <param name="body">The layers.</param>
    /// <param name="parameters">Theirs, and what stands behind them.</param>
    /// <param name="extra">Number of parameters behind the layers, of each member.</param>
    public static HostActing? Acting(Body body, FlatParameters parameters, int extra) =>
        Kernel<float>(body, parameters, extra, 1) is { } narrow ? new HostActing<float>(narrow, parameters)
        : Kernel<double>(body, parameters, extra, 1) is { } wide ? new HostActing<double>(wide, parameters)
        : null;

    /// <summary>A network to be asked and nothing else: without tensors, where it needs none.</summary>
    /// <param name="network">It stays the caller's.</param>
    /// <param name="threads">The most threads to use.</param>
    public static HostNetwork Asked(INetwork network, int threads)
    {
        if ((network as IHostTrainable)?.OnHost(null, threads) is not { } rows)
            return new HostByTensors(network);
        rows.OnlyAnswer();
        return rows;
    }

    /// <summary>The kernels for a body, without values yet; none where it needs tensors, or numbers of another type.</summary>
    public static HostPerceptron<T>? Kernel<T>(Body body, FlatParameters parameters, int extra, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        body switch
        {
            _ when !parameters.IsHere<T>() => null,
            Perceptron single => new(single.Shape, 1, extra, threads),
            StackedPerceptron stacked => new(stacked.Shape, stacked.Members, extra, threads),
            _ => null,
        };

    private static HostPerceptronNetwork<T>? Of<T>(
        Body body,
        FlatParameters parameters,
        Func<HostHead?> heads,
        int extra,
        OptimizerOptions? optimizer,
        int threads
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        heads() is { } head && Kernel<T>(body, parameters, extra, threads) is { } kernel
            ? new(kernel, head, parameters, kernel.Members, optimizer?.Create(kernel), () => heads()!)
            : null;
}
