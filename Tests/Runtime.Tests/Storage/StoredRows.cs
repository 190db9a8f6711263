using DeclarativeIL.Data;

namespace DeclarativeIL.Runtime.Tests.Storage;

public enum Mood : byte
{
    Calm,
    Hasty = 3,
}

/// <summary>A row with a column of each kind.</summary>
[Row]
public readonly record struct Everything(
    State Seen,
    Act Done,
    double Reward,
    int Number,
    bool Flag,
    Mood Mood,
    float Weight,
    double[] Notes
);

/// <summary>Rows for tests of folders.</summary>
internal static class StoredRows
{
    public static Everything EverythingAt(int i) =>
        new(
            State.Of(i, i / 2.0),
            Act.Discrete(i % 3),
            i / 3.0,
            i - 5,
            i % 2 == 1,
            i % 2 == 1 ? Mood.Hasty : Mood.Calm,
            i / 8f,
            [i, 0.1 * i]
        );

    public static Demonstration Demonstration(int i) => new(State.Of(i, -i), Act.Discrete(i % 2));

    public static IEnumerable<Demonstration> Demonstrations(int first, int count) => Enumerable.Range(first, count).Select(Demonstration);

    /// <summary>Everything that can be seen of a data set's numbers.</summary>
    public static IEnumerable<double[]> Numbers<TRow>(Dataset<TRow> data)
        where TRow : struct => data.Columns.Select(static column => column.ToArray());
}
