using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Incremental;

/// <summary>A hash of syntax, the names that it uses and the names that it declares. White space and plain comments do not count.</summary>
internal sealed class SyntaxDigest
{
    private const ulong Basis = 14695981039346656037; // FNV-1a, 64 bits
    private const ulong Prime = 1099511628211;

    public ulong Hash { get; private set; } = Basis;

    public HashSet<string> Words { get; } = [];

    /// <summary>Types and extension methods; members are found through their type, which is named itself.</summary>
    public HashSet<string> Declared { get; } = [];

    /// <summary>One hash out of two.</summary>
    public static ulong Combine(ulong left, ulong right) => unchecked((left ^ right) * Prime + right);

    /// <summary>Takes over what another digest has read.</summary>
    public void Add(SyntaxDigest other)
    {
        Hash = Combine(Hash, other.Hash);
        Words.UnionWith(other.Words);
    }

    public void Add(string text)
    {
        foreach (var letter in text)
            Add(letter);
        Add(text.Length);
    }

    public void Add(int number) => Hash = unchecked((Hash ^ (uint)number) * Prime);

    /// <summary>Everything, bodies included.</summary>
    public void AddAll(SyntaxNode node) => Add(node.DescendantNodesAndTokensAndSelf());

    /// <summary>Adds the part of a declaration that other files can see: of a body only that it exists.</summary>
    public void AddDeclaration(SyntaxNode node) => Add(node.DescendantNodesAndTokensAndSelf(static inner => !IsBody(inner)));

    private void Add(IEnumerable<SyntaxNodeOrToken> parts)
    {
        foreach (var part in parts)
        {
            Add(part.RawKind);
            if (part.IsToken)
                Token(part.AsToken());
            else
                Node(part.AsNode()!);
        }
    }

    private static bool IsBody(SyntaxNode node) =>
        node switch
        {
            BlockSyntax or ArrowExpressionClauseSyntax => true,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } } =>
                !field.Modifiers.Any(SyntaxKind.ConstKeyword),
            _ => false,
        };

    private void Token(SyntaxToken token)
    {
        Add(token.Text);
        if (token.IsKind(SyntaxKind.IdentifierToken))
            Words.Add(token.ValueText);
        if (!token.HasStructuredTrivia)
            return;
        foreach (var trivia in token.LeadingTrivia)
            if (trivia.GetStructure() is DocumentationCommentTriviaSyntax documentation)
            {
                Add(documentation.ToFullString());
                foreach (var inner in documentation.DescendantTokens().Where(inner => inner.IsKind(SyntaxKind.IdentifierToken)))
                    Words.Add(inner.ValueText);
            }
    }

    private void Node(SyntaxNode node)
    {
        switch (node)
        {
            case AttributeSyntax attribute:
                Words.Add(Simple(attribute.Name).Identifier.ValueText + "Attribute");
                break;
            case BaseTypeDeclarationSyntax type: // an extension block has no name, and needs none to be used
                Declared.Add(
                    type.Identifier.RawKind == 0 ? Declaration.Everywhere
                    : type.Identifier.Text.Length == 0 ? " "
                    : type.Identifier.ValueText
                );
                break;
            case DelegateDeclarationSyntax type:
                Declared.Add(type.Identifier.ValueText);
                break;
            case MethodDeclarationSyntax { ParameterList.Parameters: [{ } first, ..] } method
                when first.Modifiers.Any(SyntaxKind.ThisKeyword):
                Declared.Add(method.Identifier.ValueText);
                break;
        }
    }

    private static SimpleNameSyntax Simple(NameSyntax name) =>
        name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax qualified => qualified.Name,
            _ => (SimpleNameSyntax)name,
        };
}
