using System.Text.Json;
using DeclarativeIL.Consoles;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>Losses on rows that are held back, in each place that numbers go to.</summary>
public sealed class ValidationNumbersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static TrainingProgress Report =>
        Runs.Epoch() with
        {
            Validation = new ValidationReport(1.5, new Dictionary<string, double> { ["Likelihood"] = 1.25, ["Decay"] = 0.25 }, 0.75, 3)
            {
                Metrics = new Dictionary<string, double> { ["Entropy"] = 0.5 },
                Rows = 12,
                HasStopped = true,
            },
        };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_have_a_row_for_each()
    {
        var path = _folder.File("held.csv");
        using (var table = new CsvProgress(path))
        {
            table.Report(Report);
            table.Report(Runs.Epoch(2));
        }
        var found = File.ReadAllLines(path)
            .Select(static line => line.Split(','))
            .Where(static row => row[7].StartsWith("validation", StringComparison.Ordinal));
        Assert.Equal(
            [
                ("validation_loss/Likelihood", "1.25"),
                ("validation_loss/Decay", "0.25"),
                ("validation_metric/Entropy", "0.5"),
                ("validation/loss", "1.5"),
                ("validation/best_loss", "0.75"),
                ("validation/best_epoch", "3"),
            ],
            found.Select(static row => (row[7], row[8]))
        );
    }

    [Fact]
    public void Lines_of_json_have_an_object_where_there_are_such_rows()
    {
        var path = _folder.File("held.jsonl");
        using (var file = new JsonLinesProgress(path))
        {
            file.Report(Report);
            file.Report(Runs.Epoch(2));
        }
        var lines = File.ReadAllLines(path).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        var found = lines[0].GetProperty("validation");
        Assert.Equal((1.5, 0.75), (found.GetProperty("loss").GetDouble(), found.GetProperty("bestLoss").GetDouble()));
        Assert.Equal((12, 3), (found.GetProperty("rows").GetInt32(), found.GetProperty("bestEpoch").GetInt32()));
        Assert.Equal(0.25, found.GetProperty("losses").GetProperty("Decay").GetDouble());
        Assert.True(found.GetProperty("hasStopped").GetBoolean());
        Assert.False(lines[1].TryGetProperty("validation", out _));
    }

    [Fact]
    public void Event_files_have_a_tag_for_each()
    {
        string path;
        using (var board = new TensorBoardProgress(_folder.Path))
        {
            path = board.FilePath;
            board.Report(Report);
        }
        var found = EventFileReader.Scalars(File.ReadAllBytes(path)).ToDictionary(static one => one.Tag, static one => one.Value);
        Assert.Equal((1.25f, 1.5f, 3f), (found["validation_loss/Likelihood"], found["validation/loss"], found["validation/best_epoch"]));
    }

    [Fact]
    public void Consoles_show_the_loss()
    {
        using var output = new StringWriter();
        using (var console = new ConsoleProgress(output))
        using (var run = console.Begin("held", 1))
            run.Report(Report);
        Assert.Contains("held 1.5000", output.ToString(), StringComparison.Ordinal);
    }
}
