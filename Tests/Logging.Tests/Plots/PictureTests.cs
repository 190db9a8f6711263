using System.Xml.Linq;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Plots;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using SkiaSharp;
using static DeclarativeIL.Logging.Tests.Plots.Drawn;

namespace DeclarativeIL.Logging.Tests.Plots;

/// <summary>The pictures as files: of the right size, with all words, within the frame; what is drawn is where it should be.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_learning_curve_has_its_words_within_the_frame_in_both_formats()
    {
        var (png, svg) = Both(path =>
            LearningCurve.Save(
                path,
                [
                    Curve.OfSeeds(
                        "DAgger",
                        [100, 200, 300],
                        [
                            [10, 200, 480],
                            [60, 300, 500],
                            [30, 350, 490],
                        ]
                    ),
                    new Curve("cloning", [300], [250], [150], [320]),
                ],
                [new Level("expert", 500)]
            )
        );

        Assert.Equal((960, 560), (png.Width, png.Height));
        Shows(svg, "Return against expert labels", "expert labels learned from", "DAgger", "cloning", "expert");
        Within(svg);
        Assert.True(Has(png, PlotColors.Blue) && Has(png, PlotColors.Orange) && Has(png, PlotColors.Grey));
    }

    [Fact]
    public void Calls_are_bars_of_what_happened()
    {
        var runs = new[] { Runs.DAgger(null, 1), Runs.DAgger(null, 2) };
        var (png, svg) = Both(path => ExpertCalls.Save(path, [.. runs.Select(static run => run.Rounds)]));

        Shows(svg, "Calls on the expert", "labels", "steps on which it acted", "round");
        Within(svg);
        Assert.True(Has(png, PlotColors.Blue));
        Assert.Equal(runs.Any(static run => run.Expert.Takeovers > 0), Has(png, PlotColors.Green));
    }

    /// <summary>Pixels of the line of an environment: the expert's colour where it acted, the learner's where it did not.</summary>
    [Fact]
    public void Takeovers_are_where_the_expert_acted()
    {
        bool[] first = [.. Enumerable.Range(0, 100).Select(static step => step is >= 50 and < 75)];
        var (png, svg) = Both(path =>
            Takeovers.Save(
                path,
                [new EnvironmentSteps("left", first) { EpisodeStarts = [0, 40] }, new EnvironmentSteps("right", [.. new bool[80]])]
            )
        );

        Shows(svg, "left", "right", "expert", "learner", "an episode begins");
        Within(svg);
        var orange = Columns(png, PlotColors.Orange, rows: (40, png.Height * 6 / 10));
        var widest = (double)(orange.Max() - orange.Min());
        Assert.InRange(widest / (png.Width - 94), 0.2, 0.3); // a quarter of the steps
    }

    [Fact]
    public void Rounds_that_kept_who_acted_follow_each_other()
    {
        RoundSummary[] rounds =
        [
            new(0, 3, default, null) { Acted = [new([false, true, true], [0, 2]), new([false], [])] },
            new(1, 5, default, null) { Acted = [new([true, false], [1]), new([true], [0])] },
        ];
        var steps = EnvironmentSteps.OfRounds(rounds);
        Assert.Equal([false, true, true, true, false], steps[0].ExpertActed);
        Assert.Equal([0, 2, 4], steps[0].EpisodeStarts);
        Assert.Equal([1], steps[1].EpisodeStarts);
        var refused = Assert.Throws<ArgumentException>(() => EnvironmentSteps.OfRounds([new(0, 3, default, null)]));
        Assert.Contains("expected those of a run with Rounds.KeepsActed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lines_are_drawn_by_shares()
    {
        bool[] acted = [.. Enumerable.Range(0, 100_000).Select(static step => step % 4 == 0)];
        var (_, svg) = Both(path => Takeovers.Save(path, [new EnvironmentSteps("one", acted)]));
        Shows(svg, "expert (share of 112 steps)");
        Assert.True(svg.Descendants().Count() < 2000, "One rectangle for equal neighbours.");
    }

    [Fact]
    public void Spread_is_large_far_from_the_data()
    {
        using var ensemble = new DeterministicEnsemble(10, 2, new BoxSpace([-1], [1]), [16], Activation.Tanh, new SeedSequence(3));
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 64; i++)
            data.Add(new Demonstration(State.Of(i % 8 / 8.0 - 0.5, i / 8 / 8.0 - 0.5), Act.Continuous(0.2)));
        new Algorithms.EnsembleCloning().Train(ensemble, data, new TrainingOptions { Epochs = 200, LearningRate = 0.01 });
        var plane = new StatePlane(State.Of(0, 0), 0, (-3, 3), 1, (-3, 3)) { XName = "place", YName = "speed" };

        var (png, svg) = Both(path => EnsembleSpread.Save(path, ensemble, plane, data.Select(static row => row.State).ToList()));

        Shows(svg, "Spread of the ensemble", "place", "speed", "spread, units of the action", "states of the data");
        Within(svg);
        var darkest = new SKColor(68, 1, 84); // Viridis begins there
        var (dark, all) = (0, 0);
        for (var x = 250; x < 600; x += 5)
        for (var y = 150; y < 380; y += 5)
        {
            all++;
            dark += png.GetPixel(x, y).Green < 60 ? 1 : 0;
        }
        Assert.InRange(dark, 1, all - 1);
        Assert.True(png.GetPixel(90, 60).Green > darkest.Green + 40, "The corner is far from the data.");
    }

    [Fact]
    public void A_reward_map_has_walls_letters_and_numbers()
    {
        var world = new GridWorld();
        double[] rewards = [.. Enumerable.Range(0, 64).Select(world.RewardAt)];
        var (png, svg) = Both(path => RewardMap.Save(path, GridWorld.DefaultMap, rewards));

        Shows(svg, "Reward of each cell", "-1", "-101", "G", "S", "O");
        Within(svg);
        Assert.True(Has(png, PlotColors.Grey));
        Assert.DoesNotContain(Columns(png, ScottPlot.Colors.White, (100, 101)), static x => x is > 72 and < 600); // cells meet, walls fit
        Assert.Throws<ArgumentException>(() => RewardMap.Save(_folder.File("a.png"), GridWorld.DefaultMap, [1, 2]));
        Assert.Throws<ArgumentException>(() => RewardMap.Save(_folder.File("a.png"), ["..", "."], [1, 2, 3]));
    }

    [Fact]
    public void Maps_of_one_number_of_none_and_of_many_cells_are_drawn()
    {
        Both(path => RewardMap.Save(path, ["..", ".."], [2, 2, 2, 2]));
        Both(path => RewardMap.Save(path, ["#."], [1, double.NaN]));
        var (_, svg) = Both(path => RewardMap.Save(path, [.. Enumerable.Repeat(new string('.', 40), 30)], new double[1200]));
        Within(svg);
        Both(path =>
            EnsembleSpread.Save(path, static _ => double.NaN, new StatePlane(State.Of(0, 0), 0, (0, 1), 1, (0, 1)), resolution: 2)
        );
    }

    [Fact]
    public void Other_alphabets_and_many_curves_are_drawn()
    {
        var (_, svg) = Both(path =>
            LearningCurve.Save(
                path,
                [
                    .. Enumerable
                        .Range(0, 14)
                        .Select(static i =>
                            Curve.OfSeeds(
                                $"Lauf {i} ± ε",
                                [0, 1],
                                [
                                    [i, -i],
                                    [i + 1, 1 - i],
                                ]
                            )
                        ),
                ],
                text: new PictureText("Обучение: α → β", "größer", "ναι")
            )
        );
        Shows(svg, "Обучение: α → β", "größer", "ναι", "Lauf 13 ± ε");
        Within(svg);
    }

    [Fact]
    public void A_name_that_ends_otherwise_is_refused_before_anything_is_asked()
    {
        var asked = 0;
        var error = Assert.Throws<ArgumentException>(() =>
            EnsembleSpread.Save(_folder.File("spread.bmp"), _ => asked++, new StatePlane(State.Of(0, 0), 0, (0, 1), 1, (0, 1)))
        );
        Assert.Contains("expected a name that ends in .png or .svg", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, asked);
        Assert.Throws<ArgumentException>(() => LearningCurve.Save(_folder.File("a.png"), []));
        Assert.Throws<ArgumentException>(() => Takeovers.Save(_folder.File("a.png"), []));
        Assert.Throws<ArgumentException>(() => ExpertCalls.Save(_folder.File("a.png"), []));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private (SKBitmap Png, XDocument Svg) Both(Action<string> save)
    {
        var (png, svg) = (_folder.File("picture.png"), _folder.File("picture.svg"));
        save(png);
        save(svg);
        return (SKBitmap.Decode(png), XDocument.Load(svg));
    }
}
