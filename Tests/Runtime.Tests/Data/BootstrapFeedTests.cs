using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class BootstrapFeedTests
{
    [Fact]
    public void Every_member_sees_its_own_resample_in_its_own_order()
    {
        using var feed = Feed(40, 3, Bootstrap.WithReplacement, seed: 7);
        feed.Shuffle(new RandomStream(1));
        var first = Epoch(feed, 16);
        feed.Shuffle(new RandomStream(2));
        var second = Epoch(feed, 16);

        Assert.Equal(3, first.Count);
        for (var member = 0; member < 3; member++)
        {
            Assert.Equal(40, first[member].Count);
            Assert.NotEqual(first[member], second[member]);
            Assert.Equal(first[member].Order(), second[member].Order()); // drawn once
            Assert.InRange(first[member].Distinct().Count(), 18, 33); // about 1 - 1/e of 40
        }
        Assert.NotEqual(first[0].Order(), first[1].Order());
        using var again = Feed(40, 3, Bootstrap.WithReplacement, seed: 7);
        again.Shuffle(new RandomStream(1));
        Assert.Equal(first, Epoch(again, 16));
    }

    [Fact]
    public void Members_added_do_not_change_those_before()
    {
        using var three = Feed(20, 3, Bootstrap.WithReplacement, seed: 5);
        using var five = Feed(20, 5, Bootstrap.WithReplacement, seed: 5);

        Assert.Equal(Epoch(three, 20), Epoch(five, 20)[..3]);
    }

    [Fact]
    public void Without_bootstrap_every_member_sees_all_rows()
    {
        using var feed = Feed(10, 2, Bootstrap.None, seed: 1);
        feed.Shuffle(new RandomStream(1));
        var rows = Epoch(feed, 3);

        Assert.NotEqual(rows[0], rows[1]);
        Assert.All(rows, static member => Assert.Equal(Enumerable.Range(0, 10).Select(static i => (double)i), member.Order()));
    }

    /// <summary>By tensors and without tensors the same rows: without replacement each at most once.</summary>
    [Theory]
    [InlineData(Bootstrap.None)]
    [InlineData(Bootstrap.WithReplacement)]
    public void A_member_sees_a_fraction_of_the_rows(Bootstrap bootstrap)
    {
        var data = new Dataset<Demonstration>(Enumerable.Range(0, 40).Select(static i => new Demonstration(State.Of(i), Act.Discrete(0))));
        using var feed = new BootstrapFeed<Demonstration>(data, 3, bootstrap, new SeedSequence(7), ScalarType.Float64, fraction: 0.3);
        var onCpu = new CpuFeed<Demonstration>(data, 3, bootstrap, new SeedSequence(7), 0.3);
        Assert.Equal((12, 12), (feed.Count, onCpu.Count));
        using var batch = feed.Next(100)!;
        Assert.True(onCpu.Next(100));
        var rows = batch["State"].data<double>().ToArray();
        Assert.Equal(rows, Enumerable.Range(0, 36).Select(row => onCpu.Rows["State"][row, 0]));
        Assert.NotEqual(rows[..12].Order(), rows[12..24].Order());
        if (bootstrap == Bootstrap.None)
            Assert.All(rows.Chunk(12), static member => Assert.Equal(12, member.Distinct().Count()));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_fraction_that_is_none_is_refused(double fraction)
    {
        var data = new Dataset<Demonstration>([new Demonstration(State.Of(1), Act.Discrete(0))]);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new BootstrapFeed<Demonstration>(data, 2, Bootstrap.None, new SeedSequence(7), ScalarType.Float64, fraction: fraction)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new CpuFeed<Demonstration>(data, 2, Bootstrap.None, new SeedSequence(7), fraction)
        );
    }

    [Fact]
    public void Tensors_have_a_leading_member_dimension()
    {
        using var feed = Feed(10, 2, Bootstrap.WithReplacement, seed: 1);
        feed.Attach("Twice", [.. Enumerable.Range(0, 10).Select(static i => 2.0 * i)]);
        using var scope = NewDisposeScope();
        using var batch = feed.Next(4)!;

        Assert.Equal(4, batch.Count);
        Assert.Equal([2, 4, 2], batch["State"].shape);
        Assert.Equal([2, 4, 1], batch["Action"].shape);
        Assert.Equal(batch["State"].select(-1, 0).Times(2), batch["Twice"]);
    }

    [Fact]
    public void Refreshing_draws_from_all_rows_and_leaves_no_tensor_behind()
    {
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var data = Rows(5);
        using (var feed = new BootstrapFeed<Demonstration>(data, 4, Bootstrap.WithReplacement, new SeedSequence(1), ScalarType.Float32))
        {
            data.AddRange(Rows(50));
            feed.Refresh();
            Assert.All(Epoch(feed, 17), static rows => Assert.Equal(55, rows.Count));
            using var first = feed.NextCyclic(3);
            Assert.Equal(3, first.Count);
        }

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static List<List<double>> Epoch(BootstrapFeed<Demonstration> feed, int size)
    {
        var members = Enumerable.Range(0, feed.Members).Select(static _ => new List<double>()).ToList();
        while (feed.Next(size) is { } batch)
            using (batch)
            using (NewDisposeScope())
                for (var member = 0; member < members.Count; member++)
                    members[member].AddRange(batch["State"][member].select(-1, 0).to(ScalarType.Float64).data<double>().ToArray());
        return members;
    }

    private static BootstrapFeed<Demonstration> Feed(int rows, int members, Bootstrap bootstrap, ulong seed) =>
        new(Rows(rows), members, bootstrap, new SeedSequence(seed), ScalarType.Float64);

    private static Dataset<Demonstration> Rows(int count) =>
        new(Enumerable.Range(0, count).Select(static i => new Demonstration(State.Of(i, -i), Act.Discrete(i % 2))));
}
