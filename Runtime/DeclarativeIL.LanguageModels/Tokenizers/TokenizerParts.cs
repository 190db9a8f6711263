namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>The parts of a tokenizer.</summary>
/// <param name="Path">The file that it comes from, for messages.</param>
/// <param name="Vocabulary">Words and their numbers.</param>
/// <param name="Merges">Two words with a space between them, in the order in which they are joined.</param>
/// <param name="Added">Tokens that are kept whole; their texts may be words too.</param>
/// <param name="End">The text of the token that ends a text; none where there is none.</param>
internal sealed record TokenizerParts(
    string Path,
    Dictionary<string, int> Vocabulary,
    List<string> Merges,
    IReadOnlyList<AddedToken> Added,
    string? End
)
{
    /// <summary>GPT-2's end of a text.</summary>
    public const string DefaultEnd = "<|endoftext|>";

    /// <summary>The parts that do not fit, as found and expected; null where all do.</summary>
    public (string Found, string Expected)? Fault()
    {
        if (NumbersFault() is { } fault)
            return fault;
        foreach (var merge in Merges)
            if (
                merge.Split(' ') is not [var left, var right]
                || !Vocabulary.ContainsKey(left)
                || !Vocabulary.ContainsKey(right)
                || !Vocabulary.ContainsKey(left + right)
            )
                return ($"the merge '{merge}'", "two words of the vocabulary, whose join is one too");
        return null;
    }

    /// <summary>The same of the numbers of tokens alone.</summary>
    public (string Found, string Expected)? NumbersFault()
    {
        var words = new Dictionary<int, string>();
        foreach (var (word, token) in Vocabulary.Concat(Added.Select(static added => KeyValuePair.Create(added.Content, added.Id))))
            if (!words.TryAdd(token, word) && words[token] != word)
                return ($"token {token} for '{word}' and for '{words[token]}'", "a number of its own for each");
        foreach (var added in Added)
            if (Vocabulary.TryGetValue(added.Content, out var token) && token != added.Id)
                return ($"tokens {added.Id} and {token} for '{added.Content}'", "one number");
        foreach (var (token, word) in words)
            if (token < 0 || token >= words.Count)
                return ($"token {token} for '{word}'", $"each from 0 to {words.Count - 1} once");
        return null;
    }
}
