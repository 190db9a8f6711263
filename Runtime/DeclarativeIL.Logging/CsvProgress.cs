using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DeclarativeIL.Logging.Files;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>
/// Appends a row to a table of comma-separated values for each number of a report: <c>time, run, kind, round, epoch, steps, samples,
/// name, value, text</c>. Which losses there are is not known before a run ends; rows of one number each have the same columns in all runs.
/// </summary>
/// <remarks>
/// Each report is one write: a run that is killed loses at most the rows that were being written, and what is left of a torn one is taken
/// away when the file is appended to again. Warnings are rows with a text and no value.
/// </remarks>
public sealed class CsvProgress : IProgress<TrainingProgress>, IDisposable
{
    private const string Header = "time,run,kind,round,epoch,steps,samples,name,value,text";
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly AppendedFile _file;
    private readonly string _run;
    private readonly TimeProvider _time;
    private readonly StepRate _rate;

    /// <summary>Opens a file; one that is there is appended to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run's name, in each row.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <exception cref="IOException">It cannot be opened, something else writes it, or it has other columns.</exception>
    public CsvProgress(string path, string run = "training", TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(run);
        (_run, _time) = (run, time ?? TimeProvider.System);
        _rate = new StepRate(_time);
        _file = AppendedFile.Open(path, Encoding.UTF8.GetBytes(Header), static _ => false); // a number may have lost its last digits
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The rows cannot be written.</exception>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var (rows, now) = (new StringBuilder(), _time.GetUtcNow());
        using (var table = new CsvWriter(new StringWriter(rows, CultureInfo.InvariantCulture), Form))
        {
            foreach (var (name, number) in ProgressNumbers.Of(value, _rate.Of(value)))
                Write(table, value, now, name, number, "");
            foreach (var warning in value.Warnings)
                Write(table, value, now, "warning", null, warning);
        }
        if (rows.Length > 0)
            _file.Append(Encoding.UTF8.GetBytes(rows.ToString()));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(CsvWriter table, TrainingProgress value, DateTimeOffset now, string name, double? number, string text)
    {
        table.WriteField(now.ToString("O", CultureInfo.InvariantCulture));
        table.WriteField(InOneLine(_run));
        table.WriteField(ProgressKinds.NameOf(value.Kind));
        table.WriteField(value.Round);
        table.WriteField(value.Epoch);
        table.WriteField(value.Steps);
        table.WriteField(value.Samples);
        table.WriteField(InOneLine(name));
        table.WriteField(number?.ToString("R", CultureInfo.InvariantCulture));
        table.WriteField(InOneLine(text));
        table.NextRecord();
    }

    /// <summary>A row is a line, whatever is in it: so the last whole row of a file is known.</summary>
    private static string InOneLine(string text) => text.ReplaceLineEndings(" ");
}
