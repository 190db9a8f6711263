using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <summary>Makes data sets of a special kind.</summary>
public static partial class Dataset
{
    /// <summary>
    /// A data set whose acts and states are sequences (of tokens) of unequal length. Each takes the memory of its own numbers; in the
    /// tensors of a batch, which is as wide as its longest one, NaN stands behind shorter ones. Read back as rows, sequences have their own
    /// length again.
    /// </summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The first rows; may be null.</param>
    public static Dataset<TRow> OfSequences<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(IEnumerable<TRow>? rows = null)
        where TRow : struct
    {
        var data = new Dataset<TRow> { HoldsSequences = true };
        data.AddRange(rows ?? []);
        return data;
    }
}

/// <summary>Rows kept column by column, growing at the end. Not safe for use by several threads at once.</summary>
/// <remarks>With a <see cref="Capacity"/> it is a ring: once full, each row replaces the oldest, in its place.</remarks>
/// <typeparam name="TRow">A <c>readonly record struct</c> marked with <see cref="RowAttribute"/>.</typeparam>
public sealed partial class Dataset<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IReadOnlyList<TRow>
    where TRow : struct
{
    private readonly RowLayout<TRow> _layout = RowLayout.Of<TRow>();
    private readonly Column[] _columns;
    private readonly int _capacity = int.MaxValue;

    /// <summary>An empty data set.</summary>
    /// <param name="widths">Numbers per <see cref="State"/> or <see cref="Act"/> of a column; those not named take the first
    /// row's.</param>
    public Dataset(params ReadOnlySpan<(string Column, int Width)> widths)
    {
        _columns = [.. _layout.Columns.Select(static column => new Column(column))];
        foreach (var (name, width) in widths)
        {
            var column = _columns[_layout.IndexOf(name)];
            if (width < 1 || (!column.Row.IsVector && width != 1))
                throw new ArgumentOutOfRangeException(
                    nameof(widths),
                    width,
                    $"Column {name}: expected a width of {(column.Row.IsVector ? "1 or more" : "1")}."
                );
            column.PartWidth = width;
        }
    }

    /// <summary>A data set of the given rows.</summary>
    public Dataset(IEnumerable<TRow> rows)
        : this() => AddRange(rows);

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The most rows that are kept, 1 or more; none = no limit.</summary>
    public int? Capacity
    {
        get => _capacity == int.MaxValue ? null : _capacity;
        init
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(nameof(value), value, "Expected room for 1 row or more.");
            _capacity = value ?? int.MaxValue;
        }
    }

    /// <summary>True if acts and states may differ in length from row to row (<see cref="Dataset.OfSequences"/>).</summary>
    public bool HoldsSequences
    {
        get;
        internal init
        {
            field = value;
            foreach (var column in _columns)
                if (value && column.Row.IsVector)
                    column.HoldSequences();
        }
    }

    /// <summary>The images that states are, kept as bytes (<see cref="Dataset.OfImages"/>); null where they are kept as numbers.</summary>
    public ImageSpace? Images
    {
        get;
        internal init
        {
            field = value;
            if (value is null)
                return;
            var states = _columns.Where(static column => column.Row.Type == typeof(State)).ToArray();
            foreach (var column in states)
                column.HoldImages(value.Width);
            if (states.Length == 0)
                throw new NotSupportedException($"{typeof(TRow).Name} has no State; expected a row whose states are images.");
        }
    }

    /// <summary>The columns, in the order of the row's positional parameters.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The episodes that the rows are steps of; null where nothing is known of them.</summary>
    internal IRowEpisodes? Episodes { get; set; }

    /// <summary>Rows written since it was last empty; more than <see cref="Count"/> in a ring that has wrapped around.</summary>
    internal long Written { get; private set; }

    /// <summary>Counts how often the data set was emptied.</summary>
    internal int Generation { get; private set; }

    /// <summary>Row <paramref name="index"/>, counted from 0, with the numbers that were given.</summary>
    public TRow this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected a row from 0 to {Count - 1}.");
            var values = new double[_columns.Length][][];
            for (var i = 0; i < values.Length; i++)
                values[i] = _columns[i].Row64(index);
            return _layout.Make(values);
        }
    }

    /// <summary>A new data set of the first <paramref name="count"/> rows, or of all where there are fewer.</summary>
    public Dataset<TRow> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Copy(Enumerable.Range(0, Math.Min(count, Count)));
    }

    /// <summary>Two new data sets: the first <paramref name="count"/> rows in a random order, and the others.</summary>
    /// <param name="count">From 0 to <see cref="Count"/>.</param>
    /// <param name="random">Where the order comes from.</param>
    public (Dataset<TRow> First, Dataset<TRow> Others) Split(int count, Randomness.RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (count < 0 || count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Expected a number of rows from 0 to {Count}.");
        var order = Enumerable.Range(0, Count).ToArray();
        random.Shuffle<int>(order);
        return (Copy(order[..count]), Copy(order[count..]));
    }

    /// <summary>The rows that are there when the enumeration starts.</summary>
    public IEnumerator<TRow> GetEnumerator()
    {
        var count = Count;
        for (var i = 0; i < count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Removes all rows; widths stay, and so does the memory, for the next ones.</summary>
    public void Clear()
    {
        RequireWritable();
        SetCount(0);
        Written = 0;
        Generation++;
    }

    private Dataset<TRow> Copy(IEnumerable<int> rows)
    {
        var copy = Alike();
        copy.AddRange(rows.Select(row => this[row]));
        return copy;
    }

    /// <summary>An empty data set of the same widths, without a limit.</summary>
    private Dataset<TRow> Alike()
    {
        var copy = new Dataset<TRow> { HoldsSequences = HoldsSequences, Images = Images };
        for (var i = 0; i < _columns.Length; i++)
            (copy._columns[i].Parts, copy._columns[i].PartWidth) = (_columns[i].Parts, _columns[i].PartWidth);
        return copy;
    }

    private void SetCount(int count)
    {
        Count = count;
        foreach (var column in _columns)
            column.Count = count;
    }
}
