using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Incremental;

/// <summary>
/// The declarations that one file offers to others. Files are shared between the compilations of a session, so each is read once.
/// </summary>
internal sealed class TreeDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeDeclarations> Known = new();

    private readonly Lazy<HashSet<string>> _words;

    private TreeDeclarations(SyntaxTree tree)
    {
        var surface = tree.GetRoot()
            .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .ToList();
        _words = new(() => WordsOf(tree));
        Namespaces = [.. surface.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(Prefixes)];
        var opening = new SyntaxDigest();
        opening.Add(tree.FilePath);
        opening.Add(tree.Options.GetHashCode());
        var everywhere = new SyntaxDigest();
        foreach (var node in surface)
            if (node is UsingDirectiveSyntax directive)
                (directive.GlobalKeyword.IsKind(SyntaxKind.None) ? opening : everywhere).AddDeclaration(node);
            else if (node is ExternAliasDirectiveSyntax)
                opening.AddDeclaration(node);
            else if (node is BaseNamespaceDeclarationSyntax space)
                opening.AddDeclaration(space.Name);
            else if (node is AttributeListSyntax { Parent: CompilationUnitSyntax })
                everywhere.AddDeclaration(node);
        Declarations =
        [
            .. surface.Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Select(type => Read(type, opening)),
        ];
        if (everywhere.Words.Count > 0)
            Declarations.Add(new([Declaration.Everywhere], SyntaxDigest.Combine(opening.Hash, everywhere.Hash), everywhere.Words));
    }

    public List<Declaration> Declarations { get; }

    /// <summary>The namespaces that the file is about, with those around them, each by its full name.</summary>
    public HashSet<string> Namespaces { get; }

    /// <summary>Every name in the file, bodies included.</summary>
    public HashSet<string> Words => _words.Value;

    public static TreeDeclarations Of(SyntaxTree tree) => Known.GetValue(tree, static key => new TreeDeclarations(key));

    private static HashSet<string> WordsOf(SyntaxTree tree)
    {
        var all = new SyntaxDigest();
        all.AddAll(tree.GetRoot());
        return all.Words;
    }

    private static Declaration Read(SyntaxNode type, SyntaxDigest opening)
    {
        var digest = new SyntaxDigest();
        var space = type.Parent is BaseNamespaceDeclarationSyntax parent ? FullName(parent) : "";
        digest.Add(space);
        digest.Add(opening);
        digest.AddDeclaration(type);
        if (IsLookedUp(space))
            digest.Declared.Add(Declaration.Everywhere);
        return new(digest.Declared, digest.Hash, digest.Words);
    }

    /// <summary>Compiler and generator look types of these namespaces up without a name in the source.</summary>
    private static bool IsLookedUp(string space) =>
        space is WellKnownNames.Root or WellKnownNames.TensorRoot
        || WellKnownNames.Platform.Any(root => space == root || space.StartsWith(root + ".", StringComparison.Ordinal));

    private static string FullName(BaseNamespaceDeclarationSyntax space) =>
        string.Join(".", space.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().SelectMany(Parts));

    private static IEnumerable<string> Prefixes(BaseNamespaceDeclarationSyntax space)
    {
        var full = FullName(space);
        for (var end = full.IndexOf('.'); end >= 0; end = full.IndexOf('.', end + 1))
            yield return full.Substring(0, end);
        yield return full;
    }

    private static IEnumerable<string> Parts(BaseNamespaceDeclarationSyntax space) =>
        space.Name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);
}
