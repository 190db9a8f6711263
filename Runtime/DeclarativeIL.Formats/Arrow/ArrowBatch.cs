using System.Buffers.Binary;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Arrow;

/// <summary>Reads the columns of one batch of rows; its arrays follow each other as the fields of the schema do, depth first.</summary>
/// <param name="batch">What it says of itself.</param>
/// <param name="body">Its bytes.</param>
/// <param name="limit">What elements may take.</param>
/// <param name="position">For messages.</param>
internal sealed class ArrowBatch(FlatTable batch, byte[] body, MemoryLimit limit, string position)
{
    private readonly (int Start, int Count) _nodes = batch.List(1, 16),
        _buffers = batch.List(2, 16);
    private readonly List<NestedColumn> _columns = [];
    private int _node,
        _buffer;

    /// <summary>Number of rows.</summary>
    public long Rows { get; } = batch.Number(0, 8);

    /// <summary>All leaves.</summary>
    public List<NestedColumn> Read(ArrowField[] fields)
    {
        if (batch.Table(3) is not null)
            throw new MalformedDataException(position, "compressed buffers", "ones that are not");
        if (Rows is < 0 or > int.MaxValue - 1)
            throw new MalformedDataException(position, $"{Rows} rows", $"0 to {int.MaxValue - 1}");
        foreach (var field in fields)
            Add(field, field.Name, Rows, [], false);
        return _columns;
    }

    /// <summary>Adds the leaves of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Its whole name.</param>
    /// <param name="count">Elements that it has to have.</param>
    /// <param name="ends">The lists that it is in.</param>
    /// <param name="isLoose">Whether what is above it may be missing: then so may it.</param>
    private void Add(ArrowField field, string name, long count, int[][] ends, bool isLoose)
    {
        var where = $"{position}, field {name}";
        if (_node >= _nodes.Count)
            throw new MalformedDataException(where, "no array", "one");
        var (length, nulls) = (batch.Long(_nodes.Start, 2 * _node), batch.Long(_nodes.Start, (2 * _node) + 1));
        _node++;
        if (length < count || length > int.MaxValue - 1)
            throw new MalformedDataException(where, $"{length} elements", $"{count}");
        if (field.Kind == ArrowKind.Null)
            return;
        var there = Buffer(where);
        if (nulls != 0 && there.Length * 8L < count)
            throw new MalformedDataException(where, $"{nulls} elements missing, {there.Length} bytes that say which", "a bit each");
        var missing = nulls == 0 ? default : there;
        switch (field.Kind)
        {
            case ArrowKind.Structure:
                foreach (var child in field.Children)
                    Add(child, $"{name}/{child.Name}", count, ends, isLoose || nulls != 0);
                break;
            case ArrowKind.List or ArrowKind.FixedList:
                limit.Take(count + 1, sizeof(int), where);
                var starts = field.Kind == ArrowKind.List ? Starts(field.IsLarge, count, where) : Even(field.Size, count, where);
                Lists(field, name, starts, missing, ends, isLoose, where);
                break;
            default:
                _columns.Add(new(name, ends, Leaf(field, count, missing, isLoose, where)));
                break;
        }
    }

    /// <summary>Lists need not begin at the first element, nor take all: what is before and behind is left out.</summary>
    private void Lists(ArrowField field, string name, int[] starts, ReadOnlyMemory<byte> missing, int[][] ends, bool isLoose, string where)
    {
        for (var i = 0; i + 1 < starts.Length && !missing.IsEmpty; i++)
            if (!Bit(missing, i) && starts[i + 1] != starts[i])
                throw new MalformedDataException($"{where}, list {i}", "a missing list with elements", "none");
        var (child, first) = (field.Children[0], starts[0]);
        var columns = _columns.Count;
        Add(child, name, starts[^1], [.. ends, starts], isLoose);
        for (var i = columns; i < _columns.Count && first > 0; i++)
            _columns[i] = Shifted(_columns[i], ends.Length);
    }

    /// <summary>The same column without elements before the first list.</summary>
    private static NestedColumn Shifted(NestedColumn column, int level)
    {
        var skipped = column.Ends[level][0];
        var ends = column.Ends.ToArray();
        ends[level] = Array.ConvertAll(ends[level], end => end - skipped);
        for (var below = level + 1; below < ends.Length; below++)
        {
            ends[below] = ends[below][skipped..];
            var first = ends[below][0];
            ends[below] = Array.ConvertAll(ends[below], end => end - first);
            skipped = first;
        }
        return column with { Ends = ends, Values = column.Values.Slice(skipped, column.Values.Rows - skipped) };
    }

