using System.Globalization;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing;

/// <summary>An identifier in composed code, with its mark or @ if it has one.</summary>
/// <param name="IsDocumented">Where it stands in a comment, which knows no @.</param>
internal readonly record struct IdentifierPlace(int Start, int End, Owned Owner, string Name, bool IsDocumented);

/// <summary>
/// Finds identifiers in composed code: those that carry a mark, and of the others those that stand by themselves, which are locals,
/// parameters and type parameters (types are written from <c>global::</c> on, members behind a dot or with a mark).
/// </summary>
internal sealed class IdentifierReader(string text, int start, int end)
{
    private const string DocumentedParameter = "<param name=\"";

    private readonly List<IdentifierPlace> _found = [];
    private readonly int _start = start;
    private int _at = start;

    public IReadOnlyList<IdentifierPlace> Read()
    {
        while (_at < end)
            if (text[_at] is '"')
                SkipString();
            else if (text[_at] is '/' && _at + 1 < end && text[_at + 1] == '/')
                Comment();
            else if (text[_at] is '#')
                _at = EndOfLine();
            else if (char.IsDigit(text[_at]))
                SkipNumber();
            else if (text[_at] is '@' || IsLetter(text[_at]) || Identifiers.OwnerOf(text[_at]) is not null)
                Identifier(isDocumented: false);
            else
                _at++;
        return _found;
    }

    private void Identifier(bool isDocumented)
    {
        var first = _at;
        var owner = Identifiers.OwnerOf(text[_at]);
        if (owner is not null)
            _at++;
        var isEscaped = _at < end && text[_at] == '@';
        if (isEscaped)
            _at++;
        var name = _at;
        while (_at < end && IsPart(text[_at]))
            _at++;
        if (_at == name)
        {
            _at = first + 1;
            return;
        }
        if (owner is null && !isDocumented && !StandsAlone(first))
            return;
        if (owner is null && !isDocumented && !isEscaped && CSharpText.IsWord(text.Substring(name, _at - name)))
            return;
        _found.Add(new(first, _at, owner ?? Owned.Plain, text.Substring(name, _at - name), isDocumented));
    }

    /// <summary>
    /// Not behind a dot or ::, and neither a name before :: nor that of an argument, nor a property that is set where an object is made.
    /// </summary>
    private bool StandsAlone(int first) =>
        !(
            first > _start
            && (
                text[first - 1] == '.' && !(first > _start + 1 && text[first - 2] == '.')
                || (text[first - 1] == ':' && first > _start + 1 && text[first - 2] == ':')
            )
        )
        && !(_at < end && text[_at] == ':')
        && !IsSet(first);

    private bool IsSet(int first) =>
        first > _start + 1
        && text[first - 1] == ' '
        && text[first - 2] == '{'
        && _at + 2 < end
        && text[_at] == ' '
        && text[_at + 1] == '='
        && text[_at + 2] == ' ';

    private void Comment()
    {
        var line = EndOfLine();
        var parameter = text.IndexOf(DocumentedParameter, _at, line - _at, StringComparison.Ordinal);
        if (parameter >= 0 && text[_at + 2] == '/')
        {
            _at = parameter + DocumentedParameter.Length;
            if (text[_at] != '"')
                Identifier(isDocumented: true);
        }
        _at = line;
    }

    private int EndOfLine() => text.IndexOf('\n', _at, end - _at) is >= 0 and var line ? line : end;

    private void SkipString()
    {
        for (_at++; _at < end && text[_at] != '"'; _at++)
            if (text[_at] == '\\')
                _at++;
        _at++;
    }

    private void SkipNumber()
    {
        while (
            _at < end
            && (
                IsPart(text[_at])
                || (text[_at] is '+' or '-' && text[_at - 1] is 'E' or 'e')
                || (text[_at] == '.' && _at + 1 < end && char.IsDigit(text[_at + 1]))
            )
        )
            _at++;
    }

    private static bool IsLetter(char letter) =>
        letter == '_'
        || char.IsLetter(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.LetterNumber or UnicodeCategory.Surrogate;

    private static bool IsPart(char letter) =>
        IsLetter(letter)
        || char.GetUnicodeCategory(letter)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Format;
}
