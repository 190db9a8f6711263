using DeclarativeIL.Environments;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language;

/// <summary>
/// Texts: 1 to <paramref name="Longest"/> tokens, each a whole number from 0 to <paramref name="Vocabulary"/> - 1; NaN stands behind
/// shorter ones.
/// </summary>
/// <param name="Vocabulary">Number of tokens that there are.</param>
/// <param name="Longest">The most tokens of a text.</param>
public sealed record TokenSpace(int Vocabulary, int Longest) : Space
{
    /// <summary>Number of tokens that there are, from 1 to as many as a float tells apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer or more.</exception>
    public int Vocabulary
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, DiscreteSpace.MostElements, nameof(Vocabulary));
    } = Hyperparameter.Checked(Vocabulary, 1, DiscreteSpace.MostElements, nameof(Vocabulary));

    /// <summary>The most tokens of a text, 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int Longest
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, int.MaxValue, nameof(Longest));
    } = Hyperparameter.Checked(Longest, 1, int.MaxValue, nameof(Longest));

    /// <inheritdoc/>
    public override int Width => Longest;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element) => element.Length <= Longest && TokenRow.Fault(element, Vocabulary) is null;
}

/// <summary>A row of tokens as numbers: NaN stands behind the last.</summary>
internal static class TokenRow
{
    /// <summary>Number of tokens.</summary>
    public static int Length<T>(ReadOnlySpan<T> row)
        where T : System.Numerics.IFloatingPoint<T>
    {
        var length = row.Length;
        while (length > 0 && T.IsNaN(row[length - 1]))
            length--;
        return length;
    }

    /// <summary>What is wrong with a row, as "is ...; expected ..."; none where all is well.</summary>
    public static string? Fault<T>(ReadOnlySpan<T> row, int vocabulary)
        where T : System.Numerics.IFloatingPoint<T>
    {
        var (length, bound) = (Length(row), T.CreateSaturating(vocabulary));
        if (length == 0)
            return "is empty; expected one token or more";
        for (var i = 0; i < length; i++)
            if (!(row[i] >= T.Zero && row[i] < bound && T.Floor(row[i]) == row[i]))
                return $"has {row[i]} as token {i}; expected a whole number from 0 to {vocabulary - 1}";
        return null;
    }
}
