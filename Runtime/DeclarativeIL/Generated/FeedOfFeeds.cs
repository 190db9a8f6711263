using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;

namespace DeclarativeIL.Generated;

/// <summary>Rows that come from one feed after another: what is asked of the present batch is asked of the present one.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal abstract class FeedOfFeeds<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : PhaseFeed<TRow>
    where TRow : struct
{
    public override int BatchCount => Present.BatchCount;

    public override CpuBatch<TRow> Rows => Present.Rows;

    public override CpuBatch<TRow> Drawn => Present.Drawn;

    public override Batch<TRow> Batch
    {
        get => Present.Batch;
        set => Present.Batch = value;
    }

    /// <summary>Where the present batch is from.</summary>
    private protected abstract PhaseFeed<TRow> Present { get; }
}
