using System.Globalization;
using System.Text;
using System.Text.Json;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>CSV and JSON Lines: what is in them, and what is left of them after a kill.</summary>
public sealed class TableTests : IDisposable
{
    private const string Header = "time,run,kind,round,epoch,steps,samples,name,value,text";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_a_row_for_each_number()
    {
        var (kept, path) = (new Kept(), _folder.File("run.csv"));
        using (var all = new TrainingObservers(new CsvProgress(path, "dagger"), kept))
            Runs.DAgger(all);

        var rows = File.ReadAllLines(path).Skip(1).Select(static line => line.Split(',')).ToList();
        Assert.Equal(Header, File.ReadLines(path).First());
        Assert.All(rows, static row => Assert.Equal((10, "dagger"), (row.Length, row[1])));
        Assert.Equal(
            kept.Reports.Where(static report => report.Kind == ProgressKind.Epoch)
                .Select(static report => (report.Round, report.Epoch, report.Steps, report.Losses["NegativeLogLikelihood"])),
            rows.Where(static row => row[7] == "loss/NegativeLogLikelihood")
                .Select(static row => ((int)Number(row[3]), (int)Number(row[4]), (long)Number(row[5]), Number(row[8]))) // to the last bit
        );
        Assert.Equal(
            kept.Reports.Where(static report => report.Ended is not null).Select(static report => report.Ended!.Evaluation!.Mean),
            rows.Where(static row => row[2] == "round" && row[7] == "return/mean").Select(static row => Number(row[8]))
        );
    }

    [Fact]
    public void A_run_is_a_line_of_json_for_each_report()
    {
        var (kept, path) = (new Kept(), _folder.File("run.jsonl"));
        using (var all = new TrainingObservers(new JsonLinesProgress(path, "dagger"), kept))
            Runs.DAgger(all);

        var lines = File.ReadAllLines(path).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(kept.Reports.Count, lines.Count);
        foreach (var (report, line) in kept.Reports.Zip(lines))
        {
            Assert.Equal(report.Steps, line.GetProperty("steps").GetInt64());
            Assert.Equal(report.Kind == ProgressKind.Round ? "round" : "epoch", line.GetProperty("kind").GetString());
            Assert.Equal(
                report.Losses["NegativeLogLikelihood"],
                line.GetProperty("losses").GetProperty("NegativeLogLikelihood").GetDouble()
            );
            if (report.Ended is { } ended)
            {
                Assert.Equal(ended.Rows, line.GetProperty("rows").GetInt32());
                Assert.Equal(ended.ExpertInRound.Queries, line.GetProperty("expertInRound").GetProperty("queries").GetInt64());
                Assert.Equal(ended.Evaluation!.Mean, line.GetProperty("evaluation").GetProperty("mean").GetDouble());
            }
        }
    }

    [Fact]
    public void What_json_has_no_number_for_is_a_text_and_a_step_has_its_numbers()
    {
        var (path, clock) = (_folder.File("odd.jsonl"), new Clock());
        using (var file = new JsonLinesProgress(path, "odd \"run\"\n", clock))
        {
            file.Report(
                Runs.Epoch() with
                {
                    Metrics = new Dictionary<string, double> { ["A"] = double.NaN, ["B"] = double.NegativeInfinity },
                }
            );
            clock.Pass(4);
            file.Report(Runs.Step(20));
        }

        var lines = File.ReadAllLines(path).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("odd \"run\"\n", lines[0].GetProperty("run").GetString());
        Assert.Equal("NaN", lines[0].GetProperty("metrics").GetProperty("A").GetString());
        Assert.Equal("-Infinity", lines[0].GetProperty("metrics").GetProperty("B").GetString());
        Assert.Equal("step", lines[1].GetProperty("kind").GetString());
        Assert.Equal(2.5, lines[1].GetProperty("stepsPerSecond").GetDouble()); // 10 steps in 4 seconds
        Assert.Equal((1e-3, 2.0), (lines[1].GetProperty("learningRate").GetDouble(), lines[1].GetProperty("gradientNorm").GetDouble()));
        Assert.Equal(0.25, lines[1].GetProperty("losses").GetProperty("Likelihood").GetDouble());
    }

