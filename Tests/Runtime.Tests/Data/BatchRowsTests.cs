using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Where rows of a batch are compared, one that is left over joins the batch before.</summary>
public sealed class BatchRowsTests
{
    [Theory]
    [InlineData(33, 32, 1, "32 1")]
    [InlineData(33, 32, 2, "33")]
    [InlineData(34, 32, 2, "32 2")]
    [InlineData(64, 32, 2, "32 32")]
    [InlineData(65, 32, 2, "32 33")]
    [InlineData(5, 2, 2, "2 3")]
    [InlineData(7, 3, 3, "3 4")]
    [InlineData(8, 3, 3, "3 5")]
    [InlineData(20, 32, 2, "20")]
    public void All_feeds_hand_out_the_same_sizes_and_the_steps_are_counted_so(int rows, int batchSize, int least, string sizes)
    {
        var data = new Dataset<Demonstration>(
            Enumerable.Range(0, rows).Select(static i => new Demonstration(State.Of(i), Act.Discrete(0)))
        );
        using var feed = new BatchFeed<Demonstration>(data, ScalarType.Float32) { LeastRows = least };
        using var members = new BootstrapFeed<Demonstration>(data, 2, Bootstrap.None, new SeedSequence(3), ScalarType.Float32)
        {
            LeastRows = least,
        };
        var host = new CpuFeed<Demonstration>(data) { LeastRows = least };
        feed.Shuffle(new RandomStream(3));
        host.Shuffle(new RandomStream(3));
        List<int> found = [],
            ofMembers = [],
            onCpu = [];
        var seen = new SortedSet<double>();

        while (feed.Next(batchSize) is { } batch)
            using (batch)
            {
                found.Add(batch.Count);
                seen.UnionWith(TensorRows.Read(batch["State"]));
            }
        while (members.Next(batchSize) is { } batch)
            using (batch)
                ofMembers.Add(batch.Count);
        while (host.Next(batchSize))
            onCpu.Add(host.Rows.Count);

        Assert.Equal(sizes, string.Join(" ", found));
        Assert.Equal(found, ofMembers);
        Assert.Equal(found, onCpu);
        Assert.Equal(rows, seen.Count);
        Assert.Equal(3L * found.Count, new TrainingOptions { Epochs = 3, BatchSize = batchSize }.Steps(rows, least));
    }

    [Fact]
    public void Too_few_rows_and_too_small_batches_are_refused()
    {
        var data = new Dataset<Demonstration>(Enumerable.Repeat(new Demonstration(State.Of(1), Act.Discrete(0)), 1));

        Assert.Contains(
            "has 1; expected 2 or more, since rows of a batch are compared",
            Assert.Throws<ArgumentException>(() => new CpuFeed<Demonstration>(data) { LeastRows = 2 }).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Found a batch size of 1; expected 2 rows or more, since a loss compares the rows of a batch",
            Assert
                .Throws<ArgumentException>(() =>
                    TrainingPreconditions.CheckBatches(new TrainingOptions { BatchSize = 1 }, 10, [], comparesRows: true)
                )
                .Message,
            StringComparison.Ordinal
        );
        TrainingPreconditions.CheckBatches(new TrainingOptions { BatchSize = 1 }, 1, [], comparesRows: false);
    }
}
