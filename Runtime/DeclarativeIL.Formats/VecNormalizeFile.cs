using System.Text.Json;
using DeclarativeIL.Data;

namespace DeclarativeIL.Formats;

/// <summary>Statistics that Stable-Baselines3's <c>VecNormalize</c> gathered, written down as JSON.</summary>
/// <param name="ObservationMean">[s], <c>obs_rms.mean</c>.</param>
/// <param name="ObservationVariance">[s], <c>obs_rms.var</c>.</param>
/// <param name="ObservationCount"><c>obs_rms.count</c>.</param>
/// <param name="Epsilon"><c>epsilon</c>.</param>
/// <param name="RewardVariance"><c>ret_rms.var</c>; null where the file has none.</param>
public sealed record VecNormalizeStatistics(
    IReadOnlyList<double> ObservationMean,
    IReadOnlyList<double> ObservationVariance,
    double ObservationCount,
    double Epsilon,
    double? RewardVariance
)
{
    /// <summary>
    /// The standardisation as a network does it. <c>VecNormalize</c> also clips what comes out, at -10 and 10 unless told else.
    /// </summary>
    public Scaling Scaling() => Data.Scaling.OfVariance(ObservationMean, ObservationVariance, Epsilon);

    /// <summary>The same, to be gone on with.</summary>
    public RunningScaling Running() => new(ObservationMean, ObservationVariance, ObservationCount, Epsilon);
}

/// <summary>Reads <see cref="VecNormalizeStatistics"/>.</summary>
/// <remarks>
/// <c>VecNormalize</c> itself saves a pickle, which runs code of its writer's when it is read. In Python:
/// <code>
/// v = VecNormalize.load("vec_normalize.pkl", venv)
/// json.dump({"obs_mean": v.obs_rms.mean.tolist(), "obs_var": v.obs_rms.var.tolist(), "obs_count": v.obs_rms.count,
///            "ret_var": float(v.ret_rms.var), "epsilon": v.epsilon}, open("preprocessing.json", "w"))
/// </code>
/// </remarks>
public static class VecNormalizeFile
{
    private const long Longest = 1 << 24; // bytes: half a million numbers

    /// <summary>Reads a file, checking everything.</summary>
    /// <param name="path">
    /// A JSON object of <c>obs_mean</c>, <c>obs_var</c>, <c>obs_count</c> and <c>epsilon</c>, and <c>ret_var</c> where rewards were scaled;
    /// other names are passed over.
    /// </param>
    /// <exception cref="FormatException">It is no such file; the message says what was found and what was expected.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static VecNormalizeStatistics Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Files.FileKinds.Fault(path) is { } fault)
            throw new IOException($"{path}: found {fault}; expected a file.");
        using var file = File.OpenRead(path);
        if (file.Length > Longest)
            throw new FormatException($"{path}: found {file.Length} bytes; expected at most {Longest}.");
        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            var found = Read(document.RootElement);
            _ = found.Running(); // all of its checks
            return found;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    private static VecNormalizeStatistics Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException($"Found a JSON {root.ValueKind}; expected an object.");
        var reward = root.TryGetProperty("ret_var", out _) ? Number(root, "ret_var") : (double?)null;
        if (reward < 0)
            throw new FormatException($"Found ret_var {reward}; expected a number of 0 or more.");
        return new(Numbers(root, "obs_mean"), Numbers(root, "obs_var"), Number(root, "obs_count"), Number(root, "epsilon"), reward);
    }

    private static double[] Numbers(JsonElement root, string name) =>
        root.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array
            ? [.. found.EnumerateArray().Select(element => Finite(element, name))]
            : throw new FormatException($"Found no array '{name}'; expected one of numbers.");

    private static double Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var found)
            ? Finite(found, name)
            : throw new FormatException($"Found no '{name}'; expected a number.");

    private static double Finite(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"Found {element.ValueKind} in '{name}'; expected finite numbers.");
}
