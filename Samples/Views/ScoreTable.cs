using System.Text.Json.Nodes;
using Spectre.Console;

namespace DeclarativeIL.Samples.Views;

/// <summary>The final figures, for people and for scripts.</summary>
internal static class ScoreTable
{
    /// <summary>As a table.</summary>
    public static Table Create(QuickStartResult result)
    {
        var table = new Table().RoundedBorder().AddColumn("");
        foreach (var title in new[] { "return (mean ± std)", "expert labels", "steps", "seconds" })
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var (name, score) in Rows(result))
            table.AddRow(
                name,
                $"{score.Evaluation.Mean:0.0} ± {score.Evaluation.StandardDeviation:0.0}",
                $"{score.Labels:#,0}",
                $"{score.Steps:#,0}",
                $"{score.Seconds:0.0}"
            );
        return table;
    }

    /// <summary>As one line of JSON.</summary>
    public static string ToJson(QuickStartResult result) =>
        new JsonObject
        {
            ["expert"] = ToJson(result.Expert),
            ["bc"] = ToJson(result.Cloning),
            ["dagger"] = ToJson(result.Aggregation),
        }.ToJsonString();

    private static JsonObject ToJson(Score score) =>
        new()
        {
            ["mean"] = score.Evaluation.Mean,
            ["std"] = score.Evaluation.StandardDeviation,
            ["labels"] = score.Labels,
            ["seconds"] = Math.Round(score.Seconds, 3),
        };

    private static IEnumerable<(string Name, Score Score)> Rows(QuickStartResult result) =>
        [("expert", result.Expert), ("behavioural cloning", result.Cloning), ("DAgger", result.Aggregation)];
}
