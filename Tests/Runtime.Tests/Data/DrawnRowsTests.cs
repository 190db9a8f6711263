using System.Collections.Immutable;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Epochs of so many steps, each on rows that are drawn anew.</summary>
public sealed class DrawnRowsTests
{
    private const int Steps = 7,
        Batch = 5;

    private static Dataset<Demonstration> Numbered(int rows) =>
        new(Enumerable.Range(0, rows).Select(static i => new Demonstration(State.Of(i), Act.Discrete(i % 2))));

    private static List<int[]> ByRows(CpuFeed<Demonstration> feed, ulong seed)
    {
        var batches = new List<int[]>();
        feed.Shuffle(new SeedSequence(seed).Stream());
        while (feed.Next(Batch))
            batches.Add([.. Enumerable.Range(0, feed.Rows.Count * feed.Rows.Members).Select(row => (int)feed.Rows["State"][row, 0])]);
        return batches;
    }

    private static List<int[]> ByTensors(ITensorFeed<Demonstration> feed, ulong seed)
    {
        var batches = new List<int[]>();
        feed.Shuffle(new SeedSequence(seed).Stream());
        while (feed.Next(Batch) is { } batch)
            using (batch)
                batches.Add([.. batch["State"].reshape(-1).data<float>().Select(static one => (int)one)]);
        return batches;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    public void An_epoch_has_its_steps_however_many_rows_there_are(int rows)
    {
        var feed = new CpuFeed<Demonstration>(Numbered(rows), Steps * Batch);
        var (first, second) = (ByRows(feed, 1), ByRows(feed, 2));
        Assert.Equal(Steps, first.Count);
        Assert.All(first, batch => Assert.Equal(Batch, batch.Length));
        Assert.All(first.SelectMany(static batch => batch), row => Assert.InRange(row, 0, rows - 1));
        Assert.NotEqual(first, second);
        Assert.Equal(first, ByRows(feed, 1));
    }

    [Fact]
    public void By_tensors_the_same_rows_are_drawn()
    {
        using var feed = new BatchFeed<Demonstration>(Numbered(50), TorchSharp.torch.ScalarType.Float32) { Drawn = Steps * Batch };
        Assert.Equal(ByRows(new(Numbered(50), Steps * Batch), 3), ByTensors(feed, 3));
    }

    /// <summary>A member draws from its own resample alone.</summary>
    [Fact]
    public void Members_draw_from_their_own_rows_the_same_in_both_forms()
    {
        var (data, seeds) = (Numbered(40), new SeedSequence(9));
        var rows = ByRows(new(data, 3, Bootstrap.WithReplacement, seeds, 0.5, Steps * Batch), 4);
        using var feed = new BootstrapFeed<Demonstration>(
            data,
            3,
            Bootstrap.WithReplacement,
            seeds,
            TorchSharp.torch.ScalarType.Float32,
            fraction: 0.5
        )
        {
            Drawn = Steps * Batch,
        };
        Assert.Equal(rows, ByTensors(feed, 4));
        for (var member = 0; member < 3; member++)
        {
            var own = Resample.Of(40, 0.5, Bootstrap.WithReplacement, seeds.Child((ulong)member).Stream()).ToHashSet();
            Assert.All(rows, batch => Assert.Subset(own, batch.Skip(member * Batch).Take(Batch).ToHashSet()));
        }
    }

    /// <summary>Each row comes as often as any other: 20,000 draws of 10 rows, five standard deviations.</summary>
    [Fact]
    public void Rows_are_drawn_evenly()
    {
        var drawn = new int[20_000];
        Resample.Draw(drawn, 10, new SeedSequence(5).Stream());
        var spread = 5 * Math.Sqrt(20_000 * 0.1 * 0.9);
        Assert.All(drawn.CountBy(static row => row), one => Assert.InRange(one.Value, 2000 - spread, 2000 + spread));
    }

    [Fact]
    public void Options_of_a_phase_replace_those_of_the_run()
    {
        var options = new TrainingOptions
        {
            Epochs = 3,
            StepsPerEpoch = 8,
            BatchSize = 16,
            Phases = new Dictionary<int, PhaseOptions>
            {
                [1] = new() { BatchSize = 64, LearningRate = 0.5 },
                [2] = new() { Epochs = 2 },
            }.ToImmutableSortedDictionary(),
        };
        Assert.Same(options, options.OfPhase(0));
        Assert.Equal((3, 8, 64, 0.5), Of(options.OfPhase(1)));
        Assert.Equal((2, null, 16, 1e-3), Of(options.OfPhase(2))); // passes, where it says how many
        Assert.Equal((24, 48), (options.Steps(1000), new TrainingOptions { Epochs = 6, StepsPerEpoch = 8 }.Steps(3)));

        static (int, int?, int, double) Of(TrainingOptions one) => (one.Epochs, one.StepsPerEpoch, one.BatchSize, one.LearningRate);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { StepsPerEpoch = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseOptions { LearningRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rounds(1, 1) { ReplayCapacity = 1 });
        var many = new TrainingOptions { StepsPerEpoch = int.MaxValue, BatchSize = 2 };
        Assert.Contains(
            "2147483647 on batches of 2",
            Assert.Throws<ArgumentException>(() => many.DrawnRows).Message,
            StringComparison.Ordinal
        );
    }
}
