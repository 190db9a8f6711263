using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class BatchFeedTests
{
    [Fact]
    public void Every_row_comes_once_and_the_last_batch_is_smaller()
    {
        using var feed = new BatchFeed<Transition>(Rows(10), ScalarType.Float32, CPU);

        Assert.Equal(
            [
                [0, 1, 2, 3],
                [4, 5, 6, 7],
                [8, 9],
            ],
            Epoch(feed, 4)
        );
        Assert.Null(feed.Next(4));
        feed.Shuffle(new RandomStream(1));
        var shuffled = Epoch(feed, 4);
        Assert.Equal([4, 4, 2], shuffled.Select(static batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => (double)i), shuffled.SelectMany(static batch => batch).Order());
        feed.Shuffle(new RandomStream(1));
        Assert.Equal(shuffled, Epoch(feed, 4));
        feed.Rewind();
        Assert.Equal(10, Assert.Single(Epoch(feed, 100)).Length);
    }

    [Fact]
    public void Columns_have_the_shape_and_the_type_asked_for()
    {
        using var feed = new BatchFeed<Transition>(Rows(6), ScalarType.Float64, CPU);
        feed.Shuffle(new RandomStream(1));
        using var batch = feed.Next(4)!;

        Assert.Equal([4, 2], batch["State"].shape);
        Assert.Equal([4, 1], batch["Action"].shape);
        Assert.Equal([4], batch["Reward"].shape);
        Assert.Equal([4], batch["Terminal"].shape);
        Assert.Equal(ScalarType.Float64, batch["Terminal"].dtype);
        for (var row = 0; row < 4; row++)
        {
            var number = batch["Reward"][row].item<double>();
            Assert.Equal(-number, batch["State"][row, 1].item<double>());
            Assert.Equal(number % 2, batch["Terminal"][row].item<double>());
        }
        Assert.Contains("no column 'Rewards'", Assert.Throws<ArgumentException>(() => batch["Rewards"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refreshing_brings_what_is_new()
    {
        var data = Rows(3);
        using var feed = new BatchFeed<Transition>(data, ScalarType.Float32, CPU);
        for (var size = 4; size < 60; size++)
        {
            data.Add(Row(size - 1));
            Assert.Equal(size - 1, feed.Count);
            feed.Refresh();
            Assert.Equal(Enumerable.Range(0, size).Select(static i => (double)i), Assert.Single(Epoch(feed, 100)));
        }
    }

    [Fact]
    public void An_empty_data_set_is_refused() =>
        Assert.StartsWith(
            "The data set of Transition rows is empty; expected one row or more.",
            Assert.Throws<ArgumentException>(() => new BatchFeed<Transition>(new Dataset<Transition>(), ScalarType.Float32, CPU)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_batch_of_rows_is_the_feeds_batch()
    {
        var data = Rows(5);
        using var feed = new BatchFeed<Transition>(data, ScalarType.Float64, CPU);
        using var expected = feed.Next(5)!;
        using var found = Batch.From([.. data], ScalarType.Float64);

        foreach (var column in data.Columns)
        {
            Assert.Equal(expected[column.Name].shape, found[column.Name].shape);
            Assert.Equal(expected[column.Name].data<double>().ToArray(), found[column.Name].data<double>().ToArray());
        }
        Assert.Throws<ArgumentException>(() => Batch.From<Transition>([], ScalarType.Float64));
        Assert.Throws<ArgumentException>(() => Batch.From([Row(1), Row(2) with { State = State.Of(1) }], ScalarType.Float64));
    }

    [Fact]
    public void Feeding_leaves_no_tensor_behind()
    {
        var data = Rows(40);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var feed = new BatchFeed<Transition>(data, ScalarType.Float32, CPU))
            for (var epoch = 0; epoch < 10; epoch++)
            {
                data.Add(Row(epoch));
                feed.Refresh();
                feed.Shuffle(new RandomStream(1));
                Epoch(feed, 7);
            }

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static List<double[]> Epoch(BatchFeed<Transition> feed, int size)
    {
        var rows = new List<double[]>();
        while (feed.Next(size) is { } batch)
            using (batch)
            using (NewDisposeScope())
                rows.Add(batch["Reward"].to(ScalarType.Float64).data<double>().ToArray());
        return rows;
    }

    private static Dataset<Transition> Rows(int count) => new(Enumerable.Range(0, count).Select(Row));

    private static Transition Row(int i) => new(State.Of(1, -i), Act.Discrete(i % 3), i, State.Of(2, -i), i % 2 == 1);
}
