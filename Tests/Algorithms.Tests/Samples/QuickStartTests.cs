using System.Text.Json.Nodes;
using DeclarativeIL.Consoles;
using DeclarativeIL.Samples;
using DeclarativeIL.Samples.Views;

namespace DeclarativeIL.Algorithms.Tests.Samples;

[Trait("Speed", "Slow")]
public class QuickStartTests
{
    private static readonly QuickStartSettings Small = new()
    {
        Rounds = 2,
        Epochs = 1,
        Episodes = 4,
        EpisodesPerRound = 2,
    };

    [Fact]
    public async Task DAgger_balances_with_the_default_settings()
    {
        var result = await Run(new QuickStartSettings());

        Assert.Equal(500, result.Expert.Evaluation.Mean);
        Assert.True(result.Aggregation.Evaluation.Mean >= 475, $"mean return {result.Aggregation.Evaluation.Mean}");
        Assert.Equal(100, result.Aggregation.Evaluation.Returns.Count);
        Assert.Equal(500, result.Aggregation.Labels);
    }

    [Theory]
    [InlineData(1, 1, 500)]
    [InlineData(3, 1, 498)]
    [InlineData(3, 4, 492)]
    [InlineData(7, 1, 497)]
    public async Task Both_learn_from_the_same_number_of_labels(int rounds, int environments, int expected)
    {
        var result = await Run(Small with { Rounds = rounds, Environments = environments });

        Assert.Equal(expected, result.Cloning.Labels);
        Assert.Equal(expected, result.Aggregation.Labels);
        Assert.Equal(rounds, result.Rounds.Count);
    }

    [Theory]
    [InlineData(2, 5, 32)]
    [InlineData(5, 3, 64)]
    [InlineData(5, 3, 7)]
    public async Task Cloning_gets_the_gradient_steps_of_DAgger_rounded_up_to_an_epoch(int rounds, int epochs, int batchSize)
    {
        var result = await Run(Small with { Rounds = rounds, Epochs = epochs, BatchSize = batchSize });

        var epoch = (result.Cloning.Labels + batchSize - 1) / batchSize;
        Assert.InRange(result.Cloning.Steps, result.Aggregation.Steps, result.Aggregation.Steps + epoch - 1);
    }

    [Fact]
    public async Task Another_seed_gives_another_result_and_the_same_seed_the_same()
    {
        var (first, again, other) = (await Run(Small), await Run(Small), await Run(Small with { Seed = 2 }));

        Assert.Equal(first.Aggregation.Evaluation.Returns, again.Aggregation.Evaluation.Returns);
        Assert.NotEqual(first.Aggregation.Evaluation.Returns, other.Aggregation.Evaluation.Returns);
    }

    [Fact]
    public async Task Too_few_labels_for_the_rounds_are_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Run(Small with { Rounds = 501 }));
        Assert.Contains("500 labels", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_it() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new QuickStart(Small, new ConsoleProgress(TextWriter.Null)).RunAsync(new CancellationToken(canceled: true))
        );

    [Fact]
    public async Task Table_and_picture_are_written()
    {
        var result = await Run(Small);
        var table = JsonNode.Parse(ScoreTable.ToJson(result))!;
        var picture = Path.Combine(Directory.CreateTempSubdirectory().FullName, "curve.png");
        QuickStartPicture.Save(result, picture);

        Assert.Equal(result.Cloning.Evaluation.Mean, table["bc"]!["mean"]!.GetValue<double>());
        Assert.Equal(result.Aggregation.Labels, table["dagger"]!["labels"]!.GetValue<long>());
        Assert.Equal(["mean", "std", "labels", "seconds"], table["expert"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(picture))[..4]);
    }

    private static Task<QuickStartResult> Run(QuickStartSettings settings) =>
        new QuickStart(settings, new ConsoleProgress(TextWriter.Null)).RunAsync(CancellationToken.None);
}
