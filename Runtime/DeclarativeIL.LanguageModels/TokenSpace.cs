using DeclarativeIL.LanguageModels.Tokenizers;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// Texts: 1 to <paramref name="Longest"/> tokens, each a whole number from 0 to <paramref name="Vocabulary"/> - 1; NaN stands behind
/// shorter ones.
/// </summary>
/// <param name="Vocabulary">Number of tokens that there are.</param>
/// <param name="Longest">The most tokens of a text.</param>
internal sealed record TokenSpace(int Vocabulary, int Longest) : Space
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
