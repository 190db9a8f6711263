using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Benchmarks.Pages;

/// <summary>One class of Algorithms/ as it is declared, and the parts that were generated for it.</summary>
/// <param name="Name">The class.</param>
/// <param name="Source">Its file, relative to the repository, with slashes.</param>
/// <param name="Declared">The class as written.</param>
/// <param name="Generated">Its generated parts.</param>
internal sealed record DeclaredAlgorithm(
    string Name,
    string Source,
    ClassDeclarationSyntax Declared,
    IReadOnlyList<ClassDeclarationSyntax> Generated
)
{
    /// <summary>The documentation of the class as declared.</summary>
    public XElement Documentation { get; } = DocumentationOf(Declared);

    /// <summary>The methods that carry an attribute of the language, as declared.</summary>
    public IEnumerable<MethodDeclarationSyntax> Members =>
        Declared.Members.OfType<MethodDeclarationSyntax>().Where(static method => method.AttributeLists.Count > 0);

    /// <summary>The family.</summary>
    public AlgorithmFamily Family => Families.Of(this);

    /// <summary>The classes whose losses this one reuses.</summary>
    public IEnumerable<string> Reused =>
        Declared
            .AttributeLists.SelectMany(static list => list.Attributes)
            .Select(static attribute => attribute.Name)
            .OfType<GenericNameSyntax>()
            .Select(static name => name.TypeArgumentList.Arguments[0].ToString());

    /// <summary>The class as written, without its comments.</summary>
    public string Code =>
        string.Join(
            '\n',
            Declared.ToString().Split('\n').Where(static line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
        );

    /// <summary>The algorithm in the words of a paper, a line each.</summary>
    public string Box =>
        Generated
            .Select(DocumentationOf)
            .Select(static text => text.Element("remarks")?.Element("code"))
            .Single(static code => code is not null)!
            .Value.Trim('\n');

    /// <summary>The equations in LaTeX.</summary>
    public IReadOnlyList<string> Formulas =>
        string.Concat(
                Generated
                    .SelectMany(static part => part.Members.OfType<FieldDeclarationSyntax>())
                    .SelectMany(static constant => constant.Declaration.Variables)
                    .Single(static variable => variable.Identifier.Text == "Formula")
                    .Initializer!.Value.DescendantNodesAndSelf()
                    .OfType<LiteralExpressionSyntax>()
                    .Select(static part => part.Token.ValueText)
            )
            .Split('\n');

    /// <summary>The generated properties, with what they are unless set.</summary>
    public IEnumerable<(string Name, string Type, XElement Documentation)> Hyperparameters =>
        Generated
            .SelectMany(static part => part.Members.OfType<PropertyDeclarationSyntax>())
            .Select(static property => (property.Identifier.Text, property.Type.ToString(), DocumentationOf(property)))
            .Where(static property => property.Item3.Element("value") is not null);

    /// <summary>Reads a class and finds what was generated for it.</summary>
    /// <param name="tree">A file of Algorithms/, which declares one class.</param>
    /// <param name="source">The file's path within the repository.</param>
    /// <param name="generated">Generated parts, by the names of classes.</param>
    /// <exception cref="InvalidOperationException">Nothing was generated for it.</exception>
    public static DeclaredAlgorithm Of(SyntaxTree tree, string source, ILookup<string, ClassDeclarationSyntax> generated)
    {
        var declared = tree.GetCompilationUnitRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
        var name = declared.Identifier.Text;
        return generated.Contains(name)
            ? new(name, source, declared, [.. generated[name]])
            : throw new InvalidOperationException($"Nothing was generated for {name} of {source}: expected its equations and properties.");
    }

    /// <summary>The XML comment of a declaration, within one element; the element is empty where there is no comment.</summary>
    public static XElement DocumentationOf(SyntaxNode declaration)
    {
        var lines = declaration
            .GetLeadingTrivia()
            .ToFullString()
            .Split('\n')
            .Select(static line => line.Trim())
            .Where(static line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(static line => line.Length > 3 && line[3] == ' ' ? line[4..] : line[3..]);
        return XElement.Parse($"<doc>{string.Join('\n', lines)}</doc>", LoadOptions.PreserveWhitespace);
    }
}
