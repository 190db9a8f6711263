using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Files;
using Microsoft.ML.Tokenizers;

namespace DeclarativeIL.Language;

/// <summary>
/// GPT-2's tokenizer: byte-pair encoding (Sennrich, Haddow, Birch 2016) over bytes, so that every text has tokens, from
/// Hugging Face's <c>vocab.json</c> and <c>merges.txt</c>.
/// </summary>
public sealed partial class Tokenizer
{
    private const string End = "<|endoftext|>";
    private const int Bytes = 256, LargestFile = 1 << 28;

    private readonly BpeTokenizer _tokenizer;
    private readonly Dictionary<string, int> _vocabulary;
    private readonly IReadOnlyList<string> _merges;

    private Tokenizer(Dictionary<string, int> vocabulary, IReadOnlyList<string> merges)
    {
        (_vocabulary, _merges) = (vocabulary, merges);
        EndToken = vocabulary.TryGetValue(End, out var end) ? end : null;
        var special = EndToken is { } token ? new Dictionary<string, int> { [End] = token } : [];
        _tokenizer = BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(Words(), special),
            SpecialTokens = special,
        });
        Count = vocabulary.Count;
    }

    /// <summary>Number of tokens that there are.</summary>
    public int Count { get; }

    /// <summary>The token of the word <c>&lt;|endoftext|&gt;</c>; none where the vocabulary has none.</summary>
    public int? EndToken { get; }

    /// <summary>Reads <c>vocab.json</c> and <c>merges.txt</c> of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">A file is malformed, or the two do not fit each other.</exception>
    public static Tokenizer Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var vocabulary = ReadVocabulary(Path.Combine(folder, "vocab.json"));
        var merges = ReadMerges(Path.Combine(folder, "merges.txt"), vocabulary);
        try
        {
            return new Tokenizer(vocabulary, merges);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException(folder, $"a vocabulary that cannot be used ({e.Message})", "that of a byte-pair tokenizer", e);
        }
    }

    /// <summary>Learns a vocabulary from a text: the end of a text, the 256 bytes, and the pairs that come most often.</summary>
    /// <param name="text">What it is to write in few tokens.</param>
    /// <param name="count">Number of tokens, 257 or more; fewer where no pair comes twice any more.</param>
    public static Tokenizer Train(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Bytes + 1);
        var vocabulary = new Dictionary<string, int> { [End] = 0 };
        for (var value = 0; value < Bytes; value++)
            vocabulary.Add(BytePairTraining.Sign((byte)value).ToString(), value + 1);
        var merges = new List<string>();
        foreach (var (left, right) in new BytePairTraining(Words().Matches(text).Select(static word => word.Value)).Merges(count - vocabulary.Count))
        {
            merges.Add($"{left} {right}");
            vocabulary.TryAdd(left + right, vocabulary.Count);
        }
        return new Tokenizer(vocabulary, merges);
    }

    /// <summary>Writes <c>vocab.json</c> and <c>merges.txt</c>, in place of those that are there.</summary>
    /// <param name="folder">The folder; made if there is none.</param>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var vocabulary = JsonSerializer.SerializeToUtf8Bytes(_vocabulary);
        var merges = Encoding.UTF8.GetBytes(string.Concat(_merges.Prepend("#version: 0.2").Select(static line => line + "\n")));
        AtomicFile.WriteAll((Path.Combine(folder, "vocab.json"), file => file.Write(vocabulary)), (Path.Combine(folder, "merges.txt"), file => file.Write(merges)));
    }

    /// <summary>The tokens of a text; none of an empty one.</summary>
    /// <param name="text">Any text; the word <c>&lt;|endoftext|&gt;</c> is one token.</param>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. _tokenizer.EncodeToIds(text)];
    }

    /// <summary>The text of tokens.</summary>
    /// <param name="tokens">Each from 0 to <see cref="Count"/> - 1.</param>
    public string Decode(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var all = tokens.ToArray();
        foreach (var token in all)
            if (token < 0 || token >= Count)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"Expected a token from 0 to {Count - 1}.");
        return all.Length == 0 ? "" : _tokenizer.Decode(all) ?? "";
    }

    /// <summary>The text of a completion.</summary>
    /// <param name="completion">Its tokens.</param>
    public string Decode(Act completion) => Decode(completion.Span.ToArray().Select(static token => (int)token));

    /// <summary>A text as a prompt.</summary>
    /// <param name="text">Of one token or more.</param>
    public State Prompt(string text) => new(Numbers(text, []));

    /// <summary>A text as a completion.</summary>
    /// <param name="text">Of one token or more, its end included.</param>
    /// <param name="ends">Whether <see cref="EndToken"/> follows.</param>
    public Act Completion(string text, bool ends = false)
        => new(Numbers(text, !ends ? [] : EndToken is { } end
            ? [end] : throw new ArgumentException($"The vocabulary has no '{End}'.", nameof(ends))));

    private double[] Numbers(string text, int[] end)
    {
        double[] numbers = [.. Encode(text).Concat(end).Select(static token => (double)token)];
        return numbers.Length > 0 ? numbers : throw new ArgumentException("Found an empty text; expected one token or more.", nameof(text));
    }

    private static Dictionary<string, int> ReadVocabulary(string path)
    {
        var bytes = SmallFile.Read(path, LargestFile);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 2 });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new CheckpointException(
                    path, $"what is no vocabulary (JSON of kind {json.RootElement.ValueKind})", "a JSON object of words and numbers");
            var words = new Dictionary<string, int>();
            foreach (var word in json.RootElement.EnumerateObject())
                words.Add(word.Name, word.Value.ValueKind == JsonValueKind.Number && word.Value.TryGetInt32(out var token)
                    ? token : throw new CheckpointException(path, $"{word.Value.GetRawText()} for '{word.Name}'", "a whole number"));
            var seen = new bool[words.Count];
            foreach (var (word, token) in words)
            {
                if (token < 0 || token >= seen.Length || seen[token])
                    throw new CheckpointException(path, $"token {token} for '{word}'", $"each from 0 to {seen.Length - 1} once");
                seen[token] = true;
            }
            return words;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CheckpointException(path, $"what is no vocabulary ({error.Message.TrimEnd('.')})", "a JSON object of words and numbers", error);
        }
    }

    private static List<string> ReadMerges(string path, Dictionary<string, int> vocabulary)
    {
        var merges = new List<string>();
        var number = 0;
        using var lines = new StringReader(SmallFile.Text(path, LargestFile));
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal)))
                continue;
            var parts = line.Split(' ');
            if (parts.Length != 2 || !vocabulary.ContainsKey(parts[0]) || !vocabulary.ContainsKey(parts[1]) || !vocabulary.ContainsKey(parts[0] + parts[1]))
                throw new CheckpointException(path, $"'{line}' in line {number}", "two words of the vocabulary, whose join is one too");
            merges.Add(line);
        }
        return merges;
    }

    /// <summary>GPT-2's: contractions, words, numbers and other signs, each with the space before it.</summary>
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Words();
}
