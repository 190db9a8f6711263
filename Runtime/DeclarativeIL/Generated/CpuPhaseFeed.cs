using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>A data set in batches without tensors and without a copy.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="training">Keeps what networks that do not change answer.</param>
/// <param name="feed">Where the rows come from.</param>
/// <param name="isHeld">Whether they are held back from training.</param>
internal sealed class CpuPhaseFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
    CpuTraining training,
    CpuFeed<TRow> feed,
    bool isHeld
) : PhaseFeed<TRow>
    where TRow : struct
{
    private CpuBatch<TRow>? _replaced;

    public override int Count => feed.Count;

    public override int LeastRows => feed.LeastRows;

    public override int BatchCount => feed.Rows.Count;

    public override CpuBatch<TRow> Rows => _replaced ?? feed.Rows;

    public override CpuBatch<TRow> Drawn => feed.Rows;

    public override void Replaces(ReadOnlySpan<string> columns) => _replaced = feed.Rows.With(columns);

    public override void Attach(string name, double[] values) => feed.Attach(name, values);

    public override void Cache(int index) => training.Cache(index, feed.RowCount, isHeld);

    public override void Shuffle(RandomStream random) => feed.Shuffle(random);

    public override bool Next(int batchSize) => feed.Next(batchSize);

    public override void NextCyclic(int batchSize) => feed.NextCyclic(batchSize);

    internal override int LeftCount => feed.LeftCount;

    internal override IReadOnlyList<int> Left => feed.Left;

    public override void Dispose() { } // what is kept ends with the phase
}
