using System.Text;

namespace DeclarativeIL.Generators.Printing;

/// <summary>Breaks long lines of generated code where a reader would: at the outermost operator or argument that still fits.</summary>
internal static class LineBreaker
{
    /// <summary>How long a line may be.</summary>
    public const int Longest = 140;

    private const int Step = 4;

    /// <summary>Where a line is broken before, the loosest first.</summary>
    private static readonly string[][] Operators =
    [
        [" ? ", " : ", " { "],
        [" || "],
        [" && "],
        [" + ", " - "],
        [" * ", " / "],
    ];

    /// <summary>How loose the other places are: before a call of what was called, after a bracket, before the body of a function.</summary>
    private const int Call = 6,
        Bracket = 7,
        Body = 8;

    /// <summary>The lines of a line that is too long, with their indentation.</summary>
    /// <param name="text">Code, documentation or a comment, with marks (<see cref="Identifiers"/>).</param>
    /// <param name="indent">How many blanks stand before it.</param>
    public static IEnumerable<string> Break(string text, int indent)
    {
        foreach (var comment in (string[])["///", "//"])
            if (text.StartsWith(comment, StringComparison.Ordinal))
                return Words(text, comment, indent);
        return Code(text, indent);
    }

    /// <summary>Documentation and comments: between words, further in than what they begin with.</summary>
    private static List<string> Words(string text, string comment, int indent)
    {
        var content = text.Substring(comment.Length);
        var margin = content.Length - content.TrimStart().Length;
        var start = new string(' ', indent) + comment + new string(' ', margin + (margin > 1 ? Step : 0));
        List<string> lines = [];
        var line = new StringBuilder(new string(' ', indent) + comment + new string(' ', margin));
        var isEmpty = true;
        foreach (var word in content.Trim().Split(' '))
        {
            if (!isEmpty && Identifiers.Length(line.ToString()) + 1 + Identifiers.Length(word) > Longest)
            {
                lines.Add(line.ToString());
                line.Clear().Append(start);
                isEmpty = true;
            }
            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }
        lines.Add(line.ToString());
        return lines;
    }

    private static List<string> Code(string text, int indent)
    {
        List<string> lines = [];
        if (TrailingComment(text) is var (code, comment) && comment.Length > 0)
        {
            lines.AddRange(Words(comment, "//", indent));
            text = code;
        }
        for (var margin = indent; ; margin = indent + Step)
        {
            var at = margin + Identifiers.Length(text) <= Longest ? 0 : Place(text, Longest - margin);
            if (at == 0)
            {
                lines.Add(new string(' ', margin) + text);
                return lines;
            }
            lines.Add(new string(' ', margin) + text.Substring(0, at).TrimEnd());
            text = text.Substring(at).TrimStart();
        }
    }

    private static (string Code, string Comment) TrailingComment(string text)
    {
        for (var i = 0; i < text.Length; i = After(text, i))
            if (text[i] == '/' && i + 1 < text.Length && text[i + 1] == '/')
                return (text.Substring(0, i).TrimEnd(), text.Substring(i));
        return (text, "");
    }

    /// <summary>
    /// Where to break: of the places that fit, the last one of those in the fewest brackets and at the loosest operator; 0 where there
    /// is none.
    /// </summary>
    private static int Place(string text, int room)
    {
        var (best, least, depth, width) = (0, int.MaxValue, 0, 0);
        for (int i = 0, next; i < text.Length && width < room; i = next)
        {
            next = After(text, i);
            depth +=
                text[i] is '(' or '[' or '{' ? 1
                : text[i] is ')' or ']' or '}' ? -1
                : 0;
            var (place, tightness) = Candidate(text, i, next);
            if (place > 2 * Step && place < text.Length && (depth * 10) + tightness <= least)
                (best, least) = (place, (depth * 10) + tightness);
            width += Identifiers.OwnerOf(text[i]) is null ? next - i : 0;
        }
        return best;
    }

    private static (int Place, int Tightness) Candidate(string text, int at, int next) =>
        text[at] switch
        {
            ',' => (next, 0),
            ' ' when Array.FindIndex(Operators, same => same.Any(@operator => Stands(text, at, @operator))) is >= 0 and var tightness => (
                at,
                tightness
            ),
            ' ' when Stands(text, at, " => ") => (at, Body),
            '.' when at > 0 && text[at - 1] == ')' && next < text.Length && char.IsLetter(text[next]) => (at, Call),
            '(' => (next, Bracket),
            _ => (0, 0),
        };

    private static bool Stands(string text, int at, string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    /// <summary>What comes after a character, a string or a character in quotes.</summary>
    private static int After(string text, int at)
    {
        if (text[at] is not ('"' or '\''))
            return at + 1;
        for (var i = at + 1; i < text.Length; i++)
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[at])
                return i + 1;
        return text.Length;
    }
}
