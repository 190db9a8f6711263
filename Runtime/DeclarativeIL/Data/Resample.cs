using DeclarativeIL.Randomness;

namespace DeclarativeIL.Data;

/// <summary>The rows that a member of an ensemble learns from: the same by tensors and by rows.</summary>
internal static class Resample
{
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not above 0 and at most 1.</exception>
    public static double Checked(double fraction) =>
        fraction is > 0 and <= 1
            ? fraction
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Expected a share above 0, at most 1.");

    /// <summary>The number of rows in a fraction: at least one.</summary>
    public static int Count(int rows, double fraction) => Math.Max(1, (int)Math.Round(fraction * rows));

    /// <summary>Draws row numbers with replacement.</summary>
    /// <param name="drawn">Filled.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="random">Where the choice comes from; it is advanced.</param>
    public static void Draw(Span<int> drawn, int rows, RandomStream random)
    {
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = random.NextInt(rows);
    }

    /// <summary>Row numbers.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="fraction">How many to take, as a share.</param>
    /// <param name="bootstrap">How.</param>
    /// <param name="random">Where the choice comes from.</param>
    public static int[] Of(int rows, double fraction, Bootstrap bootstrap, RandomStream random)
    {
        var count = Count(rows, fraction);
        if (bootstrap == Bootstrap.WithReplacement)
            return [.. Enumerable.Range(0, count).Select(_ => random.NextInt(rows))];
        int[] all = [.. Enumerable.Range(0, rows)];
        if (count < rows)
            random.Shuffle<int>(all);
        return all[..count];
    }
}
