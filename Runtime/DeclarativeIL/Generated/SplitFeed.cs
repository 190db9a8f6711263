using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>
/// The rows that are trained on and, behind the last of them, those that are held back: the loop of an epoch goes through both, and
/// <see cref="PhaseTraining.IsValidating"/> says which.
/// </summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="training">The phase.</param>
/// <param name="rows">Which rows are which.</param>
/// <param name="trained">The rows that are trained on; disposed with this.</param>
/// <param name="held">The others; disposed with this.</param>
internal sealed class SplitFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
    PhaseTraining training,
    HeldRows rows,
    PhaseFeed<TRow> trained,
    PhaseFeed<TRow> held
) : FeedOfFeeds<TRow>
    where TRow : struct
{
    internal override int LeftCount => trained.LeftCount;

    private protected override PhaseFeed<TRow> Present => training.IsValidating ? held : trained;

    public override int Count => trained.Count;

    public override int LeastRows => trained.LeastRows;

    public override void Replaces(ReadOnlySpan<string> columns)
    {
        trained.Replaces(columns);
        held.Replaces(columns);
    }

    public override void Attach(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        trained.Attach(name, Array.ConvertAll(rows.Trained, row => values[row]));
        held.Attach(name, Array.ConvertAll(rows.Held, row => values[row]));
    }

    public override void Cache(int index)
    {
        trained.Cache(index);
        held.Cache(index);
    }

    public override void Cache(
        string network,
        Func<Batch<TRow>, NetworkOutputs> ask,
        OutputCache? store = null,
        INetwork? asked = null,
        [CallerArgumentExpression(nameof(ask))] string questions = ""
    )
    {
        trained.Cache(network, ask, store, asked, questions);
        held.Cache(network, ask, store, asked, questions);
    }

    /// <remarks>Held rows come in an order of their own, the same in each epoch.</remarks>
    public override void Shuffle(RandomStream random)
    {
        if (training.HasStopped)
            return; // there are no more epochs
        trained.Shuffle(random);
        held.Shuffle(new SeedSequence(0).Stream());
    }

    public override bool Next(int batchSize)
    {
        if (!training.IsValidating && trained.Next(batchSize))
            return true;
        if (!training.IsValidating)
            training.BeginValidation(rows.Held.Length);
        if (held.Next(batchSize))
            return true;
        training.EndValidation();
        return false;
    }

    public override void NextCyclic(int batchSize) => Present.NextCyclic(batchSize);

    public override void Dispose()
    {
        trained.Dispose();
        held.Dispose();
    }
}
