using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Generated;

/// <summary>
/// Rows of files in batches: pieces of them in a random order, of which as many as give a window are in memory, and their rows shuffled.
/// What is left over of a window, less than a batch, joins the next one.
/// </summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="training">Keeps what networks that do not change answer about the rows of a window.</param>
/// <param name="source">Where the rows are read from.</param>
/// <param name="open">A feed of rows in memory.</param>
internal sealed class StreamedFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
    PhaseTraining training,
    RowSource<TRow> source,
    Func<Dataset<TRow>, PhaseFeed<TRow>> open
) : FeedOfFeeds<TRow>
    where TRow : struct
{
    private readonly int[] _pieces = [.. Enumerable.Range(0, source.Starts.Count)];
    private readonly List<int> _cached = []; // indices of networks
    private readonly List<string> _replaced = [];
    private Dataset<TRow>? _window,
        _next;
    private PhaseFeed<TRow>? _feed;
    private RandomStream? _order; // of the only window
    private SeedSequence? _seeds; // of several
    private int _read, // pieces
        _windows;

    public override int Count => source.Count;

    public override int LeastRows => Present.LeastRows;

    private bool IsWhole => _read == _pieces.Length && _windows == 1;

    private protected override PhaseFeed<TRow> Present => _feed ?? Fill(2);

    public override void Replaces(ReadOnlySpan<string> columns)
    {
        _replaced.AddRange(columns);
        _feed?.Replaces(columns);
    }

    public override void Attach(string name, double[] values) =>
        throw new NotSupportedException(
            $"Found a data set of {Count} {typeof(TRow).Name} rows that is streamed from files; expected one in memory, since the run "
                + $"computes its column {name} of all rows at once."
        );

    public override void Cache(int index)
    {
        _cached.Add(index);
        training.Recache(index, _window?.Count ?? 1); // of a window; filled anew with each
    }

    public override void Shuffle(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (var i = 0; i < _pieces.Length; i++)
            _pieces[i] = i;
        if (source.Count <= source.Window)
            _order = random;
        else
        {
            random.Shuffle<int>(_pieces);
            _seeds = new SeedSequence(random.Key).Child("windows");
        }
        Rewind();
    }

    public override bool Next(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var feed = Present;
        if (_read < _pieces.Length && feed.LeftCount < batchSize + LeastRows)
            feed = Fill(batchSize + LeastRows);
        return feed.Next(batchSize);
    }

    public override void NextCyclic(int batchSize)
    {
        if (Next(batchSize))
            return;
        if (IsWhole)
        {
            _feed!.NextCyclic(batchSize); // the same order
            return;
        }
        Rewind();
        Next(batchSize);
    }

    public override void Dispose() => _feed?.Dispose();

    internal override int LeftCount => throw new NotSupportedException("Rows of files come in windows.");

    internal override IReadOnlyList<int> Left => throw new NotSupportedException("Rows of files have no numbers in memory.");

    /// <summary>Starts anew; nothing is read before the next batch, so that epochs that are passed over cost nothing.</summary>
    private void Rewind()
    {
        if (IsWhole && _feed is not null && _order is not null)
        {
            _feed.Shuffle(_order);
            return;
        }
        _feed?.Dispose();
        _feed = null;
        (_read, _windows) = (0, 0);
    }

    private PhaseFeed<TRow> Fill(int least)
    {
        var rows = _next ?? source.Read(_pieces[0]);
        rows.Clear();
        rows.Episodes = null; // of the piece that it was read from
        if (_feed is not null)
            rows.AddRange(_feed.Left.Select(row => _window![row]));
        while (_read < _pieces.Length && rows.Count < Math.Max(source.Window, least))
            rows.AddRange(source.Read(_pieces[_read++]));
        _feed?.Dispose();
        (_window, _next) = (rows, _window);
        _feed = open(rows);
        foreach (var index in _cached)
            training.Recache(index, rows.Count);
        if (_replaced.Count > 0)
            _feed.Replaces([.. _replaced]);
        var order = _seeds?.Child((ulong)_windows).Stream() ?? _order;
        if (order is not null)
            _feed.Shuffle(order);
        _windows++;
        return _feed;
    }
}
