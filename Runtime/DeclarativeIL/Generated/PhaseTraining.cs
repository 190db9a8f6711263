using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Native;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>
/// How the networks of one phase train: row by row on the CPU (<see cref="CpuTraining"/>), or by tensors (<see cref="TensorTraining"/>). A
/// generated training loop is the same over both, but for what computes losses and their gradients.
/// </summary>
/// <remarks>Chosen once, when <c>Train</c> is entered: it keeps the optimisers' states from round to round.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class PhaseTraining : IDisposable, IRestorable
{
    private readonly IReadOnlyList<INetwork> _trained;
    private readonly HashSet<Type> _inspected = [];
    private readonly List<string> _warnings = [];

    private protected PhaseTraining(IReadOnlyList<INetwork> trained, IReadOnlyList<INetwork> asked, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_trained, Validation, Drawn) = (trained, options.Validation, options.DrawnRows);
        if (options.Validation is { } validation)
            Best = new([.. trained.Concat(asked).Select(static network => network.Parameters)], validation.RestoreBest);
    }

    /// <summary>
    /// Without tensors where all networks are built-in perceptrons on the CPU and <see cref="TrainingOptions.Computation"/> does not ask
    /// for tensors; else by tensors.
    /// </summary>
    /// <param name="options">The optimiser, and whether tensors are asked for.</param>
    /// <param name="losses">Names of the losses that a step computes.</param>
    /// <param name="metrics">Names of the metrics that a step computes.</param>
    /// <param name="trained">The networks that train.</param>
    /// <param name="asked">The networks that are only asked, or follow one that trains.</param>
    /// <returns>The caller disposes it.</returns>
    public static PhaseTraining Of(
        TrainingOptions options,
        string[] losses,
        string[] metrics,
        IReadOnlyList<INetwork> trained,
        IReadOnlyList<INetwork> asked
    ) =>
        (PhaseTraining?)CpuTraining.IfPossible(options, losses, metrics, trained, asked)
        ?? (Tensors.IsSupported ? new TensorTraining(options, trained, asked) : throw Tensors.Missing());

    /// <summary>Begins the epochs of a phase: takes the parameters from the networks where it has a copy of its own.</summary>
    /// <returns>Ends them when disposed.</returns>
    public abstract IDisposable Open();

    /// <summary>A given vector where tensors are.</summary>
    /// <returns>[size], or null where there are no tensors; the caller disposes it.</returns>
    public abstract Tensor? Upload(Vector given);

    /// <summary>A given matrix where tensors are.</summary>
    /// <returns>[rows, columns], or null where there are no tensors; the caller disposes it.</returns>
    public abstract Tensor? Upload(Matrix given);

    /// <summary>The phase has draws.</summary>
    /// <param name="seeds">Where they come from: each is a function of these, its name, the step and the row.</param>
    public abstract void DrawFrom(SeedSequence seeds);

    /// <summary>A data set in batches.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">One row or more, which stay as they are meanwhile.</param>
    /// <param name="comparesRows">Whether a loss says something of a row by others of its batch.</param>
    /// <returns>The caller disposes it.</returns>
    public abstract PhaseFeed<TRow> Feed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, bool comparesRows)
        where TRow : struct;

    /// <summary>A data set in batches for the members of an ensemble, each of which has a resample of its own.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">One row or more, which stay as they are meanwhile.</param>
    /// <param name="comparesRows">Whether a loss says something of a row by others of its batch.</param>
    /// <param name="members">L, 1 or more.</param>
    /// <param name="bootstrap">What each member learns from.</param>
    /// <param name="seeds">Where the resamples come from; member l's depends on these and l alone.</param>
    /// <param name="fraction">How many of the rows each member learns from, as a share: above 0, at most 1.</param>
    /// <returns>The caller disposes it.</returns>
    public abstract PhaseFeed<TRow> Feed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        Dataset<TRow> data,
        bool comparesRows,
        int members,
        Bootstrap bootstrap,
        SeedSequence seeds,
        double fraction = 1
    )
        where TRow : struct;

    /// <summary>Begins a step: losses, metrics and gradients are 0.</summary>
    /// <param name="step">The step's number.</param>
    /// <returns>Frees what the step made when disposed; null where there is nothing to free.</returns>
    public abstract IDisposable? Begin(long step);

    /// <summary>One step of every optimiser.</summary>
    /// <param name="learningRate">The size of the step, above 0.</param>
    public abstract void Step(double learningRate);

    /// <summary>Moves a target network a fraction of the way to the network that it follows.</summary>
    /// <param name="target">Its index: those that train come first.</param>
    /// <param name="source">The index of the network that it follows.</param>
    /// <param name="tau">From 0 to 1.</param>
    public abstract void PolyakUpdate(int target, int source, double tau);

    /// <summary>Ends an epoch: writes the parameters that have changed to the networks where it has a copy of its own.</summary>
    public abstract void Store();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <inheritdoc/>
    void IRestorable.SaveState(BinaryWriter state)
    {
        SaveOptimizers(state);
        Best?.Save(state);
    }

    /// <inheritdoc/>
    void IRestorable.RestoreState(BinaryReader state)
    {
        RestoreOptimizers(state);
        Best?.RestoreState(state);
    }

    /// <summary>The Euclidean norm of the gradients that have gathered, over all networks that train. Waits for the device.</summary>
    internal abstract double GradientNorm();

    /// <summary>Rows that are drawn for an epoch; null where it is a pass over all.</summary>
    private protected int? Drawn { get; }

    /// <summary>The form in which it computes, in words.</summary>
    internal abstract string Form { get; }

    /// <summary>Keeps what a network that does not change answers about rows, in place of what it answered about others.</summary>
    internal virtual void Recache(int index, int rows) { }

    /// <summary>Writes what the optimisers remember.</summary>
    private protected abstract void SaveOptimizers(BinaryWriter state);

    /// <summary>Takes back what equal ones wrote.</summary>
    private protected abstract void RestoreOptimizers(BinaryReader state);

    /// <summary>Looks once at the rows of a type that the phase learns from, for what makes learning from them slow.</summary>
    private void Inspect<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data)
        where TRow : struct
    {
        if (data.Count > 0 && _inspected.Add(typeof(TRow)))
            _warnings.AddRange(ObservationScales.Warnings(data, _trained));
    }

    /// <summary>What was found since the last call.</summary>
    internal IReadOnlyList<string> TakeWarnings()
    {
        if (_warnings.Count == 0)
            return [];
        string[] found = [.. _warnings];
        _warnings.Clear();
        return found;
    }

    /// <summary>Adds what the step computed to the means of the epoch.</summary>
    /// <param name="losses">Means of the losses.</param>
    /// <param name="metrics">Means of the metrics.</param>
    /// <param name="rows">Rows of the batch.</param>
    internal abstract void AddTo(EpochMeans losses, EpochMeans metrics, int rows);
}
