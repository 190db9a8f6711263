namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>The bytes that the words of a byte-level vocabulary stand for (Radford et al. 2019: each byte has a printable sign).</summary>
internal static class TokenBytes
{
    private static readonly Dictionary<char, byte> Values = Enumerable
        .Range(0, 256)
        .ToDictionary(static value => BytePairTraining.Sign((byte)value), static value => (byte)value);

    /// <summary>The bytes of a word; those of its own text where it has a sign that stands for none.</summary>
    public static byte[] Of(string word)
    {
        var bytes = new byte[word.Length];
        for (var i = 0; i < bytes.Length; i++)
            if (!Values.TryGetValue(word[i], out bytes[i]))
                return System.Text.Encoding.UTF8.GetBytes(word);
        return bytes;
    }

    /// <summary>Marks the bytes that have a token; texts with others cannot be written.</summary>
    public static bool[] Known(IReadOnlyDictionary<string, int> vocabulary) =>
        [.. Enumerable.Range(0, 256).Select(value => vocabulary.ContainsKey(BytePairTraining.Sign((byte)value).ToString()))];
}
