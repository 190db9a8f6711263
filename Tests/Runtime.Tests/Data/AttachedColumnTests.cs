using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class AttachedColumnTests
{
    [Fact]
    public void An_attached_column_follows_its_rows_through_a_shuffle()
    {
        using var feed = new BatchFeed<Demonstration>(Rows(10), ScalarType.Float64);
        feed.Attach("Return", [.. Enumerable.Range(0, 10).Select(static i => 100.0 + i)]);
        feed.Attach("Covariance", [.. Enumerable.Range(0, 40).Select(static i => i / 4 + 0.25 * (i % 4))], 2, 2);
        feed.Attach("Return", [.. Enumerable.Range(0, 10).Select(static i => 10.0 * i)]);
        using var scope = NewDisposeScope();
        feed.Attach("Half", tensor([.. Enumerable.Range(0, 10).Select(static i => i / 2f)]));
        feed.Shuffle(new RandomStream(4));

        using var batch = feed.Next(6)!;

        Assert.Equal([6, 2, 2], batch["Covariance"].shape);
        Assert.Equal([6], batch["Return"].shape);
        for (var row = 0; row < 6; row++)
        {
            var number = batch["State"][row, 0].item<double>();
            Assert.Equal(10 * number, batch["Return"][row].item<double>());
            Assert.Equal(number / 2, batch["Half"][row].item<double>());
            Assert.Equal(number + 0.75, batch["Covariance"][row, 1, 1].item<double>());
        }
        Assert.Throws<ArgumentException>(() => batch["Other"]);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var data = Rows(3);
        using var feed = new BatchFeed<Demonstration>(data, ScalarType.Float32);

        Assert.StartsWith(
            "Column A: found 2 numbers; expected 3 rows of 1.",
            Assert.Throws<ArgumentException>(() => feed.Attach("A", [1, 2])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has a column 'State' of its own",
            Assert.Throws<ArgumentException>(() => feed.Attach("State", [1, 2, 3])).Message,
            StringComparison.Ordinal
        );
        feed.Attach("A", [1, 2, 3]);
        feed.Refresh();
        using (var batch = feed.Next(3)!)
            Assert.Equal(3, batch["A"].shape[0]);
        data.Add(data[0]);
        feed.Refresh();
        using (var batch = feed.Next(3)!)
            Assert.Throws<ArgumentException>(() => batch["A"]);
    }

    [Fact]
    public void Cyclic_batches_start_over_in_the_same_order()
    {
        using var feed = new BatchFeed<Demonstration>(Rows(5), ScalarType.Float32);
        feed.Shuffle(new RandomStream(1));
        var sizes = new List<long>();
        var seen = new List<double>();
        for (var i = 0; i < 6; i++)
            using (var batch = feed.NextCyclic(2))
            using (NewDisposeScope())
            {
                sizes.Add(batch.Count);
                seen.AddRange(batch["State"].to(ScalarType.Float64).data<double>().ToArray());
            }

        Assert.Equal([2, 2, 1, 2, 2, 1], sizes);
        Assert.Equal(seen[..5], seen[5..]);
    }

    [Fact]
    public void Attaching_leaves_no_tensor_behind()
    {
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var feed = new BatchFeed<Demonstration>(Rows(5), ScalarType.Float32))
            for (var i = 0; i < 5; i++)
            {
                feed.Attach("A", new double[20], 2, 2);
                feed.Attach("B", new double[5]);
                using var batch = feed.NextCyclic(2);
            }

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static Dataset<Demonstration> Rows(int count) =>
        new(Enumerable.Range(0, count).Select(static i => new Demonstration(State.Of(i), Act.Discrete(i % 2))));
}
