using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>A data set in batches, in the form in which a phase is computed: the same rows in the same order in both.</summary>
/// <typeparam name="TRow">The row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PhaseFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IDisposable
    where TRow : struct
{
    private protected PhaseFeed() { }

    /// <summary>Number of rows that an epoch goes through.</summary>
    public abstract int Count { get; }

    /// <summary>The fewest rows of a batch; fewer that are left over at the end of an epoch join the batch before.</summary>
    public abstract int LeastRows { get; }

    /// <summary>Rows of the present batch; of each member, where there are several.</summary>
    public abstract int BatchCount { get; }

    /// <summary>The present batch row by row, with what replaces its columns.</summary>
    /// <exception cref="InvalidOperationException">The phase is computed by tensors.</exception>
    public virtual CpuBatch<TRow> Rows => throw Other(nameof(Batch));

    /// <summary>The present batch row by row, as it was drawn.</summary>
    /// <exception cref="InvalidOperationException">The phase is computed by tensors.</exception>
    public virtual CpuBatch<TRow> Drawn => throw Other(nameof(Batch));

    /// <summary>The present batch as tensors. It belongs to the feed, and so does one that takes its place.</summary>
    /// <exception cref="InvalidOperationException">The phase is computed row by row.</exception>
    public virtual Batch<TRow> Batch
    {
        get => throw Other(nameof(Rows));
        set => throw Other(nameof(Rows));
    }

    /// <summary>Some columns are written anew for each batch; called once, before the first one.</summary>
    /// <param name="columns">Their names.</param>
    public abstract void Replaces(ReadOnlySpan<string> columns);

    /// <summary>Adds a column of one number a row, in the order of the data set.</summary>
    /// <param name="name">A name that the row does not have.</param>
    /// <param name="values">[n].</param>
    public abstract void Attach(string name, double[] values);

    /// <summary>A network that does not change, where a phase is computed row by row: each row is asked about once.</summary>
    /// <param name="index">Its index among the networks of the phase.</param>
    public virtual void Cache(int index) { }

    /// <summary>The same where a phase is computed by tensors. Called before the first batch.</summary>
    /// <param name="network">Its name.</param>
    /// <param name="ask">Its answers about a batch of tensors, each with a leading dimension of rows.</param>
    /// <param name="store">Where answers are kept from run to run; none asks in every run.</param>
    /// <param name="asked">The network; null where there is no store.</param>
    /// <param name="questions">What is asked, in words; stored answers to other questions are not used.</param>
    public virtual void Cache(
        string network,
        Func<Batch<TRow>, NetworkOutputs> ask,
        OutputCache? store = null,
        INetwork? asked = null,
        [CallerArgumentExpression(nameof(ask))] string questions = ""
    ) { }

    /// <summary>Starts anew in a random order; each member in its own.</summary>
    /// <param name="random">Where the order comes from; it is advanced.</param>
    public abstract void Shuffle(RandomStream random);

    /// <summary>Goes on to the next rows, the last batch being smaller where it must be.</summary>
    /// <param name="batchSize">Rows wanted, 1 or more.</param>
    /// <returns>False after the last row.</returns>
    public abstract bool Next(int batchSize);

    /// <summary>Goes on to the next rows; after the last row, the first ones again, in the same order.</summary>
    /// <param name="batchSize">Rows wanted, 1 or more.</param>
    public abstract void NextCyclic(int batchSize);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>How many rows are still to come in this epoch.</summary>
    internal abstract int LeftCount { get; }

    /// <summary>The rows that are still to come in this epoch, by their numbers in the data set.</summary>
    internal virtual IReadOnlyList<int> Left =>
        throw new NotSupportedException($"Found a feed of {typeof(TRow).Name} rows without one order.");

    private static InvalidOperationException Other(string expected) =>
        new($"Found a feed of {typeof(TRow).Name} rows in the other form; expected {expected} to be asked for.");
}
