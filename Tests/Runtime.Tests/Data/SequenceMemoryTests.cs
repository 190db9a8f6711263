using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Sequences take the memory of their own tokens, whatever the longest one is.</summary>
public sealed class SequenceMemoryTests
{
    private const int Short = 20_000,
        Long = 1_000;

    [Fact]
    public void One_long_sequence_does_not_widen_all_rows()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var data = Dataset.OfSequences(Enumerable.Range(0, Short).Select(static i => Pair(i, 3)).Append(Pair(7, Long)).Append(Pair(8, 2)));
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float32);
        using var first = feed.Next(64)!;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 << 20); // 4 bytes times rows times the longest: 240 MB
        Assert.Equal([64, 3], first["Chosen"].shape);
        Assert.Equal((Short * 3) + Long + 2, data.Columns[1].Numbers);

        Assert.Equal((Long, Short + 2), (data.Columns[1].Width, data.Count));
        Assert.Equal(Pair(7, Long), data[Short]);
        Assert.Equal(Pair(8, 2), data[Short + 1]);
        Assert.Equal((8.0, double.NaN), (data.Columns[1][Short + 1, 1], data.Columns[1][Short + 1, 2]));
    }

    [Fact]
    public void Every_row_comes_in_some_batch_as_it_is()
    {
        var rows = Enumerable.Range(0, 50).Select(static i => Pair(i, 1 + (i % 7))).ToArray();
        var data = Dataset.OfSequences(rows[..20]);
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float64);
        data.AddRange(rows[20..]);
        feed.Refresh();
        feed.Shuffle(new RandomStream(1));
        var seen = new List<Act>();
        while (feed.Next(8) is { } batch)
            using (batch)
                for (var row = 0; row < batch.Count; row++)
                    seen.Add(
                        new Act(
                            batch["Chosen"]
                                .data<double>()
                                .ToArray()
                                .AsSpan((int)(row * batch["Chosen"].size(1)), (int)batch["Chosen"].size(1))
                                .ToArray()
                                .Where(static token => !double.IsNaN(token))
                                .ToArray()
                        )
                    );
        Assert.Equal(
            rows.Select(static row => row.Chosen).OrderBy(ByText, StringComparer.Ordinal),
            seen.OrderBy(ByText, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Members_see_their_own_rows()
    {
        var data = Dataset.OfSequences(Enumerable.Range(0, 9).Select(static i => Pair(i, 1 + i)));
        using var feed = new BootstrapFeed<Preference>(data, 3, Bootstrap.WithReplacement, new SeedSequence(4), ScalarType.Float64);
        using var batch = feed.Next(5)!;

        Assert.Equal([3, 5], batch["Chosen"].shape[..2]);
        Assert.Equal(
            batch["Context"].flatten().data<double>().ToArray(),
            batch["Chosen"].narrow(2, 0, 1).flatten().data<double>().ToArray()
        ); // row i begins with i
    }

    [Fact]
    public void A_refused_sequence_leaves_widths_as_they_were()
    {
        var data = Dataset.OfSequences([Pair(1, 2)]);
        Assert.Throws<ArgumentException>(() => data.AddRange([Pair(2, 9), Pair(3, 2) with { Rejected = Act.Continuous(double.NaN) }]));

        Assert.Equal((Preference[])[Pair(1, 2)], data);
        Assert.Equal(2, data.Columns[1].Width);
        data.Add(Pair(4, 3));
        Assert.Equal((Preference[])[Pair(1, 2), Pair(4, 3)], data);
        data.AddRange(data);
        Assert.Equal((Preference[])[Pair(1, 2), Pair(4, 3), Pair(1, 2), Pair(4, 3)], data);
        Assert.Equal([1, 1, double.NaN, 4, 4, 4, 1, 1, double.NaN, 4, 4, 4], data.Columns[1].ToArray());
        data.Clear();
        data.Add(Pair(5, 1));
        Assert.Equal((Preference[])[Pair(5, 1)], data);
    }

    [Fact]
    public void An_emptied_data_set_needs_a_refresh()
    {
        var data = Dataset.OfSequences([Pair(1, 2), Pair(2, 3)]);
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float32);
        data.Clear();
        data.AddRange([Pair(3, 1), Pair(4, 1)]);
        Assert.Contains("emptied", Assert.Throws<InvalidOperationException>(() => feed.Next(2)).Message);
        feed.Refresh();
        using var batch = feed.Next(2)!;
        Assert.Equal([2, 1], batch["Chosen"].shape);
    }

    /// <summary>Numbers that float32 does not hold, in some rows of unequal length.</summary>
    [Fact]
    public void Sequences_keep_float64_too()
    {
        Preference[] rows = [Pair(1, 3), new(State.Of(0.1), Act.Continuous(0.1, 0.2), Act.Continuous(1)), Pair(2, 1)];
        Assert.Equal(rows, Dataset.OfSequences(rows));
        var data = Dataset.OfSequences(rows[..1]);
        data.AddRange(Dataset.OfSequences(rows[1..]));
        Assert.Equal(rows, data);
    }

    private static string ByText(Act act) => string.Join(' ', act.Span.ToArray());

    private static Preference Pair(int token, int count) =>
        new(State.Of(token), new Act(Enumerable.Repeat((double)token, count).ToArray()), Act.Continuous(token, 0));
}
