using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>Makes batches of rows that are in no data set.</summary>
public static class Batch
{
    /// <summary>A batch of the given rows.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">One row or more, of equal widths.</param>
    /// <param name="type">The number type of the networks that are asked about them, as in a <see cref="BatchFeed{TRow}"/>.</param>
    /// <param name="device">Where; none means the CPU.</param>
    /// <param name="sequences">Whether acts and states may differ in length; NaN then stands behind shorter ones.</param>
    public static Batch<TRow> From<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        IReadOnlyList<TRow> rows,
        ScalarType type,
        TorchSharp.torch.Device? device = null,
        bool sequences = false
    )
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException("Found no row; expected one or more.", nameof(rows));
        var layout = RowLayout.Of<TRow>();
        var columns = new Tensor[layout.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = layout.Columns[i];
            var padded = sequences && column.IsVector;
            var (values, parts) = Gather(rows, layout, i, padded);
            long[] shape =
                column.IsSeveral ? [rows.Count, parts, values.Length / rows.Count / parts]
                : column.IsVector ? [rows.Count, values.Length / rows.Count]
                : [rows.Count];
            var isWide = values.Any(static value => (float)value != value && !double.IsNaN(value));
            columns[i] = DeviceTransfer.Send(values, shape, TypeOf(column, isWide, type, device ?? CPU), device ?? CPU);
        }
        return new Batch<TRow>(rows.Count, columns, []);
    }

    /// <summary>
    /// The element type of a column: what networks take as it is may stay float32, where that loses nothing; all else is what
    /// equations are computed in.
    /// </summary>
    internal static ScalarType TypeOf(RowColumn column, bool isWide, ScalarType networks, TorchSharp.torch.Device device) =>
        column.IsVector && !isWide && networks != ScalarType.Float64 ? ScalarType.Float32 : TensorArithmetic.EquationType(device);

    internal static (double[] Values, int Parts) Gather<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        IReadOnlyList<TRow> rows,
        RowLayout<TRow> layout,
        int column,
        bool padded
    )
        where TRow : struct
    {
        Span<double> scalar = stackalloc double[1];
        var parts = layout.Parts(rows[0], column);
        var width = 0;
        for (var row = 0; row < rows.Count; row++)
        for (var part = 0; part < layout.Parts(rows[row], column); part++)
            width = Math.Max(width, layout.Read(rows[row], column, part, scalar).Length);
        var values = new double[rows.Count * parts * width];
        Array.Fill(values, double.NaN);
        for (var row = 0; row < rows.Count; row++)
        {
            if (layout.Parts(rows[row], column) is var found && (found != parts || parts == 0))
                throw new ArgumentException(
                    $"Column {layout.Columns[column].Name}, row {row}: found {found} acts; expected {(parts == 0 ? "1 or more" : parts)}.",
                    nameof(rows)
                );
            for (var part = 0; part < parts; part++)
            {
                var numbers = layout.Read(rows[row], column, part, scalar);
                if (numbers.Length != width && !padded)
                    throw new ArgumentException(
                        $"Column {layout.Columns[column].Name}, row {row}: found {numbers.Length} numbers; expected {width}.",
                        nameof(rows)
                    );
                numbers.CopyTo(values.AsSpan((row * parts + part) * width));
            }
        }
        return (values, parts);
    }
}

/// <summary>Some rows of a data set as tensors, one a column.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class Batch<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IDisposable
    where TRow : struct
{
    private readonly Tensor[] _columns; // the row's, then the attached ones
    private readonly string[] _attached;

    internal Batch(int count, Tensor[] columns, string[] attached)
    {
        Count = count;
        _columns = columns;
        _attached = attached;
    }

    /// <summary>Number of rows; of each member, where there are several.</summary>
    public int Count { get; }

    /// <summary>
    /// The column of that name: [n, width] where it holds a <see cref="State"/> or an <see cref="Act"/>, [n, K, width] where
    /// it holds <see cref="Acts"/>, else [n]; an attached one as it was attached. [L, n, ...] from a feed of L members.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Tensor this[string column]
    {
        get
        {
            var attached = Array.IndexOf(_attached, column);
            return _columns[attached < 0 ? RowLayout.Of<TRow>().IndexOf(column) : _columns.Length - _attached.Length + attached];
        }
    }

    /// <summary>
    /// The element type in which equations about the rows are computed. States and acts may lie in float32 where it holds them exactly.
    /// </summary>
    public ScalarType Type => TensorArithmetic.EquationType(Device);

    /// <summary>The device of the columns.</summary>
    public TorchSharp.torch.Device Device => _columns[0].device;

    /// <summary>The leading dimensions of every column: [n], or [L, n] from a feed of L members.</summary>
    public IReadOnlyList<long> Shape =>
        _columns[0].shape[
            ..^(
                RowLayout.Of<TRow>().Columns[0] is { IsVector: true } first
                    ? first.IsSeveral
                        ? 2
                        : 1
                    : 0
            )
        ];

    /// <summary>
    /// The answers of a frozen network that <see cref="BatchFeed{TRow}.Cache(string, Func{Batch{TRow}, NetworkOutputs})"/> asked for; null
    /// where there are none.
    /// </summary>
    /// <param name="network">The network's name.</param>
    public NetworkOutputs? Cached(string network)
    {
        var kept = new List<Tensor>();
        while (Array.IndexOf(_attached, CachedOutputs.Column(network, kept.Count)) is var place and >= 0)
            kept.Add(_columns[_columns.Length - _attached.Length + place]);
        return kept.Count == 0 ? null : new CachedOutputs([.. kept]);
    }

    /// <summary>The same rows with some columns replaced; shares the others with this batch.</summary>
    /// <param name="columns">Names of the row's columns, and what takes their place, of the same shape.</param>
    public Batch<TRow> With(params ReadOnlySpan<(string Name, Tensor Values)> columns)
    {
        var replaced = new Tensor[_columns.Length];
        for (var i = 0; i < replaced.Length; i++)
        {
            replaced[i] = _columns[i].alias();
            if (HostCopies.Of(_columns[i]) is { } values)
                HostCopies.Add(replaced[i], values);
            RowOrder.Carry(_columns[i], replaced[i], static before => before);
        }
        foreach (var (name, values) in columns)
        {
            ArgumentNullException.ThrowIfNull(values);
            var index = RowLayout.Of<TRow>().IndexOf(name);
            if (!values.shape.SequenceEqual(replaced[index].shape))
                throw new ArgumentException(
                    $"Column {name}: found shape [{string.Join(", ", values.shape)}]; expected "
                        + $"[{string.Join(", ", replaced[index].shape)}].",
                    nameof(columns)
                );
            replaced[index].Dispose();
            replaced[index] = values.alias();
        }
        return new(Count, replaced, _attached);
    }

    /// <summary>A column by its number.</summary>
    internal Tensor Column(int index) => _columns[index];

    /// <summary>Takes the tensors out of the scope in which they were made.</summary>
    internal Batch<TRow> Held()
    {
        foreach (var column in _columns)
            column.DetachFromDisposeScope();
        return this;
    }

    /// <summary>Rows that follow each other, as views.</summary>
    internal Batch<TRow> Cut(int start, int count)
    {
        var parts = new Tensor[_columns.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = _columns[i].narrow(0, start, count);
            if (HostCopies.Of(_columns[i]) is { } values)
                HostCopies.Add(parts[i], values.AsSpan(start * (values.Length / Count), count * (values.Length / Count)).ToArray());
        }
        return new(count, parts, _attached);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }
}
