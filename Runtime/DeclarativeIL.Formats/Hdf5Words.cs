using System.Globalization;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;

namespace DeclarativeIL.Formats;

/// <summary>Attributes of HDF5 objects as words.</summary>
internal static class Hdf5Words
{
    /// <summary>Those that are one text, number or truth.</summary>
    public static Dictionary<string, string> Of(Hdf5Object from)
    {
        var words = new Dictionary<string, string>();
        foreach (var (name, value) in from.Attributes)
            if (value is { Type: ColumnType.Text, Rows: 1 })
                words[name] = value.Text(0);
            else if (value is { IsNumeric: true, Rows: 1, Width: 1 })
                words[name] = Number(value);
        return words;
    }

    private static string Number(EpisodeColumn value) =>
        value.Type switch
        {
            ColumnType.Boolean => value.Number(0) != 0 ? "true" : "false",
            ColumnType.Int64 => value.Values<long>()[0].ToString(CultureInfo.InvariantCulture),
            ColumnType.UInt64 => value.Values<ulong>()[0].ToString(CultureInfo.InvariantCulture),
            _ => value.Number(0).ToString("R", CultureInfo.InvariantCulture),
        };
}
