using System.Text.Json.Nodes;
using DeclarativeIL.Samples.Preferences;
using DeclarativeIL.Training;
using MathNet.Numerics.Statistics;
using Spectre.Console;

namespace DeclarativeIL.Samples.Views;

/// <summary>The table of the models' texts, for people and for scripts.</summary>
internal static class PreferencesTable
{
    /// <summary>As a table.</summary>
    public static Table Create(PreferencesResult result)
    {
        var table = new Table().RoundedBorder().AddColumn("");
        foreach (var title in new[] { "letters a word", "win rate", "KL, nats", "margin", "accuracy", "seconds" })
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var writer in Rows(result))
            table.AddRow(
                writer.Name,
                $"{writer.Letters.Mean():0.00}",
                $"{writer.WinRate.Rate:0%} ({writer.WinRate.Interval.Low:0%} to {writer.WinRate.Interval.High:0%})",
                $"{writer.Kl.Mean:0.00} ({writer.Kl.Interval.Low:0.00} to {writer.Kl.Interval.High:0.00})",
                writer.Pairs is { } pairs ? $"{pairs.Margin.Mean:0.000}" : "",
                writer.Pairs is { } compared ? $"{compared.Accuracy.Rate:0%}" : "",
                $"{writer.Seconds:0.0}"
            );
        return table;
    }

    /// <summary>The table of example texts.</summary>
    public static Table Examples(PreferencesResult result)
    {
        var table = new Table().RoundedBorder().AddColumn("prompt").AddColumn("").AddColumn("goes on");
        foreach (var example in result.Examples)
        {
            table.AddRow(Markup.Escape(example.Prompt), "reference", Markup.Escape(example.Reference));
            table.AddRow("", "offline", Markup.Escape(example.Offline));
            table.AddRow("", "online", Markup.Escape(example.Online));
        }
        return table;
    }

    /// <summary>As one line of JSON.</summary>
    public static string ToJson(PreferencesResult result)
    {
        var json = new JsonObject { ["tokens"] = result.Tokens, ["loss"] = result.Loss };
        (json["reference"], json["offline"], json["online"]) = (ToJson(result.Reference), ToJson(result.Offline), ToJson(result.Online));
        json["examples"] = new JsonArray([
            .. result.Examples.Select(static example => new JsonObject
            {
                ["prompt"] = example.Prompt,
                ["reference"] = example.Reference,
                ["offline"] = example.Offline,
                ["online"] = example.Online,
            }),
        ]);
        return json.ToJsonString();
    }

    private static JsonObject ToJson(Writer writer) =>
        new()
        {
            ["letters"] = writer.Letters.Mean(),
            ["win_rate"] = writer.WinRate.Rate,
            ["win_rate_interval"] = ToJson(writer.WinRate.Interval),
            ["kl"] = writer.Kl.Mean,
            ["kl_interval"] = ToJson(writer.Kl.Interval),
            ["margin"] = writer.Pairs?.Margin.Mean,
            ["margin_interval"] = writer.Pairs is { } pairs ? ToJson(pairs.Margin.Interval) : null,
            ["accuracy"] = writer.Pairs?.Accuracy.Rate,
            ["accuracy_interval"] = writer.Pairs is { } compared ? ToJson(compared.Accuracy.Interval) : null,
            ["seconds"] = Math.Round(writer.Seconds, 3),
        };

    private static JsonArray ToJson(ConfidenceInterval interval) => [interval.Low, interval.High];

    private static IEnumerable<Writer> Rows(PreferencesResult result) => [result.Reference, result.Offline, result.Online];
}
