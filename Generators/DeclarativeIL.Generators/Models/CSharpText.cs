using System.Globalization;

namespace DeclarativeIL.Generators.Models;

/// <summary>Names and literals as C# writes them.</summary>
internal static class CSharpText
{
    /// <summary>The property of a parameter.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The property that holds the level of a quantile that a parameter stands for.</summary>
    public static string Level(string parameter) => Pascal(parameter) + "Level";

    /// <summary>The property that holds the share of the way that a target goes.</summary>
    public static string Polyak(string target) => Pascal(target) + "Polyak";

    /// <summary>A bound of a hyperparameter that is not itself allowed: <c>!0.0</c>.</summary>
    public static string Exclusive(string bound) => "!" + bound;

    /// <summary>Tells whether a bound is not itself allowed.</summary>
    public static bool IsExclusive(string bound) => bound.StartsWith("!", StringComparison.Ordinal);

    /// <summary>The number of a bound.</summary>
    public static string Bound(string bound) => bound.TrimStart('!');

    /// <summary>Tells whether a text can be an identifier.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0
        && !char.IsDigit(name[0])
        && name.All(static letter =>
            letter == '_'
            || char.IsLetterOrDigit(letter)
            || char.GetUnicodeCategory(letter)
                is UnicodeCategory.LetterNumber
                    or UnicodeCategory.ConnectorPunctuation
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark
        );

    /// <summary>A name that may be a keyword.</summary>
    public static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    /// <summary>The name of a type or namespace: there words of the language that are none elsewhere count too.</summary>
    public static string Type(string name) => IsWord(name) ? "@" + name : name;

    /// <summary>Tells whether C# knows the word, everywhere or in some places; the generator calls nothing so.</summary>
    public static bool IsWord(string name) =>
        Escape(name) != name
        || Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetContextualKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None;

    public static string Literal(object value) =>
        value switch
        {
            double number => Number(number),
            bool truth => truth ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    /// <summary>A double as C# reads it back, always recognisable as a double.</summary>
    public static string Number(double number) =>
        number switch
        {
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            _ when double.IsNaN(number) => "double.NaN",
            _ => number.ToString("R", CultureInfo.InvariantCulture) is var text && text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text,
        };
}
