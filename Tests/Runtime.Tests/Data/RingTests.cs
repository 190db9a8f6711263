using DeclarativeIL.Data;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class RingTests
{
    [Fact]
    public void A_full_ring_replaces_the_oldest_rows_on_host_and_device()
    {
        foreach (var chunk in (int[])[1, 2, 3, 7, 20])
        {
            var ring = new Dataset<Demonstration> { Capacity = 7 };
            ring.Add(Row(0));
            using var feed = new BatchFeed<Demonstration>(ring, ScalarType.Float64);
            for (var next = 1; next < 60; next += chunk)
            {
                var rows = Enumerable.Range(next, chunk).Select(Row).ToArray();
                if (chunk == 1)
                    ring.Add(rows[0]);
                else
                    ring.AddRange(chunk % 2 == 0 ? rows : new Dataset<Demonstration>(rows));
                feed.Refresh();

                var latest = Enumerable.Range(0, next + chunk).TakeLast(7).Select(static i => (double)i).ToArray();
                Assert.Equal(latest, ring.Select(static row => row.State[0]).Order());
                using var scope = NewDisposeScope();
                using var batch = feed.Next(100)!;
                Assert.Equal(
                    ring.Select(static row => row.State[0]),
                    batch["State"].select(-1, 0).to(ScalarType.Float64).data<double>().ToArray()
                );
            }
        }
    }

    [Fact]
    public void A_refused_range_replaces_nothing()
    {
        var ring = new Dataset<Demonstration> { Capacity = 3 };
        ring.AddRange(Enumerable.Range(0, 3).Select(Row));

        Assert.Throws<ArgumentException>(() => ring.AddRange([Row(3), new Demonstration(State.Of(double.NaN), Act.Discrete(0))]));
        Assert.Throws<ArgumentException>(() => ring.Add(new Demonstration(State.Of(double.NaN), Act.Discrete(0))));
        Assert.Throws<ArgumentException>(() =>
            ring.AddRange(new Dataset<Demonstration>([new Demonstration(State.Of(1, 2), Act.Discrete(0))]))
        );

        Assert.Equal([0, 1, 2], ring.Select(static row => row.State[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset<Demonstration> { Capacity = 0 });
    }

    [Fact]
    public void A_cleared_data_set_is_sent_anew()
    {
        var data = new Dataset<Demonstration>(Enumerable.Range(0, 4).Select(Row));
        using var feed = new BatchFeed<Demonstration>(data, ScalarType.Float64);
        foreach (var count in (int[])[4, 2, 9])
        {
            data.Clear();
            Assert.Empty(data);
            data.AddRange(Enumerable.Range(100, count).Select(Row));
            feed.Refresh();
            using var scope = NewDisposeScope();
            using var batch = feed.Next(100)!;
            Assert.Equal(Enumerable.Range(100, count).Select(static i => (double)i), batch["State"].select(-1, 0).data<double>().ToArray());
        }
    }

    private static Demonstration Row(int i) => new(State.Of(i), Act.Discrete(i % 3));
}
