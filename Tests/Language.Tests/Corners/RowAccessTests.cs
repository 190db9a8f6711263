using DeclarativeIL.Data;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Rows of a marked type are read and made by generated code, those of another by reflection: both are the same rows.</summary>
public sealed class RowAccessTests
{
    public enum Mood : byte
    {
        Calm,
        Hasty = 3,
    }

    [Row]
    internal readonly record struct Marked(
        State Seen,
        Act Done,
        Acts Others,
        double Reward,
        float Small,
        int Number,
        ulong Large,
        bool Flag,
        Mood Mood,
        double[] List,
        float[] Singles,
        ReadOnlyMemory<double> Memory,
        ReadOnlyMemory<float> SingleMemory
    );

    internal readonly record struct Unmarked(
        State Seen,
        Act Done,
        Acts Others,
        double Reward,
        float Small,
        int Number,
        ulong Large,
        bool Flag,
        Mood Mood,
        double[] List,
        float[] Singles,
        ReadOnlyMemory<double> Memory,
        ReadOnlyMemory<float> SingleMemory
    );

    /// <summary>A property of its own that says something else than its parameter is refused in both.</summary>
    [Row]
    internal readonly record struct Bent(State Seen, double Reward)
    {
        public double Reward { get; } = Reward + 1;
    }

    [Fact]
    public void Columns_and_rows_are_the_same()
    {
        var (marked, unmarked) = (new Dataset<Marked>(), new Dataset<Unmarked>());
        for (var i = 0; i < 20; i++)
        {
            var others = new Acts(Act.Discrete(i), Act.Discrete(2));
            var (mood, small) = (i % 2 == 0 ? Mood.Hasty : Mood.Calm, 0.1f * i);
            double[] list = [i, 0.5];
            float[] singles = [0.1f, i];
            var (seen, done) = (State.Of(i, -1.5), Act.Continuous(0.25, i));
            marked.Add(new(seen, done, others, i - 0.5, small, -i, (ulong)i, i % 3 == 0, mood, list, singles, list, singles));
            unmarked.Add(new(seen, done, others, i - 0.5, small, -i, (ulong)i, i % 3 == 0, mood, list, singles, list, singles));
        }

        Assert.Equal(unmarked.Columns.Select(static column => column.Name), marked.Columns.Select(static column => column.Name));
        for (var i = 0; i < unmarked.Columns.Count; i++)
        {
            Assert.Equal(unmarked.Columns[i].Width, marked.Columns[i].Width);
            Assert.Equal(unmarked.Columns[i].ToArray(), marked.Columns[i].ToArray());
        }
        for (var i = 0; i < unmarked.Count; i++)
            Assert.Equal(Words(unmarked[i]), Words(marked[i]));
    }

    [Fact]
    public void A_property_that_is_not_what_its_parameter_was_given_is_refused() =>
        Assert.Contains(
            "its property Reward is 2 where its parameter was given 1",
            Assert.Throws<NotSupportedException>(static () => new Dataset<Bent>()).Message,
            StringComparison.Ordinal
        );

    private static string Words(Marked row) =>
        $"{row.Seen} {row.Done} {row.Others[0]} {row.Others[1]} {row.Reward} {row.Small} {row.Number} {row.Large} {row.Flag} {row.Mood} "
        + $"{string.Join(' ', row.List)} {string.Join(' ', row.Singles)} {string.Join(' ', row.Memory.ToArray())} "
        + string.Join(' ', row.SingleMemory.ToArray());

    private static string Words(Unmarked row) =>
        $"{row.Seen} {row.Done} {row.Others[0]} {row.Others[1]} {row.Reward} {row.Small} {row.Number} {row.Large} {row.Flag} {row.Mood} "
        + $"{string.Join(' ', row.List)} {string.Join(' ', row.Singles)} {string.Join(' ', row.Memory.ToArray())} "
        + string.Join(' ', row.SingleMemory.ToArray());
}
