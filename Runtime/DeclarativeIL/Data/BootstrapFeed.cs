using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>A data set's columns on a device, in one batch for all members of an ensemble: tensors are [L, n, ...].</summary>
/// <remarks>
/// The rows lie on the device once; a member's resample is a list of row numbers. It is drawn when the feed is made, and
/// anew when <see cref="Refresh"/> brings other rows. What member l draws depends on the seeds and l alone.
/// </remarks>
/// <typeparam name="TRow">The row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BootstrapFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : ITensorFeed<TRow>
    where TRow : struct
{
    private readonly DeviceColumns<TRow> _columns;
    private readonly Bootstrap _bootstrap;
    private readonly double _fraction;
    private readonly RandomStream[] _members;
    private readonly long[][] _rows; // [L][n]: each member's resample, in its present order, or what is drawn from it
    private long[][]? _own; // the resamples, once rows are drawn from them
    private Tensor? _order; // [L, n] on the device
    private int _position;

    /// <summary>Sends the data set to a device and draws the members' resamples.</summary>
    /// <param name="data">One row or more.</param>
    /// <param name="members">L, 1 or more.</param>
    /// <param name="bootstrap">What each member learns from.</param>
    /// <param name="seeds">Where the resamples come from.</param>
    /// <param name="type">The number type of the networks that are asked about the rows.</param>
    /// <param name="device">Where; none means the CPU.</param>
    /// <param name="fraction">How many of the rows each member learns from, as a share: above 0, at most 1.</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public BootstrapFeed(
        Dataset<TRow> data,
        int members,
        Bootstrap bootstrap,
        SeedSequence seeds,
        ScalarType type,
        TorchSharp.torch.Device? device = null,
        double fraction = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        ArgumentNullException.ThrowIfNull(seeds);
        if (!Enum.IsDefined(bootstrap))
            throw new ArgumentOutOfRangeException(nameof(bootstrap), bootstrap, "Expected None or WithReplacement.");
        (_bootstrap, _fraction) = (bootstrap, Resample.Checked(fraction));
        _members = [.. Enumerable.Range(0, members).Select(member => seeds.Child((ulong)member).Stream())];
        _rows = new long[members][];
        _columns = new(data, type, device);
        Draw();
    }

    /// <summary>Number of members.</summary>
    public int Members => _members.Length;

    /// <summary>Number of rows that each member learns from.</summary>
    public int Count => Drawn ?? Resample.Count(_columns.Count, _fraction);

    /// <summary>Rows that <see cref="Shuffle"/> draws for each member from its own, with replacement; none unless set.</summary>
    internal int? Drawn { get; init; }

    /// <summary>The fewest rows of a batch; fewer that are left over at the end of an epoch join the batch before. 1 unless set.</summary>
    /// <exception cref="ArgumentException">There are not as many rows.</exception>
    public int LeastRows
    {
        get;
        init => field = BatchRows.Checked<TRow>(value, Count);
    } = 1;

    /// <summary>Sends the rows that the data set has gained, draws new resamples where rows have changed, and starts anew.</summary>
    public void Refresh()
    {
        if (_columns.Refresh())
            Draw();
        Rewind();
    }

    /// <summary>Adds a column of one value per row, in the order of the data set, or replaces the one of that name.</summary>
    /// <param name="name">A name that the row does not have.</param>
    /// <param name="values">[n, shape...], row after row.</param>
    /// <param name="shape">Sizes of one row's value; none for a number.</param>
    public void Attach(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) => _columns.Attach(name, values, shape);

    /// <summary>Starts anew in the present order.</summary>
    public void Rewind() => _position = 0;

    /// <summary>Starts anew, each member in a random order of its own.</summary>
    /// <param name="random">Where the orders come from; it is advanced.</param>
    public void Shuffle(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (Drawn is { } count)
            DrawRows(count, random);
        else
            foreach (var rows in _rows)
                random.Shuffle<long>(rows);
        Send();
    }

    /// <summary>The next rows of every member, the last batch being smaller where it must be.</summary>
    /// <param name="batchSize">Rows wanted for each member, 1 or more.</param>
    /// <returns>A batch that the caller disposes; null after the last row.</returns>
    public Batch<TRow>? Next(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var count = BatchRows.Next(batchSize, Count - _position, LeastRows);
        if (count == 0)
            return null;
        using var part = _order!.narrow(1, _position, count);
        using var rows = part.reshape(-1);
        var first = _position;
        _position += count;
        return _columns.Pick(
            count,
            column =>
            {
                using var picked = column.index_select(0, rows);
                return picked.view([Members, count, .. column.shape[1..]]);
            },
            row => _rows[row / count][first + (row % count)],
            Members
        );
    }

    /// <summary>The next rows of every member; after the last row, the first ones again, in the same order.</summary>
    /// <param name="batchSize">Rows wanted for each member, 1 or more.</param>
    /// <returns>A batch that the caller disposes.</returns>
    public Batch<TRow> NextCyclic(int batchSize)
    {
        if (_position >= Count)
            _position = 0;
        return Next(batchSize)!;
    }

    /// <summary>Frees the columns; batches that were returned stay.</summary>
    public void Dispose()
    {
        _order?.Dispose();
        _columns.Dispose();
    }

    private void Draw()
    {
        for (var member = 0; member < Members; member++)
            _rows[member] = [.. Resample.Of(_columns.Count, _fraction, _bootstrap, _members[member])];
        _own = null;
        Send();
    }

    private void DrawRows(int count, RandomStream random)
    {
        _own ??= [.. _rows];
        var drawn = new int[count];
        for (var member = 0; member < Members; member++)
        {
            var own = _own[member];
            Resample.Draw(drawn, own.Length, random);
            _rows[member] = Array.ConvertAll(drawn, row => own[row]);
        }
    }

    private void Send()
    {
        Rewind();
        _order?.Dispose();
        _order = tensor(_rows.SelectMany(static rows => rows).ToArray(), [Members, _rows[0].Length], ScalarType.Int64, _columns.Device)
            .DetachFromDisposeScope();
    }
}
