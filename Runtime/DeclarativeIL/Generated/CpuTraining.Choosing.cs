using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Native;
using DeclarativeIL.Networks;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <content>Which networks there are without tensors.</content>
public sealed partial class CpuTraining
{
    /// <summary>The networks on the CPU, if all of them can train there.</summary>
    /// <param name="options">The optimiser, and whether tensors are asked for.</param>
    /// <param name="losses">Names of the losses that a step computes.</param>
    /// <param name="metrics">Names of the metrics that a step computes.</param>
    /// <param name="trained">The networks that train.</param>
    /// <param name="asked">The networks that are only asked.</param>
    /// <returns>None where one of them needs tensors; the caller disposes it.</returns>
    public static CpuTraining? IfPossible(
        TrainingOptions options,
        string[] losses,
        string[] metrics,
        IReadOnlyList<INetwork> trained,
        IReadOnlyList<INetwork> asked
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(asked);
        if (options.Computation != Computation.Fastest)
            return null;
        var made = new List<CpuNetwork>();
        foreach (var network in trained.Concat(asked))
        {
            if ((network as ICpuTrainable)?.OnCpu(made.Count < trained.Count ? options.Optimizer : null, options.Threads) is not { } form)
            {
                made.ForEach(static one => one.Dispose());
                return null;
            }
            made.Add(form);
        }
        return new([.. made], (trained, asked), (losses, metrics), options);
    }

    /// <summary>
    /// A network that is asked between steps of training: by columns, scans, gates, explorations and rewards. Without tensors where
    /// it is a built-in perceptron on the CPU and <see cref="TrainingOptions.Computation"/> does not ask for them; else by tensors that
    /// are sent and read back. What asks it is the same in both cases.
    /// </summary>
    /// <param name="options">Whether tensors are asked for, and the most threads.</param>
    /// <param name="network">The network; it stays the caller's.</param>
    /// <returns>
    /// It answers by the parameters as they were at its last <see cref="CpuNetwork.Load"/>, and takes no gradients; the caller
    /// disposes it.
    /// </returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static CpuNetwork ForInference(TrainingOptions options, INetwork network)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(network);
        return options.Computation == Computation.Fastest ? CpuBackend.ForInference(network, options.Threads, options.Windows)
            : Tensors.IsSupported ? new TensorBackedNetwork(network, options.Windows)
            : throw Tensors.Missing();
    }
}
