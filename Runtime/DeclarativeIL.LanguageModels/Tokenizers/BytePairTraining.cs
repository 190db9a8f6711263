using System.Text;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>Learns a byte-pair vocabulary from a text (Sennrich, Haddow, Birch 2016, over bytes as in Radford et al. 2019).</summary>
internal sealed class BytePairTraining
{
    private const int LeastOften = 2;

    private readonly List<(List<string> Symbols, long Count)> _words;

    /// <param name="words">The text in words, which no token crosses.</param>
    public BytePairTraining(IEnumerable<string> words) =>
        _words = [
            .. words
                .GroupBy(static word => word, StringComparer.Ordinal)
                .Select(static group =>
                    (Encoding.UTF8.GetBytes(group.Key).Select(static value => Sign(value).ToString()).ToList(), (long)group.Count())
                ),
        ];

    /// <summary>The sign that stands for a byte in vocabularies: itself where it is printable, else one from U+0100 on.</summary>
    public static char Sign(byte value)
    {
        if (IsPrintable(value))
            return (char)value;
        var before = 0;
        for (var other = 0; other < value; other++)
            before += IsPrintable((byte)other) ? 0 : 1;
        return (char)(256 + before);
    }

    /// <summary>
    /// The pairs to merge, in order: each time the most frequent one (of equals, the first by its signs), while there is one that comes
    /// twice.
    /// </summary>
    /// <param name="count">The most pairs.</param>
    public IEnumerable<(string Left, string Right)> Merges(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var counts = Counts();
            if (counts.Count == 0)
                yield break;
            var ((left, right), most) = counts.MaxBy(
                static pair => pair,
                Comparer<KeyValuePair<(string Left, string Right), long>>.Create(Compare)
            );
            if (most < LeastOften)
                yield break;
            foreach (var (symbols, _) in _words)
                Merge(symbols, left, right);
            yield return (left, right);
        }
    }

    private static int Compare(KeyValuePair<(string Left, string Right), long> x, KeyValuePair<(string Left, string Right), long> y) =>
        x.Value != y.Value ? x.Value.CompareTo(y.Value)
        : x.Key.Left != y.Key.Left ? string.CompareOrdinal(y.Key.Left, x.Key.Left)
        : string.CompareOrdinal(y.Key.Right, x.Key.Right);

    private Dictionary<(string Left, string Right), long> Counts()
    {
        var counts = new Dictionary<(string, string), long>();
        foreach (var (symbols, count) in _words)
            for (var i = 1; i < symbols.Count; i++)
                counts[(symbols[i - 1], symbols[i])] = counts.GetValueOrDefault((symbols[i - 1], symbols[i])) + count;
        return counts;
    }

    private static void Merge(List<string> symbols, string left, string right)
    {
        for (var i = 0; i < symbols.Count - 1; i++)
            if (symbols[i] == left && symbols[i + 1] == right)
            {
                symbols[i] = left + right;
                symbols.RemoveAt(i + 1);
            }
    }

    private static bool IsPrintable(byte value) => value is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
}
