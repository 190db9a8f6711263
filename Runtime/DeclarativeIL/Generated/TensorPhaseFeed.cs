using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>A data set in batches of tensors.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="feed">Where they come from; disposed with this.</param>
internal sealed class TensorPhaseFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(ITensorFeed<TRow> feed) : PhaseFeed<TRow>
    where TRow : struct
{
    private Batch<TRow>? _drawn,
        _replaced;

    public override int Count => feed.Count;

    public override int LeastRows => feed.LeastRows;

    public override int BatchCount => Batch.Count;

    public override Batch<TRow> Batch
    {
        get => _replaced ?? _drawn ?? throw new InvalidOperationException("Found no batch; expected Next to be true.");
        set
        {
            _replaced?.Dispose();
            _replaced = value;
        }
    }

    public override void Replaces(ReadOnlySpan<string> columns) { } // batches are made anew

    public override void Attach(string name, double[] values) => feed.Attach(name, values, []);

    public override void Cache(
        string network,
        Func<Batch<TRow>, NetworkOutputs> ask,
        OutputCache? store = null,
        INetwork? asked = null,
        [CallerArgumentExpression(nameof(ask))] string questions = ""
    )
    {
        if (feed is WindowFeed<TRow> windows)
        {
            windows.Cache(network, ask); // not from a store: it knows nothing of windows
            return;
        }
        if (feed is not BatchFeed<TRow> single)
            throw new NotSupportedException("Members of an ensemble have rows of their own; expected one order of rows.");
        if (store is null)
            single.Cache(network, ask);
        else
            single.Cache(network, ask, store, asked!, questions);
    }

    public override void Shuffle(RandomStream random) => feed.Shuffle(random);

    public override bool Next(int batchSize)
    {
        Drop();
        _drawn = feed.Next(batchSize);
        return _drawn is not null;
    }

    public override void NextCyclic(int batchSize)
    {
        Drop();
        _drawn = feed.NextCyclic(batchSize);
    }

    internal override int LeftCount => feed is BatchFeed<TRow> single ? single.LeftCount : Left.Count;

    internal override IReadOnlyList<int> Left => feed is BatchFeed<TRow> single ? single.Left : base.Left;

    public override void Dispose()
    {
        Drop();
        feed.Dispose();
    }

    private void Drop()
    {
        _replaced?.Dispose();
        _drawn?.Dispose();
        (_replaced, _drawn) = (null, null);
    }
}
