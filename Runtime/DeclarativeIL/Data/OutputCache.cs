using DeclarativeIL.Checkpoints;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>
/// Answers of frozen networks, in files beside the data that they are about: a network is asked about a data set once, and
/// later runs take the answers from the file, as long as network and data are the same.
/// </summary>
/// <remarks>
/// A file carries the SHA-256 of the network (kind, parameters, buffers), of the rows, of the questions, and of all that is in the
/// file. Where one differs, or the file is damaged, the network is asked anew and the file replaced. What no number says (the code of a
/// module) is guarded by asking a few rows again: answers that differ are not used.
/// For data that stays: where rounds add to it, and by rows, training asks without it.
/// </remarks>
public sealed class OutputCache
{
    private const string Format = "DeclarativeIL answers 2";

    private readonly Action<string>? _report;

    /// <summary>Answers in files named after <paramref name="path"/>.</summary>
    /// <param name="path">The data file, for instance; <c>.{row type}.{network}.safetensors</c> is appended. Its folder must exist.</param>
    /// <param name="report">Called with a sentence when answers on file were used, or why they were not.</param>
    public OutputCache(string path, Action<string>? report = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Path, _report) = (path, report);
    }

    /// <summary>The path that the files are named after.</summary>
    public string Path { get; }

    /// <summary>The file of a network's answers.</summary>
    /// <param name="rowType">Name of the row type.</param>
    /// <param name="network">The network's name in the declaration.</param>
    public string FileOf(string rowType, string network) => $"{Path}.{rowType}.{network}.safetensors";

    /// <summary>The answers on file, if they are about these rows, by this network.</summary>
    /// <returns>None where they are not.</returns>
    internal IReadOnlyList<StoredTensor>? Find(OutputCacheKey key)
    {
        var path = FileOf(key.RowType, key.Network);
        if (!File.Exists(path))
            return null;
        try
        {
            var stored = SafeTensors.Read(path);
            if (Mismatch(stored, key) is { } why)
                return Reject(path, why);
            Report($"{path}: {key.Network} is not asked about {key.Rows} rows; the answers are on file.");
            return stored.Tensors;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Reject(path, e is CheckpointException ? $"it is damaged ({e.Message})" : $"it cannot be read ({e.Message})");
        }
    }

    /// <summary>Says that answers on file are not what the network answers now.</summary>
    internal void Refute(OutputCacheKey key) =>
        Reject(FileOf(key.RowType, key.Network), "a few rows that were asked again have other answers");

    /// <summary>Keeps answers; the file appears complete or not at all.</summary>
    internal void Write(OutputCacheKey key, IReadOnlyList<Tensor> answers)
    {
        StoredTensor[] tensors = [.. answers.Select(static (answer, i) => StoredTensor.From(NameOf(i), answer))];
        var path = FileOf(key.RowType, key.Network);
        if (!tensors.All(static answer => answer.IsFinite()))
        {
            Report($"{path} is not written: {key.Network} has answers that are not finite.");
            return;
        }
        var words = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["network"] = key.NetworkHash,
            ["rows"] = key.DataHash,
            ["questions"] = key.Questions,
        };
        new SafeTensors(tensors, words).Sealed().Write(path);
    }

    private static string? Mismatch(SafeTensors stored, OutputCacheKey key)
    {
        if (Word("format") != Format)
            return "it is of another format";
        if (Word("network") != key.NetworkHash)
            return "it is of another network";
        if (Word("rows") != key.DataHash)
            return "it is about other rows";
        if (OutputCacheKey.WithoutLayout(Word("questions")) != key.Questions)
            return "it answers other questions";
        if (stored.IsWhole() is not true)
            return "it is damaged (its checksum is not that of its contents)";
        if (
            stored.Tensors.Count == 0
            || stored.Tensors.Where((answer, i) => answer.Name != NameOf(i) || answer.Shape is not [var rows, ..] || rows != key.Rows).Any()
        )
            return "it is damaged (its answers are not one a row)";
        return stored.Tensors.All(static answer => answer.IsFinite()) ? null : "it has answers that are not finite";

        string Word(string name) => stored.Metadata.GetValueOrDefault(name, "");
    }

    private IReadOnlyList<StoredTensor>? Reject(string path, string why)
    {
        Report($"{path} is not used: {why}. The network is asked anew.");
        return null;
    }

    private void Report(string sentence) => _report?.Invoke(sentence);

    private static string NameOf(int answer) => $"answer.{answer}";
}
