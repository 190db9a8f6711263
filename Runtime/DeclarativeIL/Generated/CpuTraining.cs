using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Native;
using DeclarativeIL.Networks;
using DeclarativeIL.Training;

namespace DeclarativeIL.Generated;

/// <summary>The networks of one phase as they train without tensors, in the order of the generated step's parameters.</summary>
/// <remarks>Chosen once, when <c>Train</c> is entered: it keeps the optimisers' states from round to round.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CpuTraining : IDisposable
{
    private readonly CpuNetwork[] _networks;
    private readonly FlatParameters[] _parameters;
    private readonly int _trained;
    private readonly bool[] _follows;
    private bool _isAhead; // of the networks, by steps that were not stored yet
    private readonly double[] _losses,
        _metrics;

    private CpuTraining(CpuNetwork[] networks, FlatParameters[] trained, int losses, int metrics) =>
        (_networks, _parameters, _trained, _losses, _metrics, _follows) = (
            networks,
            trained,
            trained.Length,
            new double[losses],
            new double[metrics],
            new bool[networks.Length]
        );

    /// <summary>A network of the phase: those that train first.</summary>
    public CpuNetwork this[int index] => _networks[index];

    /// <summary>The sums of the present step's losses.</summary>
    public double[] Losses => _losses;

    /// <summary>The sums of the present step's metrics.</summary>
    public double[] Metrics => _metrics;

    /// <summary>The networks on the CPU, if all of them can train there.</summary>
    /// <param name="options">The optimiser, and whether tensors are asked for.</param>
    /// <param name="losses">How many losses a step computes.</param>
    /// <param name="trained">The networks that train.</param>
    /// <param name="asked">The networks that are only asked.</param>
    /// <param name="metrics">How many metrics a step computes.</param>
    /// <returns>None where one of them needs tensors; the caller disposes it.</returns>
    public static CpuTraining? Of(
        TrainingOptions options,
        int losses,
        IReadOnlyList<INetwork> trained,
        IReadOnlyList<INetwork> asked,
        int metrics = 0
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(asked);
        if (options.Computation != Computation.Fastest)
            return NoneWithoutTensors();
        var made = new List<CpuNetwork>();
        foreach (var network in trained.Concat(asked))
        {
            if ((network as ICpuTrainable)?.OnCpu(made.Count < trained.Count ? options.Optimizer : null, options.Threads) is not { } form)
            {
                made.ForEach(static one => one.Dispose());
                return NoneWithoutTensors();
            }
            made.Add(form);
        }
        return new([.. made], [.. trained.Select(static network => network.Parameters)], losses, metrics);
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
        return options.Computation == Computation.Fastest ? CpuBackend.ForInference(network, options.Threads)
            : Tensors.IsSupported ? new TensorBackedNetwork(network)
            : throw Tensors.Missing();
    }

    /// <summary>Takes the parameters from the networks.</summary>
    public void Load()
    {
        foreach (var network in _networks)
            network.Load();
    }

    /// <summary>Writes the parameters that have changed to the networks.</summary>
    public void Store()
    {
        for (var i = 0; i < _networks.Length; i++)
            if (i < _trained || _follows[i])
                _networks[i].Store();
        _isAhead = false;
    }

    /// <summary>Moves a target network a fraction of the way to its source network.</summary>
    /// <param name="target">Its index.</param>
    /// <param name="source">The index of the network that it follows.</param>
    /// <param name="tau">From 0 to 1.</param>
    public void PolyakUpdate(int target, int source, double tau)
    {
        _networks[target].PolyakUpdate(_networks[source], tau);
        _follows[target] = true;
    }

    /// <summary>Makes losses, metrics and gradients 0.</summary>
    public void Begin()
    {
        Array.Clear(_losses);
        Array.Clear(_metrics);
        for (var i = 0; i < _trained; i++)
            _networks[i].ZeroGradients();
    }

    /// <summary>One step of every optimiser.</summary>
    /// <param name="learningRate">The size of the step, above 0.</param>
    public void Step(double learningRate)
    {
        _isAhead = true;
        for (var i = 0; i < _trained; i++)
            _networks[i].Step(learningRate);
    }

    /// <summary>
    /// Ends the run; one that was stopped within an epoch leaves the networks as they were after its last step, or after the last
    /// epoch where that step left no finite numbers.
    /// </summary>
    public void Dispose()
    {
        if (_isAhead)
            StoreFinite();
        foreach (var network in _networks)
            network.Dispose();
    }

    /// <summary>Says that there are tensors instead; where the program is without them, refuses.</summary>
    private static CpuTraining? NoneWithoutTensors() => Tensors.IsSupported ? null : throw Tensors.Missing();

    private void StoreFinite()
    {
        var before = Array.ConvertAll(_parameters, static parameters => parameters.Copy());
        Store();
        if (Array.TrueForAll(_losses, double.IsFinite) && Array.TrueForAll(_parameters, static parameters => parameters.IsFinite()))
            return;
        for (var i = 0; i < before.Length; i++)
            _parameters[i].Restore(before[i]);
    }
}
