using System.Numerics;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Native;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Networks;

/// <summary>Creates the form without tensors of the networks that have one: built-in perceptrons on the CPU.</summary>
internal static class CpuBackend
{
    /// <summary>A perceptron, or stacked ones, under a head for each pass; none where it needs tensors.</summary>
    public static CpuNetwork? TryCreate(
        Body body,
        FlatParameters parameters,
        Func<CpuHead?> heads,
        int extra,
        OptimizerOptions? optimizer,
        int threads
    ) =>
        (CpuNetwork?)TryCreate<float>(body, parameters, heads, extra, optimizer, threads)
        ?? TryCreate<double>(body, parameters, heads, extra, optimizer, threads);

    /// <summary>The kernels of a body for acting; none where it needs tensors.</summary>
    /// <param name="body">The layers.</param>
    /// <param name="parameters">Theirs, and what stands behind them.</param>
    /// <param name="extra">Number of parameters behind the layers, of each member.</param>
    public static CpuActing? TryCreateActing(Body body, FlatParameters parameters, int extra) =>
        TryCreateKernel<float>(body, parameters, extra, 1) is { } narrow ? new CpuActing<float>(narrow, parameters)
        : TryCreateKernel<double>(body, parameters, extra, 1) is { } wide ? new CpuActing<double>(wide, parameters)
        : null;

    /// <summary>A network to be asked and nothing else: without tensors, where it needs none.</summary>
    /// <param name="network">It stays the caller's.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="windows">The windows of episodes in which it is asked where it remembers; none takes the usual ones.</param>
    public static CpuNetwork ForInference(INetwork network, int threads, EpisodeWindows? windows = null)
    {
        if ((network as ICpuTrainable)?.OnCpu(null, threads) is not { } rows)
            return Tensors.IsSupported ? new TensorBackedNetwork(network, windows) : throw Tensors.Missing();
        rows.OnlyAnswer();
        return rows;
    }

    /// <summary>The kernels for a body, without values yet; none where it needs tensors, or numbers of another type.</summary>
    public static CpuPerceptron<T>? TryCreateKernel<T>(Body body, FlatParameters parameters, int extra, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        body switch
        {
            _ when !parameters.IsHere<T>() => null,
            Perceptron single => new(single.Shape, 1, extra, threads),
            StackedPerceptron stacked => new(stacked.Shape, stacked.Members, extra, threads),
            _ => null,
        };

    private static CpuPerceptronNetwork<T>? TryCreate<T>(
        Body body,
        FlatParameters parameters,
        Func<CpuHead?> heads,
        int extra,
        OptimizerOptions? optimizer,
        int threads
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        heads() is { } head && TryCreateKernel<T>(body, parameters, extra, threads) is { } kernel
            ? new(kernel, head, parameters, kernel.Members, optimizer?.Create(kernel), () => heads()!)
            : null;
}
