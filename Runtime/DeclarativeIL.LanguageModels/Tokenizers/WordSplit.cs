using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>
/// GPT-2's words: contractions, letters, numbers and other signs, each with the space before it. Classes are those of code points: a
/// regular expression of .NET would take each half of a surrogate pair for a sign that is neither letter nor number.
/// </summary>
internal sealed partial class WordSplit : PreTokenizer
{
    /// <summary>The words of a text, which are the whole of it.</summary>
    public static IEnumerable<string> Of(string text) => Places(text).Select(place => text.Substring(place.Offset, place.Length));

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => Places(text);

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => Places(text.ToString());

    private static IEnumerable<(int Offset, int Length)> Places(string text)
    {
        foreach (Match word in Words().Matches(StoodIn(text)))
            yield return (word.Index, word.Length);
    }

    /// <summary>
    /// The text with two signs of the same class in place of each pair, so that words lie where they lay. No white space is a pair.
    /// </summary>
    private static string StoodIn(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var signs = text.ToCharArray();
        for (var i = 0; i < signs.Length; i++)
            if (Rune.TryGetRuneAt(text, i, out var rune) && rune.Utf16SequenceLength == 2)
                signs[i] = signs[++i] = Rune.GetUnicodeCategory(rune) switch
                {
                    <= UnicodeCategory.OtherLetter => 'a', // of no contraction
                    UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '0',
                    _ => '!',
                };
        return new string(signs);
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Words();
}