    [Fact]
    public void Each_report_is_in_the_file_at_once()
    {
        var (csv, json) = (_folder.File("now.csv"), _folder.File("now.jsonl"));
        using var table = new CsvProgress(csv, time: new Clock()); // no time passes: one number a report
        using var lines = new JsonLinesProgress(json);
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            table.Report(Runs.Epoch(epoch));
            lines.Report(Runs.Epoch(epoch));
            Assert.Equal(epoch, Shared(csv).Count(static c => c == '\n') - 1);
            Assert.Equal(epoch, Shared(json).Count(static c => c == '\n'));
        }
    }

    /// <summary>A kill may leave any beginning of what was written.</summary>
    [Fact]
    public void Wherever_a_file_was_torn_whole_lines_stay_and_the_torn_one_goes()
    {
        var (csv, json) = (_folder.File("torn.csv"), _folder.File("torn.jsonl"));
        using (var all = new TrainingObservers(new CsvProgress(csv, "a,\"b\"", new Clock()), new JsonLinesProgress(json)))
            for (var epoch = 1; epoch <= 2; epoch++)
                all.Report(Runs.Epoch(epoch));
        foreach (var (path, isJson) in ((string, bool)[])[(csv, false), (json, true)])
        {
            var whole = File.ReadAllBytes(path);
            for (var length = 0; length <= whole.Length; length++)
            {
                File.WriteAllBytes(path, whole[..length]);
                using (IDisposable file = isJson ? new JsonLinesProgress(path) : new CsvProgress(path, time: new Clock()))
                    ((IProgress<TrainingProgress>)file).Report(Runs.Epoch(9));
                var lines = File.ReadAllLines(path);

                var ends = whole[..length].Count(static one => one == '\n');
                // a whole object without its end is kept; a header that was torn is written again
                var kept = isJson ? ends + (length < whole.Length && length > 0 && whole[length] == '\n' ? 1 : 0) : Math.Max(1, ends);
                Assert.Equal(kept + 1, lines.Length);
                var written = Encoding.UTF8.GetString(whole).Split('\n');
                Assert.Equal(written[..kept], lines[..kept]);
                if (isJson)
                    Assert.All(lines, static line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
                else
                    Assert.All(lines.Skip(1), static line => Assert.EndsWith(",", line)); // all ten columns: the last one is empty
            }
        }
    }

    [Theory]
    [InlineData("a note without an end")]
    [InlineData("{\n  \"a\": 1\n}")]
    [InlineData("one\ntwo\nthr")]
    [InlineData("\u0001\u0002\n\u0003")]
    public void Files_of_others_are_refused_and_left_as_they_are(string text)
    {
        var path = _folder.File("foreign");
        File.WriteAllText(path, text);
        Assert.Contains("as its end", Assert.Throws<IOException>(() => new JsonLinesProgress(path)).Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Texts_with_line_ends_commas_and_quotes_stay_in_their_row()
    {
        var path = _folder.File("texts.csv");
        using (var table = new CsvProgress(path, "a\nb"))
            table.Report(Runs.Epoch() with { Warnings = ["one, \"two\"\r\nthree"] });

        var lines = File.ReadAllLines(path);
        Assert.Equal(2, lines.Length);
        Assert.EndsWith(",warning,,\"one, \"\"two\"\" three\"", lines[1]);
        Assert.Contains(",a b,warning,", lines[1]);
    }

    [Fact]
    public void Files_of_another_kind_are_left_alone()
    {
        var path = _folder.File("other.csv");
        File.WriteAllText(path, "a,b\n1,2\n");
        var error = Assert.Throws<IOException>(() => new CsvProgress(path));
        Assert.Equal($"{path} cannot be appended to: found 'a,b?1,2?' as its first line; expected '{Header}'.", error.Message);
        Assert.Equal("a,b\n1,2\n", File.ReadAllText(path));

        File.WriteAllBytes(path, new byte[(1 << 20) + 1]);
        error = Assert.Throws<IOException>(() => new JsonLinesProgress(path));
        Assert.Contains("found no end of a line in its last 1048577 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal((1 << 20) + 1, new FileInfo(path).Length);

        error = Assert.Throws<IOException>(() => new JsonLinesProgress(_folder.Path));
        Assert.Contains("found a folder; expected a file, or nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_writers_of_one_file_are_refused()
    {
        using var first = new JsonLinesProgress(_folder.File("one.jsonl"));
        Assert.Throws<IOException>(() => new JsonLinesProgress(_folder.File("one.jsonl")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Shared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
