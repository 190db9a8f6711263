using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace DeclarativeIL.CodeFixes;

/// <summary>Small changes to syntax that keep what surrounds them.</summary>
internal static class Syntaxes
{
    /// <summary>The declaration with its modifiers changed, in the order that C# wants them.</summary>
    public static T WithModifiers<T>(this T declaration, Document document, Func<DeclarationModifiers, DeclarationModifiers> change)
        where T : SyntaxNode
    {
        var generator = SyntaxGenerator.GetGenerator(document);
        return (T)generator.WithModifiers(declaration, change(generator.GetModifiers(declaration)));
    }

    /// <summary>A class up to its name, on one line, less its attributes.</summary>
    public static string Head(TypeDeclarationSyntax type) => $"{Words(type.Modifiers)}{type.Keyword.Text} {type.Identifier.Text}";

    /// <summary>Modifiers with a space after each.</summary>
    public static string Words(SyntaxTokenList modifiers) => string.Concat(modifiers.Select(modifier => modifier.Text + " "));

    /// <summary>The parameter with an attribute before what it has.</summary>
    public static ParameterSyntax Marked(ParameterSyntax parameter, string attribute) =>
        parameter
            .WithoutLeadingTrivia()
            .WithAttributeLists(parameter.AttributeLists.Insert(0, Attribute(attribute).WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(parameter.GetLeadingTrivia());

    /// <summary><c>[attribute]</c>.</summary>
    public static AttributeListSyntax Attribute(string name) =>
        SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(name))));

    /// <summary>Tells whether a symbol has an attribute of the language.</summary>
    public static bool Has(this ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == metadataName);
}
