using System.Text.Json.Nodes;
using DeclarativeIL.Plots;
using DeclarativeIL.Samples.Reinforcement;
using Spectre.Console;

namespace DeclarativeIL.Samples.Views;

/// <summary>Learning curves over seeds: a picture, a table, JSON.</summary>
internal static class ReinforcementReport
{
    /// <summary>Writes the picture.</summary>
    /// <param name="bands">What was measured.</param>
    /// <param name="stepsPerRound">Environment steps between two points.</param>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    public static void Save(IReadOnlyList<CurveBand> bands, int stepsPerRound, string path) =>
        LearningCurve.Save(
            path,
            [
                .. bands.Select(band =>
                    Plots.Curve.OfSeeds(
                        band.Name,
                        [.. band.Means.Select((_, point) => point * stepsPerRound / 1000.0)],
                        [.. band.Curves.Select(static curve => curve.Returns)]
                    )
                ),
            ],
            text: new PictureText(
                "MountainCarContinuous: reinforcement, by where it starts and how it explores",
                "thousand environment steps",
                "mean return over seeds, with its 95 % interval"
            )
        );

    /// <summary>As a table.</summary>
    public static Table Create(IReadOnlyList<CurveBand> bands)
    {
        var table = new Table().RoundedBorder().AddColumn("");
        foreach (
            var title in new[] { "before", "after (mean ± 95 %)", $"above {CurveBand.Flag:0}", $"above {CurveBand.Solved:0}", "seconds" }
        )
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (var band in bands)
            table.AddRow(
                band.Name,
                $"{band.Means[0]:0.0}",
                double.IsNaN(band.Halves[^1]) ? $"{band.Means[^1]:0.0}" : $"{band.Means[^1]:0.0} ± {band.Halves[^1]:0.0}",
                $"{band.Reaching} of {band.Curves.Count}",
                $"{band.Solving} of {band.Curves.Count}",
                $"{band.Curves.Average(static curve => curve.Seconds):0.0}"
            );
        return table;
    }

    /// <summary>As one line of JSON.</summary>
    public static string ToJson(IReadOnlyList<CurveBand> bands) =>
        new JsonArray([
            .. bands
                .SelectMany(static band => band.Curves)
                .Select(static curve => new JsonObject
                {
                    ["name"] = curve.Name,
                    ["seed"] = curve.Seed,
                    ["returns"] = new JsonArray([.. curve.Returns.Select(static value => JsonValue.Create(value))]),
                    ["seconds"] = Math.Round(curve.Seconds, 3),
                }),
        ]).ToJsonString();
}
