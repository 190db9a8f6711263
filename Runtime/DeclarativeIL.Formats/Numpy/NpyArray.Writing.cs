using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Numpy;

/// <content>Writing: version 1.0, little-endian, row after row.</content>
internal static partial class NpyArray
{
    private const int Alignment = 64,
        UnitSize = 4;

    private static readonly UTF32Encoding Units = new(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true);

    /// <summary>Checks that a column can be written.</summary>
    /// <exception cref="ArgumentException">It is of bytes, or a text is too long, ends with U+0000, which NumPy takes for no character, or
    /// has half of a surrogate pair.</exception>
    public static void Check(EpisodeColumn column, string name)
    {
        if (column.Type == ColumnType.Bytes)
            throw new ArgumentException($"Column {name}: found bytes; expected numbers or texts.");
        for (var row = 0; column.Type == ColumnType.Text && row < column.Rows; row++)
            if (Fault(column.Text(row)) is { } fault)
                throw new ArgumentException(
                    $"Column {name}, row {row}: found a text {fault}; expected Unicode of at most {LargestElement} characters, as NumPy "
                        + $"gives each text the room of the longest."
                );
    }

    /// <summary>Writes a column that was checked; texts get the width of the longest.</summary>
    public static void Write(Stream stream, EpisodeColumn column)
    {
        var width = column.Type == ColumnType.Text ? Longest(column) : 0;
        WriteHeader(stream, column, width);
        if (column.Type != ColumnType.Text)
        {
            stream.Write(column.Raw.Span);
            return;
        }
        var units = new byte[width * UnitSize];
        for (var row = 0; row < column.Rows; row++)
        {
            units.AsSpan(Units.GetBytes(column.Text(row), units)).Clear();
            stream.Write(units);
        }
    }

    private static string? Fault(string text)
    {
        if (text.EndsWith('\0'))
            return "that ends with U+0000";
        try
        {
            return Units.GetByteCount(text) / UnitSize is var length and > LargestElement ? $"of {length} characters" : null;
        }
        catch (EncoderFallbackException e)
        {
            return $"with half of a surrogate pair at {e.Index}";
        }
    }

    /// <summary>Characters of the longest text, at least the one that NumPy gives to empty ones.</summary>
    private static int Longest(EpisodeColumn column)
    {
        var most = 1;
        for (var row = 0; row < column.Rows; row++)
            most = Math.Max(most, Units.GetByteCount(column.Text(row)) / UnitSize);
        return most;
    }

    private static void WriteHeader(Stream stream, EpisodeColumn column, int width)
    {
        var sizes = string.Join(", ", column.Shape.Prepend(column.Rows)) + (column.Shape.Count == 0 ? "," : "");
        var header = $"{{'descr': '{Descriptor(column.Type, width)}', 'fortran_order': False, 'shape': ({sizes}), }}";
        // its end, a line feed, is at a multiple of 64
        var before = Magic.Length + 5;
        var length = ((before + header.Length + Alignment) / Alignment * Alignment) - before;
        Span<byte> head = [0x93, .. Magic, 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(head[^2..], checked((ushort)length));
        stream.Write(head);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
    }

    private static string Descriptor(ColumnType type, int width) =>
        type switch
        {
            ColumnType.Boolean => "|b1",
            ColumnType.Int8 => "|i1",
            ColumnType.Int16 => "<i2",
            ColumnType.Int32 => "<i4",
            ColumnType.Int64 => "<i8",
            ColumnType.UInt8 => "|u1",
            ColumnType.UInt16 => "<u2",
            ColumnType.UInt32 => "<u4",
            ColumnType.UInt64 => "<u8",
            ColumnType.Float16 => "<f2",
            ColumnType.Float32 => "<f4",
            ColumnType.Float64 => "<f8",
            ColumnType.Text => string.Create(CultureInfo.InvariantCulture, $"<U{width}"),
            _ => throw new ArgumentException($"Found {type}; expected numbers or texts.", nameof(type)),
        };
}
