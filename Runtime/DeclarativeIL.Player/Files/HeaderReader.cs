using System.Globalization;
using System.Text;

namespace DeclarativeIL.Player.Files;

/// <summary>
/// Reads the JSON header of a safetensors file, and no other JSON: an object of tensors and, perhaps, one of words. netstandard2.1 has no
/// reader of JSON, and a package of one would be a dependency of every game. What is not exactly a header is refused; nothing calls itself.
/// </summary>
internal sealed class HeaderReader
{
    private const int MostDimensions = 64;

    private readonly string _file,
        _text;
    private int _at;

    /// <param name="file">The file, for messages.</param>
    /// <param name="header">The bytes of the header.</param>
    public HeaderReader(string file, byte[] header)
    {
        _file = file;
        try
        {
            _text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(header);
        }
        catch (ArgumentException)
        {
            throw Wrong("a header that is not UTF-8", "a JSON object");
        }
        if (_text.Length == 0 || _text[0] != '{')
            throw Wrong("a header that does not start with '{'", "a JSON object");
    }

    /// <summary>A tensor as the header says.</summary>
    internal readonly struct Entry
    {
        public Entry(string name, string type, long[] shape, long start, long end) =>
            (Name, Type, Shape, Start, End) = (name, type, shape, start, end);

        public string Name { get; }

        public string Type { get; }

        public long[] Shape { get; }

        public long Start { get; }

        public long End { get; }
    }

    /// <summary>All that the header says.</summary>
    public (List<Entry> Tensors, Dictionary<string, string> Words) Read()
    {
        var entries = new List<Entry>();
        var (words, names) = (new Dictionary<string, string>(), new HashSet<string>());
        foreach (var name in Names(names))
            if (name == "__metadata__")
                foreach (var word in Names(new HashSet<string>()))
                    words[word] = Word();
            else
                entries.Add(ReadEntry(name));
        Spaces();
        return _at == _text.Length ? (entries, words) : throw Wrong($"text behind the header's object, at character {_at}", "none");
    }

    private Entry ReadEntry(string name)
    {
        string? type = null;
        long[]? shape = null,
            offsets = null;
        foreach (var property in Names(new HashSet<string>()))
            switch (property)
            {
                case "dtype":
                    type = Word();
                    break;
                case "shape":
                    shape = Numbers(MostDimensions);
                    break;
                case "data_offsets":
                    offsets = Numbers(2);
                    break;
                default:
                    throw Wrong($"'{Shortened(property)}' of tensor '{Shortened(name)}'", "dtype, shape and data_offsets");
            }
        return type is not null && shape is not null && offsets is { Length: 2 }
            ? new(name, type, shape, offsets[0], offsets[1])
            : throw Wrong($"tensor '{Shortened(name)}' without a type, a shape or two offsets", "dtype, shape and data_offsets");
    }

    /// <summary>The names of an object, at each of which its value is to be read.</summary>
    private IEnumerable<string> Names(HashSet<string> known)
    {
        Take('{');
        if (Next() == '}')
        {
            Take('}');
            yield break;
        }
        for (var isMore = true; isMore; )
        {
            var name = Word();
            if (!known.Add(name))
                throw Wrong($"the name '{Shortened(name)}' twice in one object of the header", "once");
            Take(':');
            yield return name;
            isMore = Next() == ',';
            Take(isMore ? ',' : '}');
        }
    }

    private long[] Numbers(int most)
    {
        var numbers = new List<long>();
        Take('[');
        for (var isMore = Next() != ']'; isMore; )
        {
            if (numbers.Count == most)
                throw Wrong($"more than {most} numbers, at character {_at} of the header", "no more");
            numbers.Add(Number());
            isMore = Next() == ',';
            if (isMore)
                Take(',');
        }
        Take(']');
        return numbers.ToArray();
    }

    private long Number()
    {
        Spaces();
        var start = _at;
        while (_at < _text.Length && _text[_at] is >= '0' and <= '9')
            _at++;
        var digits = _text.AsSpan(start, _at - start);
        return
            (digits.Length == 1 || (digits.Length > 1 && digits[0] != '0'))
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable(start, "a whole number that is not negative");
    }

    private string Word()
    {
        Take('"');
        var word = new StringBuilder();
        for (var start = _at; _at < _text.Length; )
        {
            var one = _text[_at++];
            if (one == '"')
                return IsWhole(word) ? word.ToString() : throw Unreadable(start, "text of whole characters");
            if (one < ' ')
                throw Unreadable(_at - 1, "no control character");
            word.Append(one == '\\' ? Escaped() : one);
        }
        throw Unreadable(_at, "the end of a text");
    }

    private char Escaped()
    {
        var start = _at - 1;
        var one = _at < _text.Length ? _text[_at++] : ' ';
        switch (one)
        {
            case '"' or '\\' or '/':
                return one;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length:
                var digits = _text.AsSpan(_at, 4);
                _at += 4;
                foreach (var digit in digits)
                    if (!(digit is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F'))
                        throw Unreadable(start, "four hexadecimal digits");
                return (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                throw Unreadable(start, "an escape of JSON");
        }
    }

    /// <summary>Whether no half of a surrogate pair stands alone.</summary>
    private static bool IsWhole(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        return true;
    }

    private char Next()
    {
        Spaces();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void Take(char expected)
    {
        if (Next() != expected || _at == _text.Length)
            throw Unreadable(_at, $"'{expected}'");
        _at++;
    }

    private void Spaces()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\n' or '\r' or '\t'))
            _at++;
    }

    private static string Shortened(string text) => text.Length <= 100 ? text : text[..100] + "...";

    private PolicyFileException Unreadable(int at, string expected)
    {
        var (start, end) = (Math.Min(at, _text.Length), Math.Min(at + 20, _text.Length));
        return Wrong($"a header that is not JSON at character {at}: '{_text[start..end]}'", expected);
    }

    private PolicyFileException Wrong(string found, string expected) => new(_file, found, expected);
}
