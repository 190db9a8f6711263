using System.Globalization;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Formats.Columns;

/// <summary>A column of an episode: rows of numbers of one shape and type, or one text, or some bytes, in each. Never changed.</summary>
public sealed class EpisodeColumn
{
    private readonly int[] _shape;
    private readonly ReadOnlyMemory<byte> _numbers;
    private readonly ReadOnlyMemory<string> _texts;
    private readonly ReadOnlyMemory<ReadOnlyMemory<byte>> _bytes;

    private EpisodeColumn(
        ColumnType type,
        int rows,
        int[] shape,
        ReadOnlyMemory<byte> numbers,
        ReadOnlyMemory<string> texts,
        ReadOnlyMemory<ReadOnlyMemory<byte>> bytes
    )
    {
        (Type, Rows, _shape, _numbers, _texts, _bytes) = (type, rows, shape, numbers, texts, bytes);
        Width = 1;
        foreach (var size in shape)
            Width = checked(Width * size);
    }

    /// <summary>A column of numbers or truths.</summary>
    /// <typeparam name="T">A number type of <see cref="ColumnType"/>, or <see cref="bool"/>.</typeparam>
    /// <param name="values">[rows, ...], row after row; copied.</param>
    /// <param name="shape">The shape of a row; none for one number a row.</param>
    /// <exception cref="ArgumentException">The type is none of these, or the numbers are not whole rows.</exception>
    public static EpisodeColumn Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var type =
            Elements.Of(typeof(T))
            ?? throw new ArgumentException($"{typeof(T).Name} is no element of a column; expected a number or bool.", nameof(values));
        var width = 1;
        foreach (var size in shape)
            width =
                size >= 1
                    ? checked(width * size)
                    : throw new ArgumentException($"Found a size of {size}; expected 1 or more.", nameof(shape));
        if (values.Length % width != 0)
            throw new ArgumentException($"Found {values.Length} numbers; expected rows of {width}.", nameof(values));
        return new(type, values.Length / width, shape.ToArray(), MemoryMarshal.AsBytes(values).ToArray(), default, default);
    }

    /// <summary>A column of texts.</summary>
    /// <param name="texts">[rows], copied.</param>
    public static EpisodeColumn OfTexts(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var copy = texts.ToArray();
        return new(ColumnType.Text, copy.Length, [], default, copy, default);
    }

    /// <summary>A column of bytes.</summary>
    /// <param name="bytes">[rows]; the memory is kept, not copied.</param>
    public static EpisodeColumn OfBytes(IEnumerable<ReadOnlyMemory<byte>> bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var copy = bytes.ToArray();
        return new(ColumnType.Bytes, copy.Length, [], default, default, copy);
    }

    /// <summary>What its elements are.</summary>
    public ColumnType Type { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The shape of a row; empty where it is one element.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Elements of a row.</summary>
    public int Width { get; }

    /// <summary>True if the elements are numbers or truths.</summary>
    public bool IsNumeric => Elements.IsNumber(Type);

    /// <summary>[rows, ...], all numbers, row after row.</summary>
    /// <typeparam name="T">The .NET type of <see cref="Type"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged =>
        Elements.Of(typeof(T)) == Type
            ? MemoryMarshal.Cast<byte, T>(_numbers.Span)
            : throw new InvalidOperationException($"The elements are {Type}; found a request for {typeof(T).Name}.");

    /// <summary>The element of a row as a number; a truth is 1 or 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or component.</exception>
    /// <exception cref="InvalidOperationException">The elements are texts or bytes.</exception>
    public double Number(int row, int component = 0)
    {
        var size = IsNumeric ? Elements.Size(Type) : throw new InvalidOperationException($"The elements are {Type}; expected numbers.");
        CheckRow(row);
        if ((uint)component >= (uint)Width)
            throw new ArgumentOutOfRangeException(nameof(component), component, $"Expected 0 to {Width - 1}.");
        return Elements.Read(Type, _numbers.Span.Slice(((row * Width) + component) * size, size));
    }

    /// <summary>The text of a row.</summary>
    /// <exception cref="InvalidOperationException">The elements are no texts.</exception>
    public string Text(int row)
    {
        CheckRow(row);
        return Type == ColumnType.Text
            ? _texts.Span[row]
            : throw new InvalidOperationException($"The elements are {Type}; expected {ColumnType.Text}.");
    }

    /// <summary>The bytes of a row.</summary>
    /// <exception cref="InvalidOperationException">The elements are neither bytes nor numbers of 8 bits.</exception>
    public ReadOnlyMemory<byte> Bytes(int row)
    {
        CheckRow(row);
        return Type switch
        {
            ColumnType.Bytes => _bytes.Span[row],
            ColumnType.UInt8 => _numbers.Slice(row * Width, Width),
            _ => throw new InvalidOperationException($"The elements are {Type}; expected {ColumnType.Bytes} or {ColumnType.UInt8}."),
        };
    }

    /// <summary>Some rows of it, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not there.</exception>
    public EpisodeColumn Slice(int start, int count)
    {
        if (start < 0 || count < 0 || count > Rows - start)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Expected rows from 0 to {Rows}.");
        var size = Elements.Size(Type) * Width;
        return Type switch
        {
            ColumnType.Text => new(Type, count, _shape, default, _texts.Slice(start, count), default),
            ColumnType.Bytes => new(Type, count, _shape, default, default, _bytes.Slice(start, count)),
            _ => new(Type, count, _shape, _numbers.Slice(start * size, count * size), default, default),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Rows} rows of {Type}{(_shape.Length == 0 ? "" : $" [{string.Join(", ", _shape)}]")}"
        );

    /// <summary>Numbers as they lie in a file, little-endian; sizes were checked.</summary>
    internal static EpisodeColumn OfNumbers(ColumnType type, int rows, int[] shape, ReadOnlyMemory<byte> numbers) =>
        new(type, rows, shape, numbers, default, default);

    /// <summary>All numbers as they lie in memory.</summary>
    internal ReadOnlyMemory<byte> Raw => _numbers;

    /// <summary>The same numbers, rows of another shape.</summary>
    internal EpisodeColumn Shaped(int rows, int[] shape) => new(Type, rows, shape, _numbers, _texts, _bytes);

    /// <summary>The rows of several of one type and shape, one after the other.</summary>
    internal static EpisodeColumn Join(IReadOnlyList<EpisodeColumn> parts) =>
        parts is [var only]
            ? only
            : parts[0].Type switch
            {
                ColumnType.Text => OfTexts(parts.SelectMany(static part => part._texts.ToArray())),
                ColumnType.Bytes => OfBytes(parts.SelectMany(static part => part._bytes.ToArray())),
                _ => JoinNumbers(parts),
            };

    private static EpisodeColumn JoinNumbers(IReadOnlyList<EpisodeColumn> parts)
    {
        var (bytes, at) = (new byte[parts.Sum(static part => part._numbers.Length)], 0);
        foreach (var part in parts)
        {
            part._numbers.Span.CopyTo(bytes.AsSpan(at));
            at += part._numbers.Length;
        }
        return OfNumbers(parts[0].Type, parts.Sum(static part => part.Rows), parts[0]._shape, bytes);
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Rows)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Expected a row from 0 to {Rows - 1}.");
    }
}
