using Microsoft.CodeAnalysis.Text;

namespace DeclarativeIL.Generators.Tests.Harness;

/// <summary>A source in which <c>[|...|]</c> marks where a problem is expected.</summary>
internal sealed record Markup(string Source, TextSpan? Span)
{
    private const string Open = "[|",
        Close = "|]";

    public static Markup Read(string text)
    {
        var start = text.IndexOf(Open, StringComparison.Ordinal);
        if (start < 0)
            return new(text, null);
        var end = text.IndexOf(Close, start, StringComparison.Ordinal) - Open.Length;
        return new(text.Remove(end + Open.Length, Close.Length).Remove(start, Open.Length), TextSpan.FromBounds(start, end));
    }

    public string? Marked => Span is { } span ? Source.Substring(span.Start, span.Length) : null;
}
