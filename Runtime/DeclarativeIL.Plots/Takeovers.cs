using DeclarativeIL.Training;
using ScottPlot;

namespace DeclarativeIL.Plots;

/// <summary>Who acted in one environment, step by step.</summary>
/// <param name="Name">Beside its line.</param>
/// <param name="ExpertActed">[steps]: true where the expert acted.</param>
public sealed record EnvironmentSteps(string Name, IReadOnlyList<bool> ExpertActed)
{
    /// <summary>The steps at which episodes begin; marked in the picture.</summary>
    public IReadOnlyList<int> EpisodeStarts { get; init; } = [];

    /// <summary>Who acted in each environment of a run, round after round.</summary>
    /// <param name="rounds">Of a run with <see cref="Rounds.KeepsActed"/>.</param>
    /// <exception cref="ArgumentException">There is none, or nobody kept who acted.</exception>
    public static IReadOnlyList<EnvironmentSteps> OfRounds(IReadOnlyList<RoundSummary> rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        var environments = rounds.Count == 0 ? 0 : rounds[0].Acted.Count;
        if (environments == 0 || rounds.Any(round => round.Acted.Count != environments))
            throw new ArgumentException(
                $"Found {rounds.Count} rounds that do not say who acted in each environment; expected those of a run with "
                    + $"{nameof(Rounds)}.{nameof(Rounds.KeepsActed)}.",
                nameof(rounds)
            );
        return [.. Enumerable.Range(0, environments).Select(environment => Of(environment, rounds))];
    }

    private static EnvironmentSteps Of(int environment, IReadOnlyList<RoundSummary> rounds)
    {
        var (acted, starts) = (new List<bool>(), new List<int>());
        foreach (var round in rounds.Select(round => round.Acted[environment]))
        {
            starts.AddRange(round.EpisodeStarts.Select(start => acted.Count + start));
            acted.AddRange(round.ExpertActed);
        }
        return new($"{environment}", acted) { EpisodeStarts = starts };
    }
}

/// <summary>Where the expert took over: a line for each environment, from its first step to its last.</summary>
public static class Takeovers
{
    private const int Columns = 900, // more cannot be told apart
        MostMarks = 400,
        LineHeight = 26,
        Around = 170;
    private const double Half = 0.36;

    /// <summary>Draws the lines.</summary>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="environments">The environments, from top to bottom.</param>
    /// <param name="text">The words.</param>
    /// <exception cref="ArgumentException">There is no environment, or one without a step, or the file's name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<EnvironmentSteps> environments, PictureText? text = null)
    {
        ArgumentNullException.ThrowIfNull(environments);
        if (environments.Count == 0 || environments.Any(static one => one.ExpertActed.Count == 0))
            throw new ArgumentException("Found no environment, or one without a step; expected one step or more.", nameof(environments));
        using var plot = new Plot();
        var longest = environments.Max(static one => one.ExpertActed.Count);
        var width = Math.Max(1, (longest + Columns - 1) / Columns); // steps of a column
        foreach (var (environment, i) in environments.Select(static (environment, i) => (environment, i)))
            Add(plot, environment, -i, width);
        Explain(plot, width, environments.Any(static one => one.EpisodeStarts.Count > 0));
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. environments.Select(static (_, i) => (double)-i)],
            [.. environments.Select(static one => one.Name)]
        );
        plot.Axes.SetLimits(-longest * 0.01, longest * 1.01, -environments.Count + 0.4, 0.6);
        Picture.Save(
            plot,
            text ?? new PictureText("Who acted", "step", "environment"),
            path,
            height: Math.Clamp(Around + LineHeight * environments.Count, 260, 2000)
        );
    }

    private static void Add(Plot plot, EnvironmentSteps environment, double at, int width)
    {
        var steps = environment.ExpertActed;
        Fill(plot, 0, steps.Count, at, PlotColors.Sky.WithAlpha(0.35));
        var (begin, share) = (0, 0.0);
        for (var column = 0; ; column += width)
        {
            var here = column < steps.Count ? ShareOf(steps, column, width) : -1;
            if (here == share && column > 0)
                continue;
            if (share > 0)
                Fill(plot, begin, Math.Min(column, steps.Count), at, PlotColors.Orange.WithAlpha(share));
            if (here < 0)
                break;
            (begin, share) = (column, here);
        }
        if (environment.EpisodeStarts.Count > MostMarks)
            return;
        foreach (var start in environment.EpisodeStarts)
        {
            var mark = plot.Add.Line(start, at - Half - 0.08, start, at + Half + 0.08);
            (mark.Color, mark.LineWidth, mark.MarkerSize) = (PlotColors.Grey, 1.5f, 0);
        }
    }

    private static double ShareOf(IReadOnlyList<bool> steps, int column, int width)
    {
        var (end, acted) = (Math.Min(steps.Count, column + width), 0);
        for (var step = column; step < end; step++)
            acted += steps[step] ? 1 : 0;
        return (double)acted / (end - column);
    }

    private static void Fill(Plot plot, double left, double right, double at, Color color)
    {
        var fill = plot.Add.Rectangle(left, right, at - Half, at + Half);
        (fill.FillColor, fill.LineWidth) = (color, 0);
    }

    private static void Explain(Plot plot, int width, bool hasStarts)
    {
        Add(width > 1 ? $"expert (share of {width} steps)" : "expert", PlotColors.Orange);
        Add("learner", PlotColors.Sky.WithAlpha(0.35));
        if (hasStarts)
            plot.Legend.ManualItems.Add(
                new LegendItem
                {
                    LabelText = "an episode begins",
                    LineColor = PlotColors.Grey,
                    LineWidth = 1.5f,
                }
            );

        void Add(string name, Color color) => plot.Legend.ManualItems.Add(new LegendItem { LabelText = name, FillColor = color });
    }
}
