using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <content>Writing.</content>
public sealed partial class ImitationFile
{
    private const string DataName = "data-00000-of-00001.arrow";

    /// <summary>Saves trajectories as imitation does: a folder with one Arrow file; nothing appears before all is on disk.</summary>
    /// <remarks>
    /// Observations and actions are one column each. Infos that are texts are kept; without them each step has <c>{}</c>. Rewards are
    /// kept where there are.
    /// </remarks>
    /// <param name="folder">The folder, made where it is not there.</param>
    /// <param name="episodes">At least one, all with the same columns; observations with what was seen last.</param>
    /// <exception cref="ArgumentException">They have other columns, or what was seen last is missing.</exception>
    /// <exception cref="IOException">A file cannot be written; what was there is unchanged.</exception>
    public static void Save(string folder, IReadOnlyList<Episode> episodes)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        EpisodeExport.Check(episodes);
        var columns = new List<(string Name, string Kind, IArrowArray Array)>();
        foreach (var (ours, theirs) in new[] { (Episode.Observations, Seen), (Episode.Actions, Acts), (Episode.Rewards, Rews) })
            if (ours != Episode.Rewards || episodes[0].Columns.ContainsKey(ours))
                columns.Add(Lists(theirs, [.. episodes.Select(episode => Numbers(episode, ours))]));
        columns.Insert(2, (Episode.Infos, "string", Infos(episodes)));
        columns.Insert(3, (Terminal, "bool", new BooleanArray.Builder().AppendRange(episodes.Select(static e => e.IsTerminated)).Build()));
        var fields = columns.Select(static column => new Field(column.Name, column.Array.Data.DataType, nullable: true));
        var batch = new RecordBatch(new Schema(fields, null), columns.Select(static column => column.Array), episodes.Count);
        Directory.CreateDirectory(folder);
        AtomicFile.WriteAll(
            (Path.Combine(folder, DataName), stream => Write(stream, batch)),
            (Path.Combine(folder, "dataset_info.json"), stream => stream.Write(Features(columns))),
            (Path.Combine(folder, "state.json"), static stream => stream.Write(State()))
        );
    }

    /// <summary>A column as the format has it: T + 1 rows of observations, T of others.</summary>
    private static EpisodeColumn Numbers(Episode episode, string name)
    {
        IReadOnlyDictionary<string, EpisodeColumn> columns =
            name == Episode.Observations ? EpisodeExport.WithLast(episode) : episode.Columns;
        return columns.TryGetValue(name, out var found) && found.IsNumeric
            ? found.Slice(0, name == Episode.Observations ? found.Rows : episode.Length)
            : throw new ArgumentException($"Found columns {string.Join(", ", columns.Keys)}; expected {name} as one column of numbers.");
    }

    /// <summary>A list of rows for each episode; rows with a shape are lists again.</summary>
    private static (string, string, IArrowArray) Lists(string name, EpisodeColumn[] parts)
    {
        var all = EpisodeColumn.Join(parts);
        var (type, kind) = TypeOf(name, all.Type);
        IArrowArray array = ArrowArrayFactory.BuildArray(
            new ArrayData(type, all.Rows * all.Width, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(all.Raw.ToArray())])
        );
        for (var axis = all.Shape.Count - 1; axis >= 0; axis--)
            array = ListOf(array, Even(array.Length / Math.Max(1, all.Shape[axis]), all.Shape[axis]));
        var ends = new int[parts.Length + 1];
        for (var i = 0; i < parts.Length; i++)
            ends[i + 1] = ends[i] + parts[i].Rows;
        return (name, kind, ListOf(array, ends));
    }

    private static int[] Even(int count, int size) => [.. Enumerable.Range(0, count + 1).Select(i => i * size)];

    private static IArrowArray ListOf(IArrowArray below, int[] ends)
    {
        var offsets = new ArrowBuffer.Builder<int>().AppendRange(ends).Build();
        var type = new ListType(new Field("item", below.Data.DataType, nullable: true));
        return ArrowArrayFactory.BuildArray(new ArrayData(type, ends.Length - 1, 0, 0, [ArrowBuffer.Empty, offsets], [below.Data]));
    }

    private static IArrowArray Infos(IReadOnlyList<Episode> episodes)
    {
        var (texts, ends) = (new StringArray.Builder(), new List<int> { 0 });
        foreach (var episode in episodes)
        {
            var infos = episode.Columns.TryGetValue(Episode.Infos, out var found) && found.Type == ColumnType.Text ? found : null;
            for (var t = 0; t < episode.Length; t++)
                texts.Append(infos?.Text(t) ?? "{}");
            ends.Add(ends[^1] + episode.Length);
        }
        return ListOf(texts.Build(), [.. ends]);
    }

    private static (IArrowType, string) TypeOf(string name, ColumnType type) =>
        type switch
        {
            ColumnType.Int8 => (Int8Type.Default, "int8"),
            ColumnType.Int16 => (Int16Type.Default, "int16"),
            ColumnType.Int32 => (Int32Type.Default, "int32"),
            ColumnType.Int64 => (Int64Type.Default, "int64"),
            ColumnType.UInt8 => (UInt8Type.Default, "uint8"),
            ColumnType.UInt16 => (UInt16Type.Default, "uint16"),
            ColumnType.UInt32 => (UInt32Type.Default, "uint32"),
            ColumnType.UInt64 => (UInt64Type.Default, "uint64"),
            ColumnType.Float16 => (HalfFloatType.Default, "float16"),
            ColumnType.Float32 => (FloatType.Default, "float32"),
            ColumnType.Float64 => (DoubleType.Default, "float64"),
            _ => throw new ArgumentException($"Column {name}: found {type}; expected numbers."),
        };

    private static void Write(Stream stream, RecordBatch batch)
    {
        using var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static byte[] Features(List<(string Name, string Kind, IArrowArray Array)> columns)
    {
        var features = new JsonObject();
        foreach (var (name, kind, array) in columns)
        {
            var feature = new JsonObject { ["dtype"] = kind, ["_type"] = "Value" };
            for (var type = array.Data.DataType; type is ListType list; type = list.ValueDataType)
                feature = new JsonObject { ["feature"] = feature, ["_type"] = "List" };
            features[name] = feature;
        }
        return Json(
            new()
            {
                ["citation"] = "",
                ["description"] = "",
                ["features"] = features,
                ["homepage"] = "",
                ["license"] = "",
            }
        );
    }

    private static byte[] State() =>
        Json(
            new()
            {
                ["_data_files"] = new JsonArray(new JsonObject { ["filename"] = DataName }),
                ["_fingerprint"] = "declarativeil",
                ["_format_columns"] = null,
                ["_format_kwargs"] = new JsonObject(),
                ["_format_type"] = null,
                ["_output_all_columns"] = false,
                ["_split"] = null,
            }
        );

    private static byte[] Json(JsonObject value) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(value);
}
