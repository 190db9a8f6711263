using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;

namespace DeclarativeIL.Storage;

/// <summary>
/// Rows in one file, in Hugging Face's safetensors format: a tensor for each column, [rows, ...], and of sequences, which lie one behind
/// the other, one of their lengths.
/// </summary>
internal static class RowFile
{
    private const string Kind = "rows",
        EpisodesName = "rows.episodes"; // no property of a row can be named so

    /// <summary>The columns of a data set and how they lie, in words: rows of other words are other rows.</summary>
    public static string LayoutOf<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data)
        where TRow : struct
    {
        var columns = string.Join(", ", data.Columns.Select(static column => $"{column.Name} {NameOf(column.Row.Type)}"));
        return data.HoldsSequences ? $"{columns}; sequences"
            : data.Images is { } images
                ? string.Create(CultureInfo.InvariantCulture, $"{columns}; images {images.Height} x {images.Columns} x {images.Channels}")
            : columns;
    }

    /// <summary>An empty data set whose rows lie so.</summary>
    /// <exception cref="CheckpointException">Such are not <typeparamref name="TRow"/>.</exception>
    public static Dataset<TRow> Empty<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string path, string layout)
        where TRow : struct
    {
        var data = new Dataset<TRow>();
        var lies = layout.Split("; ");
        if (lies is [_, "sequences"])
            data = Dataset.OfSequences<TRow>();
        else if (lies.Length == 2)
            data = Dataset.OfImages<TRow>(ImagesOf(path, lies[1]));
        return LayoutOf(data) == layout
            ? data
            : throw new CheckpointException(path, $"rows of {layout}", $"{LayoutOf(data)}, as {typeof(TRow).Name} has them");
    }

    /// <summary>Writes rows.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="rows">The rows, one or more.</param>
    /// <param name="episodes">How many of them each episode has; null where that is not known.</param>
    /// <param name="isSmall">Whether it is to be written anew later.</param>
    /// <exception cref="IOException">They cannot be written; nothing is left behind.</exception>
    public static RowShard Write<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        string folder,
        string file,
        Dataset<TRow> rows,
        IReadOnlyList<int>? episodes,
        bool isSmall
    )
        where TRow : struct
    {
        // the widest numbers first, so that all are aligned
        var tensors = rows.Columns.SelectMany(static column => column.ToTensors()).OrderBy(static tensor => tensor.Type).ToList();
        if (episodes is not null)
            tensors.Add(new(EpisodesName, ElementType.Int32, [episodes.Count], MemoryMarshal.AsBytes<int>([.. episodes]).ToArray()));
        var words = new Dictionary<string, string>
        {
            ["kind"] = Kind,
            ["layout"] = LayoutOf(rows),
            ["rows"] = rows.Count.ToString(CultureInfo.InvariantCulture),
        };
        var sealedRows = new SafeTensors([.. tensors.OrderBy(static tensor => tensor.Type)], words).Sealed();
        sealedRows.Write(Path.Combine(folder, file));
        return new(file, rows.Count, sealedRows.Metadata[ContentHash.Name], episodes is not null, isSmall);
    }

    /// <summary>Reads rows; trusts nothing in the file.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="layout">How its rows lie.</param>
    /// <param name="shard">The file.</param>
    /// <exception cref="CheckpointException">They are not those that were written, or no such rows.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Dataset<TRow> Read<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(string folder, string layout, RowShard shard)
        where TRow : struct
    {
        var path = Path.Combine(folder, shard.File);
        var stored = SafeTensors.Read(path);
        var data = Empty<TRow>(path, layout);
        if (stored.IsWhole() != true || stored.Metadata[ContentHash.Name] != shard.Hash)
            throw new CheckpointException(path, "numbers or words that are not those that were written", $"those of sha256 {shard.Hash}");
        foreach (var (word, expected) in new[] { ("kind", Kind), ("layout", layout), ("rows", $"{shard.Rows}") })
            if (stored.Metadata.GetValueOrDefault(word) is var found && found != expected)
                throw new CheckpointException(path, $"the {word} '{found}'", $"'{expected}'");
        try
        {
            Take(data, stored, shard);
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointException(path, e.Message, "rows as they are written", e);
        }
        return data;
    }

    private static void Take<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data, SafeTensors stored, RowShard shard)
        where TRow : struct
    {
        foreach (var column in data.Columns)
            column.Take(
                stored.Find(column.Name) ?? throw new InvalidDataException($"found no column {column.Name}; expected it"),
                stored.Find(column.LengthsName),
                shard.Rows
            );
        data.Taken(shard.Rows);
        if (!shard.KnowsEpisodes)
            return;
        var lengths = stored.Find(EpisodesName) is { Type: ElementType.Int32, Shape.Count: 1 } found
            ? MemoryMarshal.Cast<byte, int>(found.Data.Span).ToArray()
            : throw new InvalidDataException("found no lengths of episodes; expected them");
        if (lengths.Any(static length => length < 1) || lengths.Sum(static length => (long)length) != shard.Rows)
            throw new InvalidDataException($"found episodes that have not {shard.Rows} rows together; expected as many");
        data.Episodes = new ConsecutiveEpisodes(lengths);
    }

    private static ImageSpace ImagesOf(string path, string words)
    {
        try
        {
            if (
                words.Split(' ') is ["images", var height, "x", var width, "x", var channels]
                && int.TryParse(height, CultureInfo.InvariantCulture, out var rows)
                && int.TryParse(width, CultureInfo.InvariantCulture, out var columns)
                && int.TryParse(channels, CultureInfo.InvariantCulture, out var numbers)
            )
                return new(rows, columns, numbers);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new CheckpointException(path, $"'{words}'", "sizes of images", e);
        }
        throw new CheckpointException(path, $"rows that lie as '{words}'", "sequences, images or neither");
    }

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{type.GetGenericArguments()[0].Name}>" : type.Name;
}
