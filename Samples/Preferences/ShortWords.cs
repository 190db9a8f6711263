using DeclarativeIL.LanguageModels.Tokenizers;

namespace DeclarativeIL.Samples.Preferences;

/// <summary>The preference that is taught: of two continuations, the one with the shorter words.</summary>
internal sealed class ShortWords(Tokenizer tokenizer)
{
    /// <summary>The length that a continuation without a word counts as: longer than any word there is.</summary>
    public const double NoWord = 20;

    /// <summary>The fewer letters, the better.</summary>
    public double Reward(State prompt, Act completion) => -LettersPerWord(tokenizer.Decode(completion));

    /// <summary>Letters of a text over its words, which are runs of letters.</summary>
    public static double LettersPerWord(string text)
    {
        var (letters, words) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetter(text[i]))
                continue;
            letters++;
            if (i == 0 || !char.IsAsciiLetter(text[i - 1]))
                words++;
        }
        return words == 0 ? NoWord : letters / (double)words;
    }
}
