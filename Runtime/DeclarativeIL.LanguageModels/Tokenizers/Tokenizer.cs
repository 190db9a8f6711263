using System.Text;
using DeclarativeIL.Checkpoints;
using Microsoft.ML.Tokenizers;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>
/// GPT-2's tokenizer: byte-pair encoding (Sennrich, Haddow, Birch 2016) over bytes, so that every text has tokens, from
/// Hugging Face's <c>tokenizer.json</c>, or <c>vocab.json</c> and <c>merges.txt</c>.
/// </summary>
public sealed class Tokenizer
{
    private const int Bytes = 256;

    private readonly TokenizerParts _parts;
    private readonly BpeTokenizer _tokenizer;
    private readonly AddedTokens _added;
    private readonly byte[][] _bytes; // of each token
    private readonly bool[] _known;

    private Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _tokenizer = BpeTokenizer.Create(
            new BpeOptions(parts.Vocabulary)
            {
                Merges = parts.Merges,
                ByteLevel = true,
                PreTokenizer = new WordSplit(),
            }
        );
        _added = new AddedTokens(parts.Added);
        _known = TokenBytes.Known(parts.Vocabulary);
        _bytes = new byte[parts.Vocabulary.Values.Concat(parts.Added.Select(static token => token.Id)).Distinct().Count()][];
        foreach (var (word, token) in parts.Vocabulary)
            _bytes[token] = TokenBytes.Of(word);
        foreach (var token in parts.Added)
            _bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        EndToken = parts.End is not { } end ? null : parts.Added.FirstOrDefault(token => token.Content == end)?.Id;
    }

    /// <summary>Number of tokens that there are.</summary>
    public int Count => _bytes.Length;

    /// <summary>
    /// The token that ends a text: the one that the files name, else that of the word <c>&lt;|endoftext|&gt;</c>; none where there is none.
    /// </summary>
    public int? EndToken { get; }

    /// <summary>
    /// Reads <c>tokenizer.json</c> of a folder or, where there is none, <c>vocab.json</c>, <c>merges.txt</c> and <c>added_tokens.json</c>;
    /// with either, added tokens and the end token of <c>tokenizer_config.json</c>, or of <c>special_tokens_map.json</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="CheckpointException">
    /// A file is missing, malformed, of another kind of tokenizer, or does not fit the others.
    /// </exception>
    public static Tokenizer Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var parts = TokenizerFiles.Read(folder);
        try
        {
            return new Tokenizer(parts);
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
        var vocabulary = new Dictionary<string, int> { [TokenizerParts.DefaultEnd] = 0 };
        for (var value = 0; value < Bytes; value++)
            vocabulary.Add(BytePairTraining.Sign((byte)value).ToString(), value + 1);
        var merges = new List<string>();
        foreach (var (left, right) in new BytePairTraining(WordSplit.Of(text)).Merges(count - vocabulary.Count))
        {
            merges.Add($"{left} {right}");
            vocabulary.TryAdd(left + right, vocabulary.Count);
        }
        return new Tokenizer(
            new("", vocabulary, merges, [new AddedToken(TokenizerParts.DefaultEnd, 0) { IsSpecial = true }], TokenizerParts.DefaultEnd)
        );
    }

    /// <summary>
    /// Writes <c>tokenizer.json</c>, <c>vocab.json</c>, <c>merges.txt</c> and <c>tokenizer_config.json</c> (added tokens and the end token,
    /// nothing else), in place of those that are there.
    /// </summary>
    /// <param name="folder">The folder; made if there is none.</param>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        TokenizerWriting.Write(_parts, folder);
    }

    /// <summary>The tokens of a text; none of an empty one.</summary>
    /// <param name="text">Any text; added tokens, such as the word <c>&lt;|endoftext|&gt;</c>, are one token each.</param>
    /// <exception cref="ArgumentException">The vocabulary lacks a byte of the text.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<int>();
        foreach (var (piece, added) in _added.Split(text))
            if (added is not null)
                tokens.Add(added.Id);
            else
                tokens.AddRange(_tokenizer.EncodeToIds(Writable(piece)));
        return [.. tokens];
    }

    /// <summary>The text of tokens; bytes that are no text read as U+FFFD.</summary>
    /// <param name="tokens">Each from 0 to <see cref="Count"/> - 1.</param>
    public string Decode(IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        using var bytes = new MemoryStream();
        foreach (var token in tokens)
            bytes.Write(
                token >= 0 && token < Count
                    ? _bytes[token]
                    : throw new ArgumentOutOfRangeException(nameof(tokens), token, $"Expected a token from 0 to {Count - 1}.")
            );
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>The text of a completion.</summary>
    /// <param name="completion">Its tokens, up to the NaN that may stand behind a shorter one.</param>
    /// <exception cref="ArgumentException">A number before that is no token.</exception>
    public string Decode(Act completion)
    {
        var tokens = completion.Span[..TokenRow.Length(completion.Span)];
        return tokens.Length > 0 && TokenRow.Fault(tokens, Count) is { } fault
            ? throw new ArgumentException($"The completion {fault}.", nameof(completion))
            : Decode(tokens.ToArray().Select(static token => (int)token));
    }

    /// <summary>A text as a prompt.</summary>
    /// <param name="text">Of one token or more.</param>
    public State Prompt(string text) => new(Numbers(text));

    /// <summary>A text as a completion.</summary>
    /// <param name="text">Of one token or more, its end included.</param>
    /// <param name="ends">
    /// True if it is to end with <see cref="EndToken"/>, which follows where the text does not end with it already.
    /// </param>
    public Act Completion(string text, bool ends = false) =>
        new(
            Numbers(
                text,
                !ends
                    ? null
                    : EndToken ?? throw new ArgumentException($"The vocabulary has no '{TokenizerParts.DefaultEnd}'.", nameof(ends))
            )
        );

    private double[] Numbers(string text, int? end = null)
    {
        var tokens = Encode(text);
        if (end is { } token && (tokens.Length == 0 || tokens[^1] != token))
            tokens = [.. tokens, token];
        return tokens.Length > 0
            ? Array.ConvertAll(tokens, static token => (double)token)
            : throw new ArgumentException("Found an empty text; expected one token or more.", nameof(text));
    }

    private string Writable(string text)
    {
        if (Array.TrueForAll(_known, static known => known))
            return text;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            if (!_known[value])
                throw new ArgumentException(
                    $"Found the byte {value} in the text; expected bytes that the vocabulary has a token for.",
                    nameof(text)
                );
        return text;
    }
}
