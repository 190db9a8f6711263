using DeclarativeIL.Data;
using DeclarativeIL.LanguageModels.Tokenizers;

namespace DeclarativeIL.Samples.Preferences;

/// <summary>A text in tokens: the first nine tenths to learn from, the last tenth for prompts that were not seen.</summary>
internal sealed class Corpus
{
    private const string Licenses = "/usr/share/common-licenses"; // base-files: on every Debian
    private const int Smallest = 20_000;

    private readonly double[] _tokens;
    private readonly int _learned;

    private Corpus(Tokenizer tokenizer, string text)
    {
        Tokenizer = tokenizer;
        _tokens = Array.ConvertAll(tokenizer.Encode(text), static token => (double)token);
        _learned = _tokens.Length / 10 * 9;
    }

    /// <summary>A vocabulary of the text's own.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Length;

    /// <summary>Reads a file, or the licenses that Debian's base-files ships.</summary>
    /// <param name="path">A text file; none = the licenses.</param>
    /// <param name="vocabulary">Number of tokens of the vocabulary.</param>
    /// <exception cref="ArgumentException">There is too little text.</exception>
    public static Corpus Read(string? path, int vocabulary)
    {
        if (path is null && !Directory.Exists(Licenses))
            throw new ArgumentException($"There is no {Licenses} here; name a text with --text.");
        string[] files = path is not null
            ? [path]
            : [.. Directory.GetFiles(Licenses).Where(static file => new FileInfo(file).LinkTarget is null).Order(StringComparer.Ordinal)];
        var words = string.Join(' ', files.Select(File.ReadAllText)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(' ', words); // a space for whatever stood between two words
        if (text.Length < Smallest)
            throw new ArgumentException($"Found {text.Length} characters of text; expected {Smallest} or more.");
        return new Corpus(Tokenizer.Train(text, vocabulary), text);
    }

    /// <summary>Pieces to learn, each beginning half a piece behind the one before.</summary>
    public Dataset<Demonstration> Pieces(int length) =>
        Dataset.OfSequences(
            Starts(0, _learned, length, length / 2)
                .Select(start => new Demonstration(new State(_tokens.AsMemory(start, 1)), new Act(_tokens.AsMemory(start + 1, length - 1))))
        );

    /// <summary>Prompts from the text that is learned.</summary>
    public IReadOnlyList<State> Prompts(int length) => [.. Starts(0, _learned, length, length).Select(start => Prompt(start, length))];

    /// <summary>Prompts from the text that is not.</summary>
    public IReadOnlyList<State> UnseenPrompts(int length) =>
        [.. Starts(_learned, _tokens.Length, length, length).Select(start => Prompt(start, length))];

    private State Prompt(int start, int length) => new(_tokens.AsMemory(start, length));

    private static IEnumerable<int> Starts(int from, int to, int length, int step)
    {
        for (var start = from; start + length <= to; start += step)
            yield return start;
    }
}
