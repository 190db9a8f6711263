using System.Globalization;
using System.IO.Compression;
using System.Text;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Writes arrays by name into one file, as NumPy has them.</summary>
internal static class NpzWriter
{
    private const int Alignment = 64;

    /// <summary>Writes columns of numbers and truths.</summary>
    /// <exception cref="ArgumentException">A column is of texts or bytes.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, EpisodeColumn>> arrays)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, column) in arrays)
        {
            using var entry = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
            entry.Write(Header(name, column));
            entry.Write(column.Raw.Span);
        }
    }

    private static byte[] Header(string name, EpisodeColumn column)
    {
        var kind = column.Type switch
        {
            ColumnType.Boolean => "|b1",
            ColumnType.Int8 => "|i1",
            ColumnType.UInt8 => "|u1",
            ColumnType.Int16 => "<i2",
            ColumnType.Int32 => "<i4",
            ColumnType.Int64 => "<i8",
            ColumnType.UInt16 => "<u2",
            ColumnType.UInt32 => "<u4",
            ColumnType.UInt64 => "<u8",
            ColumnType.Float16 => "<f2",
            ColumnType.Float32 => "<f4",
            ColumnType.Float64 => "<f8",
            _ => throw new ArgumentException($"Column {name}: found {column.Type}; expected numbers."),
        };
        var sizes = string.Concat(
            ((int[])[column.Rows, .. column.Shape]).Select(static size => string.Create(CultureInfo.InvariantCulture, $"{size}, "))
        );
        var text = $"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({sizes.TrimEnd()}), }}";
        var padded = text.PadRight(text.Length + Alignment - 1 - ((10 + text.Length) % Alignment)) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)padded.Length, (byte)(padded.Length >> 8), .. Encoding.Latin1.GetBytes(padded)];
    }
}
