using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <content>Writing.</content>
public sealed partial class TableFile
{
    /// <summary>Saves the steps of episodes as lines, whole or not at all. What was seen after each step is a column of its own.</summary>
    /// <param name="path">Ends with <c>.csv</c> or <c>.jsonl</c>; an older file is replaced.</param>
    /// <param name="episodes">At least one, all with the same columns.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, columns differ or are of bytes, an episode has no steps; in JSON, a
    /// number is not finite; in CSV, a text looks like a number or a truth.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void Save(string path, IReadOnlyList<Episode> episodes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var isCsv = IsCsv(path);
        EpisodeExport.Check(episodes);
        var steps = episodes.Select(EpisodeExport.OfSteps).ToList();
        foreach (var (name, column) in steps[0])
            if (column.Type == ColumnType.Bytes)
                throw new ArgumentException($"Column {name}: found bytes; expected numbers or texts.", nameof(episodes));
        if (!steps.TrueForAll(step => step.Count == steps[0].Count))
            throw new ArgumentException("Some episodes have what was seen last, others not; expected all or none.", nameof(episodes));
        if (isCsv)
            CheckTexts(steps);
        AtomicFile.Write(path, isCsv ? stream => WriteCsv(stream, steps) : stream => WriteJson(stream, steps));
    }

    private static void WriteJson(Stream stream, List<Dictionary<string, EpisodeColumn>> episodes)
    {
        for (var k = 0; k < episodes.Count; k++)
        for (var t = 0; t < episodes[k].Values.First().Rows; t++)
        {
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteNumber(EpisodeName, k);
                foreach (var (name, column) in episodes[k])
                {
                    json.WritePropertyName(name);
                    Write(json, name, column, t);
                }
                json.WriteEndObject();
            }
            stream.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter json, string name, EpisodeColumn column, int row)
    {
        if (column.Type == ColumnType.Text)
        {
            json.WriteStringValue(column.Text(row));
            return;
        }
        var at = 0;
        Axis(0);

        void Axis(int axis)
        {
            if (axis == column.Shape.Count)
            {
                var number = column.Number(row, at++);
                if (column.Type == ColumnType.Boolean)
                    json.WriteBooleanValue(number != 0);
                else if (column.Type == ColumnType.Float32)
                    json.WriteNumberValue(Finite((float)number));
                else
                    json.WriteNumberValue(Finite(number));
                return;
            }
            json.WriteStartArray();
            for (var i = 0; i < column.Shape[axis]; i++)
                Axis(axis + 1);
            json.WriteEndArray();
        }

        T Finite<T>(T number)
            where T : System.Numerics.INumberBase<T> =>
            T.IsFinite(number)
                ? number
                : throw new ArgumentException($"Column {name}, step {row}: found {number}; expected a finite number, as JSON has.");
    }

    private static void WriteCsv(Stream stream, List<Dictionary<string, EpisodeColumn>> episodes)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        csv.WriteField(EpisodeName);
        foreach (var (name, column) in episodes[0])
            if (column.Shape.Count == 0)
                csv.WriteField(name);
            else
                for (var i = 0; i < column.Width; i++)
                    csv.WriteField(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
        csv.NextRecord();
        for (var k = 0; k < episodes.Count; k++)
        for (var t = 0; t < episodes[k].Values.First().Rows; t++)
        {
            csv.WriteField(k);
            foreach (var (name, _) in episodes[0])
                for (var i = 0; i < episodes[k][name].Width; i++)
                    csv.WriteField(Words(episodes[k][name], t, i));
            csv.NextRecord();
        }
    }

    private static string Words(EpisodeColumn column, int row, int component) =>
        column.Type switch
        {
            ColumnType.Text => column.Text(row),
            ColumnType.Boolean => column.Number(row, component) != 0 ? "true" : "false",
            ColumnType.Float32 => ((float)column.Number(row, component)).ToString("R", CultureInfo.InvariantCulture),
            _ => column.Number(row, component).ToString("R", CultureInfo.InvariantCulture),
        };

    /// <summary>A field of CSV does not say what it is: a text that looks like a number comes back as one.</summary>
    private static void CheckTexts(List<Dictionary<string, EpisodeColumn>> episodes)
    {
        foreach (var (name, column) in episodes.SelectMany(static columns => columns))
            for (var row = 0; column.Type == ColumnType.Text && row < column.Rows; row++)
                if (!CsvTable.IsText(column.Text(row)))
                    throw new ArgumentException(
                        $"Column {name}, step {row}: found the text '{column.Text(row)}'; expected one that is no number and no truth, as "
                            + "CSV does not tell them apart (JSON Lines does).",
                        nameof(episodes)
                    );
    }
}
