using System.Globalization;
using System.Text;
using System.Text.Json;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Files;

namespace DeclarativeIL.Sweeps;

/// <summary>What a sweep is, a file for each finished run, a folder for each run's checkpoints; one process at a time.</summary>
internal sealed class SweepFolder : IDisposable
{
    private const string Name = "sweep.txt";

    private readonly RunFolder _held;

    private SweepFolder(RunFolder held) => _held = held;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="IOException">Another process uses it, or it is of another sweep.</exception>
    /// <exception cref="SweepException">Its runs were made by another declaration.</exception>
    public static SweepFolder Open(string path, SweepIdentity identity)
    {
        var held = RunFolder.Open(path, isNew: true);
        try
        {
            Compare(Path.Combine(held.Path, Name), identity);
            return new(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The folder of a run's own files; it need not be there.</summary>
    public string Of(int setting, ulong seed) => Path.Combine(_held.Path, $"run-{setting:D5}-{seed}");

    /// <summary>The record of a run; null where there is none that can be read.</summary>
    public RunRecord? Read(int setting, ulong seed, Action<string>? warn)
    {
        var path = Of(setting, seed) + ".json";
        if (!File.Exists(path))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var metrics = json.RootElement.GetProperty("metrics").EnumerateObject();
            return new(
                setting,
                seed,
                metrics.ToDictionary(
                    static one => one.Name,
                    static one => BitConverter.UInt64BitsToDouble(Convert.ToUInt64(one.Value.GetString(), 16))
                ),
                json.RootElement.GetProperty("failure").GetString()
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or FormatException
                        or OverflowException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            warn?.Invoke($"{path}: found a record that cannot be read ({e.Message}); the run is repeated.");
            return null;
        }
    }

    /// <summary>Writes the record of a run, as a whole or not at all. Metrics are written by their bits, for none is to change.</summary>
    /// <param name="record">The record.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="setting">The run's values of them, for whoever reads the file.</param>
    public void Write(RunRecord record, IReadOnlyList<Axis> axes, Setting setting) =>
        AtomicFile.Write(
            Of(record.Setting, record.Seed) + ".json",
            file =>
            {
                using var json = new Utf8JsonWriter(file);
                json.WriteStartObject();
                json.WriteStartObject("setting");
                foreach (var (axis, value) in axes.Zip(setting.Values))
                    AxisValue.Write(json, axis.Name, value);
                json.WriteEndObject();
                json.WriteNumber("seed", record.Seed);
                json.WriteStartObject("metrics");
                foreach (var (name, value) in record.Metrics.OrderBy(static one => one.Key, StringComparer.Ordinal))
                    json.WriteString(name, BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture));
                json.WriteEndObject();
                json.WriteString("failure", record.Failure);
                json.WriteEndObject();
            }
        );

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();

    private static void Compare(string path, SweepIdentity identity)
    {
        if (File.Exists(path))
            identity.Check(path, File.ReadAllText(path).Split('\n'));
        else
            AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(string.Join('\n', identity.What.Concat(identity.Declared)))));
    }
}
