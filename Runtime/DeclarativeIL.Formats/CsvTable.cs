using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>CSV as columns: <c>name[i]</c> are the numbers of one.</summary>
internal static class CsvTable
{
    private const int MostColumns = 65536,
        LongestField = 1 << 24;

    public static Dictionary<string, EpisodeColumn> Read(FileStream file, MemoryLimit limit)
    {
        using var text = new StreamReader(
            file,
            new UTF8Encoding(false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: false,
            leaveOpen: true
        );
        using var csv = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture) { MaxFieldSize = LongestField, DetectDelimiter = false }
        );
        try
        {
            if (!csv.Read() || csv.Record is not { } names)
                throw new MalformedDataException("line 1", "nothing", "the names of columns");
            names[0] = names[0].TrimStart('\uFEFF');
            var groups = Groups(names);
            var columns = groups.Select(static group => new TextColumn(group.Name)).ToArray();
            while (csv.Read())
                Add(csv, names.Length, groups, columns, limit);
            return groups
                .Select((group, i) => (group.Name, Column: columns[i].Build()))
                .ToDictionary(static pair => pair.Name, static pair => pair.Column);
        }
        catch (Exception e) when (e is CsvHelperException or DecoderFallbackException)
        {
            throw new MalformedDataException(
                $"line {csv.RawRow}",
                e is DecoderFallbackException ? "bytes that are no UTF-8" : e.Message.Split('\n')[0].TrimEnd('.', '\r'),
                "CSV"
            );
        }
    }

    private static void Add(CsvParser csv, int count, (string Name, int Start, int Size)[] groups, TextColumn[] columns, MemoryLimit limit)
    {
        var (fields, position) = (csv.Record!, $"line {csv.RawRow}");
        if (fields.Length != count)
            throw new MalformedDataException(position, $"{fields.Length} fields", $"{count}, as there are names");
        limit.Take(32L * count, position);
        for (var i = 0; i < groups.Length; i++)
        {
            var (name, start, size) = groups[i];
            var numbers = new double[Math.Max(1, size)];
            var type = ColumnType.Float64;
            for (var k = 0; k < numbers.Length && type != ColumnType.Text; k++)
                type = Number(fields[start + k], out numbers[k]);
            if (type != ColumnType.Text)
                columns[i].Add(type, numbers, size == 0 ? [] : [size], position);
            else if (size == 0)
            {
                limit.Take(2L * fields[start].Length, position);
                columns[i].Add(fields[start], position);
            }
            else
                throw new MalformedDataException($"{position}, column {name}", "a text in a list", "numbers");
        }
    }

    /// <summary>Whether a field is read as a text, and not as a number or a truth.</summary>
    public static bool IsText(string field) => Number(field, out _) == ColumnType.Text;

    private static ColumnType Number(string field, out double number)
    {
        number = string.Equals(field, "true", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (number == 1 || string.Equals(field, "false", StringComparison.OrdinalIgnoreCase))
            return ColumnType.Boolean;
        return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? ColumnType.Float64 : ColumnType.Text;
    }

    /// <summary>The columns, and which fields are in each; a size of 0 is a single one.</summary>
    private static (string Name, int Start, int Size)[] Groups(string[] names)
    {
        var (groups, seen) = (new List<(string Name, int Start, int Size)>(), new HashSet<string>());
        if (names.Length > MostColumns)
            throw new MalformedDataException("line 1", $"{names.Length} names", $"at most {MostColumns}");
        for (var i = 0; i < names.Length; i++)
        {
            var at = names[i].LastIndexOf('[');
            var isPart =
                at > 0
                && names[i].EndsWith(']')
                && int.TryParse(names[i].AsSpan((at + 1)..^1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
            var name = isPart ? names[i][..at] : names[i];
            if (
                isPart
                && groups.Count > 0
                && groups[^1] is var (last, start, size)
                && last == name
                && names[i] == $"{name}[{size}]"
                && size > 0
            )
                groups[^1] = (last, start, size + 1);
            else if (name.Length > 0 && seen.Add(name) && (!isPart || names[i] == $"{name}[0]"))
                groups.Add((name, i, isPart ? 1 : 0));
            else
                throw new MalformedDataException(
                    "line 1",
                    $"name {i}, '{names[i]}'",
                    "a name that is not there before; of a list, [0], [1], ... in order"
                );
        }
        return [.. groups];
    }
}
