using System.Buffers;
using System.Text.Json;
using DeclarativeIL.Experts;
using DeclarativeIL.Logging.Files;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>
/// Appends a line of JSON to a file for each report. Numbers that are not finite, which JSON does not have, are the texts "NaN",
/// "Infinity" and "-Infinity".
/// </summary>
/// <remarks>
/// Each report is one write: a run that is killed loses at most the line that was being written, and what is left of it is taken away
/// when the file is appended to again.
/// </remarks>
public sealed class JsonLinesProgress : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>As each line begins.</summary>
    private static ReadOnlySpan<byte> Beginning => "{\"time\":\""u8;

    private readonly AppendedFile _file;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly string _run;
    private readonly TimeProvider _time;
    private readonly StepRate _rate;

    /// <summary>Opens a file; one that is there is appended to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run's name, in each line.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <exception cref="IOException">It cannot be opened, or something else writes it.</exception>
    public JsonLinesProgress(string path, string run = "training", TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(run);
        (_run, _time) = (run, time ?? TimeProvider.System);
        _rate = new StepRate(_time);
        _file = AppendedFile.Open(path, [], IsObject, IsBeginning);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The line cannot be written.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _line.Clear();
        using (var json = new Utf8JsonWriter(_line))
        {
            json.WriteStartObject();
            Write(json, value);
            json.WriteEndObject();
        }
        _line.Write("\n"u8);
        _file.Append(_line.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(Utf8JsonWriter json, TrainingProgress value)
    {
        json.WriteString("time", _time.GetUtcNow());
        json.WriteString("run", _run);
        json.WriteString("kind", ProgressKinds.NameOf(value.Kind));
        json.WriteNumber("round", value.Round);
        json.WriteNumber("epoch", value.Epoch);
        json.WriteNumber("steps", value.Steps);
        json.WriteNumber("samples", value.Samples);
        Write(json, "stepsPerSecond", _rate.Of(value));
        Write(json, "learningRate", value.LearningRate);
        Write(json, "gradientNorm", value.Step?.GradientNorm);
        Write(json, "losses", value.Step?.Losses ?? value.Losses);
        Write(json, "metrics", value.Metrics);
        if (value is { Kind: ProgressKind.Epoch, Validation: { } validation })
            Write(json, validation);
        if (value.Warnings.Count > 0)
        {
            json.WriteStartArray("warnings");
            foreach (var warning in value.Warnings)
                json.WriteStringValue(warning);
            json.WriteEndArray();
        }
        if (value.Ended is { } ended)
            Write(json, ended);
    }

    private static void Write(Utf8JsonWriter json, ValidationReport found)
    {
        json.WriteStartObject("validation");
        json.WriteNumber("rows", found.Rows);
        Write(json, "loss", found.Loss);
        Write(json, "losses", found.Losses);
        Write(json, "metrics", found.Metrics);
        Write(json, "bestLoss", found.BestLoss);
        json.WriteNumber("bestEpoch", found.BestEpoch);
        json.WriteBoolean("hasStopped", found.HasStopped);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RoundSummary ended)
    {
        json.WriteNumber("rows", ended.Rows);
        Write(json, "expert", ended.Expert);
        Write(json, "expertInRound", ended.ExpertInRound);
        if (ended.Evaluation is not { } evaluation)
            return;
        json.WriteStartObject("evaluation");
        json.WriteNumber("episodes", evaluation.Returns.Count);
        Write(json, "mean", evaluation.Mean);
        Write(json, "deviation", evaluation.StandardDeviation);
        Write(json, "low", evaluation.Interval.Low);
        Write(json, "high", evaluation.Interval.High);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ExpertCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("queries", counts.Queries);
        json.WriteNumber("interventions", counts.Interventions);
        json.WriteNumber("takeovers", counts.Takeovers);
        json.WriteNumber("switches", counts.Switches);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> numbers)
    {
        if (numbers.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, number) in numbers)
            Write(json, key, number);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is not { } value)
            return;
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(
                name,
                double.IsNaN(value) ? "NaN"
                    : value > 0 ? "Infinity"
                    : "-Infinity"
            );
    }

    private static bool IsBeginning(ReadOnlyMemory<byte> line) => line.Span.StartsWith(Beginning) || Beginning.StartsWith(line.Span);

    private static bool IsObject(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
