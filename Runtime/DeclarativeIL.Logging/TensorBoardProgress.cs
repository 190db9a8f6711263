using System.Globalization;
using DeclarativeIL.Logging.TensorBoard;
using DeclarativeIL.Training;
using Google.Protobuf;

namespace DeclarativeIL.Logging;

/// <summary>
/// Writes an event file for TensorBoard: losses, metrics, learning rate and pace by optimisation steps, returns and the expert's work at
/// the ends of rounds, warnings as texts. A folder beneath the one that TensorBoard is started with is a run.
/// </summary>
/// <remarks>
/// Each report is one write of a record with checksums: TensorBoard shows it while the run goes on, and a run that is killed loses at most
/// the record that was being written, which TensorBoard leaves out. Each observer writes a new file. Numbers are float32, as TensorBoard
/// has them.
/// </remarks>
public sealed class TensorBoardProgress : IProgress<TrainingProgress>, IDisposable
{
    private static int _files; // of this process
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly StepRate _rate;
    private bool _hasTexts;

    /// <summary>Begins a new event file.</summary>
    /// <param name="folder">The run's folder; made where it is missing.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public TensorBoardProgress(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _time = time ?? TimeProvider.System;
        _rate = new StepRate(_time);
        Directory.CreateDirectory(folder);
        FilePath = Path.Combine(
            folder,
            string.Create(
                CultureInfo.InvariantCulture,
                $"events.out.tfevents.{_time.GetUtcNow().ToUnixTimeSeconds():D10}.{Host()}.{Environment.ProcessId}."
                    + $"{Interlocked.Increment(ref _files) - 1}"
            )
        );
        _file = new FileStream(FilePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Write(new Event { WallTime = Now(), FileVersion = "brain.Event:2" });
    }

    /// <summary>The event file.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var summary = new Summary();
        foreach (var (name, number) in ProgressNumbers.Of(value, _rate.Of(value)))
            summary.Value.Add(new Summary.Types.Value { Tag = name, SimpleValue = (float)number });
        if (value.Warnings.Count > 0)
            summary.Value.Add(Text(value.Warnings));
        if (summary.Value.Count > 0)
            Write(
                new Event
                {
                    WallTime = Now(),
                    Step = value.Steps,
                    Summary = summary,
                }
            );
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private Summary.Types.Value Text(IReadOnlyList<string> texts)
    {
        var shape = new Shape();
        shape.Dim.Add(new Shape.Types.Dimension { Size = texts.Count });
        var tensor = new Tensor { Dtype = DataType.DtString, TensorShape = shape };
        tensor.StringVal.AddRange(texts.Select(ByteString.CopyFromUtf8));
        var text = new Summary.Types.Value { Tag = "warnings", Tensor = tensor };
        if (!_hasTexts)
            text.Metadata = new Metadata
            {
                PluginData = new Metadata.Types.Plugin { PluginName = "text" },
                DataClass = DataClass.Tensor,
            };
        _hasTexts = true;
        return text;
    }

    private void Write(Event record) => _file.Write(RecordWriter.Record(record.ToByteArray()));

    private double Now() => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>The machine's name as a part of a file's name.</summary>
    private static string Host() =>
        string.Concat(Environment.MachineName.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
}
