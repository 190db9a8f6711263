using DeclarativeIL.Formats.Columns;
using PureHDF;

namespace DeclarativeIL.Formats;

/// <summary>Columns as PureHDF writes them.</summary>
internal static class Hdf5Export
{
    /// <summary>Truths as h5py writes and knows them: an enumeration of these names.</summary>
    private enum Truth : byte
    {
#pragma warning disable CA1707, CA1712 // the names are the format's
        FALSE = 0,
        TRUE = 1,
#pragma warning restore CA1707, CA1712
    }

    /// <summary>Puts a column into a group; parts of its name are groups.</summary>
    /// <exception cref="ArgumentException">It cannot be: bytes of unequal length.</exception>
    public static void Add(H5Group group, string name, EpisodeColumn column)
    {
        var names = name.Split('/');
        foreach (var part in names[..^1])
        {
            if (!group.TryGetValue(part, out var below))
                group[part] = below = new H5Group();
            group =
                below as H5Group ?? throw new ArgumentException($"Column {name}: found a column where a group of its parts is expected.");
        }
        group[names[^1]] = Dataset(name, column);
    }

    /// <summary>Writes a file.</summary>
    public static void Write(H5File file, Stream stream) => file.Write(stream, new H5WriteOptions(PreferCompactDatasetLayout: false));

    private static H5Dataset Dataset(string name, EpisodeColumn column)
    {
        ulong[] sizes = [(ulong)column.Rows, .. column.Shape.Select(static size => (ulong)size)];
        return column.Type switch
        {
            ColumnType.Boolean => Of(Array.ConvertAll(column.Values<bool>().ToArray(), static truth => truth ? Truth.TRUE : Truth.FALSE)),
            ColumnType.Int8 => Of(column.Values<sbyte>().ToArray()),
            ColumnType.Int16 => Of(column.Values<short>().ToArray()),
            ColumnType.Int32 => Of(column.Values<int>().ToArray()),
            ColumnType.Int64 => Of(column.Values<long>().ToArray()),
            ColumnType.UInt8 => Of(column.Values<byte>().ToArray()),
            ColumnType.UInt16 => Of(column.Values<ushort>().ToArray()),
            ColumnType.UInt32 => Of(column.Values<uint>().ToArray()),
            ColumnType.UInt64 => Of(column.Values<ulong>().ToArray()),
            ColumnType.Float16 => Of(column.Values<Half>().ToArray()),
            ColumnType.Float32 => Of(column.Values<float>().ToArray()),
            ColumnType.Float64 => Of(column.Values<double>().ToArray()),
            ColumnType.Text => Of(Enumerable.Range(0, column.Rows).Select(row => Whole(name, row, column.Text(row))).ToArray()),
            _ => OfBytes(name, column),
        };

        H5Dataset Of<T>(T[] values) => new(values, fileDims: sizes);
    }

    /// <summary>A text that HDF5 keeps as it is: it ends at a U+0000.</summary>
    private static string Whole(string name, int row, string text) =>
        !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw new ArgumentException(
                $"Column {name}, row {row}: found a text with U+0000; expected one without, as HDF5 ends texts there."
            );

    private static H5Dataset OfBytes(string name, EpisodeColumn column)
    {
        var rows = Enumerable.Range(0, column.Rows).Select(row => column.Bytes(row)).ToArray();
        var width = rows is [var first, ..] ? first.Length : 0;
        return Array.TrueForAll(rows, row => row.Length == width)
            ? new(rows.SelectMany(static row => row.ToArray()).ToArray(), fileDims: [(ulong)rows.Length, (ulong)width])
            : throw new ArgumentException(
                $"Column {name}: found bytes of unequal length (encoded images); expected decoded ones, of one shape."
            );
    }
}
