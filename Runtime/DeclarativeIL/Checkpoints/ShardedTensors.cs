using System.Text.Json;

namespace DeclarativeIL.Checkpoints;

/// <summary>Tensors spread over several files, as an index says which holds which: <c>{"weight_map": {"name": "file"}}</c>.</summary>
internal static class ShardedTensors
{
    private const int LargestIndex = 1 << 26,
        MostFiles = 1 << 12;

    /// <summary>
    /// Reads the files that an index names, each beside it. Each tensor must be where the index says, and no other may be there.
    /// </summary>
    /// <exception cref="CheckpointException">The index or a file is malformed, or they do not fit each other.</exception>
    public static SafeTensors Read(string index)
    {
        var places = JsonFile.Parse(index, LargestIndex, 16, Places);
        var files = places.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (files.Length is 0 or > MostFiles)
            throw new CheckpointException(index, $"{files.Length} files", $"1 to {MostFiles}");
        foreach (var file in files)
            if (!File.Exists(PathOf(index, file)))
                throw new CheckpointException(index, $"the name of a file '{file}' that is not beside it", "one that is");
        var tensors = new List<StoredTensor>();
        foreach (var file in files)
        foreach (var tensor in SafeTensors.Read(PathOf(index, file)).Tensors)
        {
            if (!places.Remove(tensor.Name, out var place) || place != file)
                throw new CheckpointException(
                    PathOf(index, file),
                    $"tensor '{tensor.Name}'",
                    place is null
                        ? $"those that {Path.GetFileName(index)} names, once"
                        : $"it in '{place}', as {Path.GetFileName(index)} says"
                );
            tensors.Add(tensor);
        }
        return places.Count == 0
            ? new SafeTensors(tensors, new Dictionary<string, string>())
            : throw new CheckpointException(
                PathOf(index, places.First().Value),
                $"no tensor '{places.First().Key}'",
                $"it there, as {Path.GetFileName(index)} says"
            );
    }

    private static Dictionary<string, string> Places(string path, JsonElement root)
    {
        if (JsonFile.Find(root, "weight_map") is not { ValueKind: JsonValueKind.Object } map)
            throw new CheckpointException(path, "no weight_map", "an object of tensors and files");
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in map.EnumerateObject())
        {
            var file = place.Value.ValueKind == JsonValueKind.String ? place.Value.GetString()! : "";
            if (file is "" or "." or ".." || file.AsSpan().ContainsAny("/\\\0"))
                throw new CheckpointException(
                    path,
                    $"{place.Value.GetRawText()} as the file of '{place.Name}'",
                    "the name of a file beside it"
                );
            places.Add(place.Name, file);
        }
        return places;
    }

    private static string PathOf(string index, string file) => Path.Combine(Path.GetDirectoryName(index) ?? "", file);
}
