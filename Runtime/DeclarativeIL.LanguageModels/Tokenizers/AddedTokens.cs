using System.Buffers;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>A token that is no piece of a word: kept whole wherever its text stands.</summary>
/// <param name="Content">Its text, not empty.</param>
/// <param name="Id">Its number.</param>
internal sealed record AddedToken(string Content, int Id)
{
    /// <summary>True if the token takes the white space before it.</summary>
    public bool TakesLeft { get; init; }

    /// <summary>True if the token takes the white space behind it.</summary>
    public bool TakesRight { get; init; }

    /// <summary>True if the token is searched for after the others, in the text that they have left.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>True if the token is a mark rather than text, for programs that leave marks out.</summary>
    public bool IsSpecial { get; init; }
}

/// <summary>Cuts a text at added tokens: the first that stands in it, of those the longest.</summary>
internal sealed class AddedTokens
{
    private readonly AddedToken[] _all;
    private readonly Search?[] _passes;

    /// <param name="tokens">With texts of their own.</param>
    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        _all = [.. tokens];
        _passes = [Search.For(_all.Where(static token => !token.IsNormalized)), Search.For(_all.Where(static token => token.IsNormalized))];
    }

    /// <summary>All.</summary>
    public IReadOnlyList<AddedToken> All => _all;

    /// <summary>Pieces of the text in order: a token, or text between them, never empty.</summary>
    public IEnumerable<(string Text, AddedToken? Token)> Split(string text)
    {
        IEnumerable<(string Text, AddedToken? Token)> pieces = text.Length == 0 ? [] : [(text, null)];
        foreach (var pass in _passes)
            if (pass is not null)
                pieces = pieces.SelectMany(piece => piece.Token is null ? pass.Split(piece.Text) : [piece]);
        return pieces;
    }

    private sealed class Search
    {
        private readonly Dictionary<string, AddedToken> _tokens;
        private readonly SearchValues<string> _values;
        private readonly int[] _lengths; // the longest first

        private Search(Dictionary<string, AddedToken> tokens)
        {
            _tokens = tokens;
            _values = SearchValues.Create([.. tokens.Keys], StringComparison.Ordinal);
            _lengths = [.. tokens.Keys.Select(static content => content.Length).Distinct().OrderDescending()];
        }

        public static Search? For(IEnumerable<AddedToken> tokens) =>
            tokens.ToDictionary(static token => token.Content, StringComparer.Ordinal) is { Count: > 0 } some ? new Search(some) : null;

        public IEnumerable<(string Text, AddedToken? Token)> Split(string text)
        {
            var from = 0;
            while (text.AsSpan(from).IndexOfAny(_values) is var found and >= 0)
            {
                var (start, token) = (from + found, At(text, from + found));
                var end = start + token.Content.Length;
                while (token.TakesLeft && start > from && char.IsWhiteSpace(text[start - 1]))
                    start--;
                while (token.TakesRight && end < text.Length && char.IsWhiteSpace(text[end]))
                    end++;
                if (start > from)
                    yield return (text[from..start], null);
                yield return (token.Content, token);
                from = end;
            }
            if (from < text.Length)
                yield return (text[from..], null);
        }

        private AddedToken At(string text, int start)
        {
            var lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var length in _lengths)
                if (length <= text.Length - start && lookup.TryGetValue(text.AsSpan(start, length), out var token))
                    return token;
            throw new InvalidOperationException("A token was found that is none.");
        }
    }
}
