using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>Files that other projects' own code wrote, and what it reads in them.</summary>
internal static class Golden
{
    public static string PathOf(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Golden", name.Replace('/', Path.DirectorySeparatorChar));

    public static JsonElement Expected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
        return document.RootElement.Clone();
    }

    /// <summary>Compares a column with an array as the expectations have it: all values, or the first and last four, and the sum.</summary>
    public static void Match(JsonElement expected, EpisodeColumn found, string place)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            MatchTexts(expected, found, place);
            return;
        }
        var shape = expected.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32()).ToArray();
        Assert.True(
            shape.SequenceEqual(shape.Length == 0 ? [] : [found.Rows, .. found.Shape]),
            $"{place}: found {found}; expected {string.Join(" x ", shape)}"
        );
        if (expected.TryGetProperty("dtype", out var dtype) && found.IsNumeric && dtype.GetString()!.Length == 3)
            Assert.True(TypeOf(dtype.GetString()!) == found.Type, $"{place}: found {found}; expected {dtype}");
        var numbers = Numbers(found);
        if (expected.TryGetProperty("values", out var values) && values.ValueKind != JsonValueKind.Null)
            MatchNumbers(Flat(values).ToArray(), numbers, found.Type, place);
        if (expected.TryGetProperty("first", out var first))
        {
            var few = Flat(first).ToArray();
            MatchNumbers(few, numbers[..few.Length], found.Type, place);
        }
        if (expected.TryGetProperty("last", out var last))
        {
            var few = Flat(last).ToArray();
            MatchNumbers(few, numbers[^few.Length..], found.Type, place);
        }
        if (expected.TryGetProperty("sum", out var sum) && sum.ValueKind == JsonValueKind.Number)
            Assert.True(
                Math.Abs(numbers.Where(static number => !double.IsNaN(number)).Sum() - sum.GetDouble())
                    <= 1e-9 * (1 + numbers.Sum(Math.Abs)),
                $"{place}: found a sum of {numbers.Sum():R}; expected {sum}"
            );
    }

    public static double[] Numbers(EpisodeColumn column)
    {
        var numbers = new double[column.Rows * column.Width];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = column.Number(i / column.Width, i % column.Width);
        return numbers;
    }

    public static IEnumerable<JsonElement> Flat(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array ? values.EnumerateArray().SelectMany(Flat) : [values];

    public static void MatchNumbers(JsonElement[] expected, double[] found, ColumnType type, string place)
    {
        Assert.True(expected.Length == found.Length, $"{place}: found {found.Length} numbers; expected {expected.Length}");
        for (var i = 0; i < found.Length; i++)
            Assert.True(Number(expected[i], type).Equals(found[i]), $"{place}, number {i}: found {found[i]:R}; expected {expected[i]}");
    }

    private static double Number(JsonElement value, ColumnType type) =>
        value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.String => value.GetString() switch
            {
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                _ => double.NaN,
            },
            _ when type == ColumnType.Float32 => float.Parse(value.GetRawText(), CultureInfo.InvariantCulture),
            _ when type == ColumnType.Float16 => (double)Half.Parse(value.GetRawText(), CultureInfo.InvariantCulture),
            _ => double.Parse(value.GetRawText(), CultureInfo.InvariantCulture),
        };

    private static void MatchTexts(JsonElement expected, EpisodeColumn found, string place)
    {
        var texts = expected.EnumerateArray().Select(static text => text.GetString()).ToArray();
        Assert.True(found.Type == ColumnType.Text, $"{place}: found {found}; expected texts");
        Assert.Equal(texts, Enumerable.Range(0, found.Rows).Select(found.Text));
    }

    private static ColumnType TypeOf(string dtype) =>
        dtype[1..] switch
        {
            "b1" => ColumnType.Boolean,
            "f2" => ColumnType.Float16,
            "f4" => ColumnType.Float32,
            "f8" => ColumnType.Float64,
            "i1" => ColumnType.Int8,
            "i2" => ColumnType.Int16,
            "i4" => ColumnType.Int32,
            "i8" => ColumnType.Int64,
            "u1" => ColumnType.UInt8,
            "u2" => ColumnType.UInt16,
            "u4" => ColumnType.UInt32,
            "u8" => ColumnType.UInt64,
            _ => throw new ArgumentException(dtype),
        };
}
