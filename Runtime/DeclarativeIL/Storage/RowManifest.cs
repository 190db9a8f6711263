using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Files;

namespace DeclarativeIL.Storage;

/// <summary>A file of rows.</summary>
/// <param name="File">Its name.</param>
/// <param name="Rows">How many rows it has, 1 or more.</param>
/// <param name="Hash">The SHA-256 of what is in it, 64 hexadecimal digits.</param>
/// <param name="KnowsEpisodes">Whether it says which rows are an episode.</param>
/// <param name="IsSmall">Whether it is to be written anew with those behind it, once there are many.</param>
internal sealed record RowShard(string File, int Rows, string Hash, bool KnowsEpisodes, bool IsSmall);

/// <summary>
/// What a folder of rows says of itself, in <c>dataset.json</c>: the columns, and the files that count, in their order. A file that is not
/// named there was not finished.
/// </summary>
/// <param name="Layout">The columns, and how they lie.</param>
/// <param name="Shards">The files.</param>
internal sealed partial record RowManifest(string Layout, IReadOnlyList<RowShard> Shards)
{
    /// <summary>The file's name.</summary>
    public const string Name = "dataset.json";

    private const int Version = 1,
        MostBytes = 1 << 28;

    /// <summary>Number of rows.</summary>
    public int Count => Shards.Sum(static shard => shard.Rows);

    /// <summary>What there is, or nothing where there is no such file.</summary>
    /// <exception cref="CheckpointException">The file is malformed.</exception>
    public static RowManifest? Find(string folder) =>
        File.Exists(Path.Combine(folder, Name))
            ? JsonFile.Parse(Path.Combine(folder, Name), MostBytes, depth: 4, Read, "description of a data set")
            : null;

    /// <summary>What there is.</summary>
    /// <exception cref="CheckpointException">The file is malformed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static RowManifest Of(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Find(folder)
            ?? throw new FileNotFoundException(
                $"{folder}: found no {Name} ({FolderContents.Describe(folder)}); expected the folder of a data set.",
                Path.Combine(folder, Name)
            );
    }

    /// <summary>Replaces what there is.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    public void Write(string folder) =>
        AtomicFile.Write(
            Path.Combine(folder, Name),
            stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                json.WriteStartObject();
                json.WriteNumber("version", Version);
                json.WriteString("layout", Layout);
                json.WriteStartArray("files");
                foreach (var shard in Shards)
                {
                    json.WriteStartObject();
                    json.WriteString("name", shard.File);
                    json.WriteNumber("rows", shard.Rows);
                    json.WriteBoolean("episodes", shard.KnowsEpisodes);
                    json.WriteBoolean("small", shard.IsSmall);
                    json.WriteString("sha256", shard.Hash);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    /// <summary>The name of the file of that number.</summary>
    public static string FileOf(long number) => string.Create(CultureInfo.InvariantCulture, $"rows-{number:D8}.safetensors");

    /// <summary>The number of a file; none where it is another's.</summary>
    public static long? NumberOf(string name) =>
        FileName().Match(name) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static RowManifest Read(string path, JsonElement root)
    {
        if (JsonFile.Find(root, "version") is not { } version || JsonFile.Number(version) != Version)
            throw new CheckpointException(path, "a data set of another version", $"version {Version}");
        var layout = JsonFile.Word(path, root, "layout") ?? throw new CheckpointException(path, "no layout", "the columns");
        if (JsonFile.Find(root, "files") is not { ValueKind: JsonValueKind.Array } files)
            throw new CheckpointException(path, "no list of files", "one");
        var shards = files.EnumerateArray().Select(file => ReadShard(path, file)).ToList();
        if (shards.Sum(static shard => (long)shard.Rows) is var rows and > int.MaxValue)
            throw new CheckpointException(path, $"{rows} rows", $"at most {int.MaxValue}");
        if (shards.DistinctBy(static shard => shard.File).Count() != shards.Count)
            throw new CheckpointException(path, "a file that is named twice", "each once");
        return new(layout, shards);
    }

    private static RowShard ReadShard(string path, JsonElement file)
    {
        var name = JsonFile.Word(path, file, "name");
        if (name is null || NumberOf(name) is null)
            throw new CheckpointException(path, $"a file '{name}'", $"a name such as {FileOf(1)}");
        var rows = JsonFile.Find(file, "rows") is { } count ? JsonFile.Number(count) : null;
        if (rows is not > 0)
            throw new CheckpointException(
                path,
                $"{rows?.ToString(CultureInfo.InvariantCulture) ?? "no number of"} rows in {name}",
                "1 or more"
            );
        var hash = JsonFile.Word(path, file, "sha256") ?? throw new CheckpointException(path, $"no sha256 of {name}", "one");
        return new(name, rows.Value, hash, JsonFile.Flag(path, file, "episodes"), JsonFile.Flag(path, file, "small"));
    }

    [GeneratedRegex(@"^rows-([0-9]{8,18})\.safetensors\z")]
    private static partial Regex FileName();
}