    private int[] Starts(bool isLarge, long count, string where)
    {
        var (buffer, size) = (Buffer(where), isLarge ? 8 : 4);
        if (count == 0)
            return [0];
        if (buffer.Length < (count + 1) * size)
            throw new MalformedDataException(where, $"{buffer.Length} bytes of places", $"{(count + 1) * size}");
        var starts = new int[count + 1];
        for (var i = 0; i < starts.Length; i++)
        {
            var bytes = buffer.Span[(i * size)..];
            var start = isLarge ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (start < (i == 0 ? 0 : starts[i - 1]) || start > int.MaxValue)
                throw new MalformedDataException($"{where}, element {i}", $"place {start}", "one behind the place before it");
            starts[i] = (int)start;
        }
        return starts;
    }

    private static int[] Even(int size, long count, string where)
    {
        if (size * count > int.MaxValue)
            throw new MalformedDataException(where, $"{count} lists of {size}", $"at most {int.MaxValue} elements");
        var starts = new int[count + 1];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = i * size;
        return starts;
    }

    private EpisodeColumn Leaf(ArrowField field, long count, ReadOnlyMemory<byte> missing, bool isLoose, string where)
    {
        var isText = field.Kind is ArrowKind.Texts or ArrowKind.Bytes;
        for (var i = 0; i < count && !missing.IsEmpty && !isText && !isLoose; i++)
            if (!Bit(missing, i))
                throw new MalformedDataException($"{where}, element {i}", "nothing", "a number");
        if (isText)
        {
            limit.Take(count, 48, where);
            var starts = Starts(field.IsLarge, count, where);
            return Texts(field, Buffer(where), starts, missing, where);
        }
        var (buffer, size) = (Buffer(where), Elements.Size(field.Element));
        if (field.Kind == ArrowKind.Truths ? buffer.Length * 8L < count : buffer.Length < count * size)
            throw new MalformedDataException(where, $"{buffer.Length} bytes", $"{count} elements");
        limit.Take(count, size, where);
        if (field.Kind == ArrowKind.Numbers)
            return EpisodeColumn.OfNumbers(field.Element, (int)count, [], buffer[..(int)(count * size)].ToArray());
        var truths = new byte[count];
        for (var i = 0; i < truths.Length; i++)
            truths[i] = Bit(buffer, i) ? (byte)1 : (byte)0;
        return EpisodeColumn.OfNumbers(ColumnType.Boolean, (int)count, [], truths);
    }

    private EpisodeColumn Texts(ArrowField field, ReadOnlyMemory<byte> bytes, int[] starts, ReadOnlyMemory<byte> missing, string where)
    {
        if (starts[^1] > bytes.Length)
            throw new MalformedDataException(where, $"{bytes.Length} bytes", $"{starts[^1]}, as places say");
        limit.Take(2L * (starts[^1] - starts[0]), where);
        var pieces = new ReadOnlyMemory<byte>[starts.Length - 1];
        for (var i = 0; i < pieces.Length; i++)
            pieces[i] = missing.IsEmpty || Bit(missing, i) ? bytes[starts[i]..starts[i + 1]] : default;
        return field.Kind == ArrowKind.Bytes
            ? EpisodeColumn.OfBytes(pieces.Select(static piece => (ReadOnlyMemory<byte>)piece.ToArray()))
            : EpisodeColumn.OfTexts(pieces.Select((piece, i) => Utf8Text.Of(piece.Span, $"{where}, element {i}")));
    }

    private ReadOnlyMemory<byte> Buffer(string where)
    {
        if (_buffer >= _buffers.Count)
            throw new MalformedDataException(where, "no buffer", "one");
        var (offset, length) = (batch.Long(_buffers.Start, 2 * _buffer), batch.Long(_buffers.Start, (2 * _buffer) + 1));
        _buffer++;
        return offset >= 0 && length >= 0 && offset <= body.Length - length
            ? body.AsMemory((int)offset, (int)length)
            : throw new MalformedDataException(where, $"{length} bytes at {offset}", $"some of the {body.Length} of the batch");
    }

    private static bool Bit(ReadOnlyMemory<byte> bits, int i) => (bits.Span[i >> 3] >> (i & 7) & 1) != 0;
}
