using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>One file of the runtime uses what another declares.</summary>
/// <param name="File">The file that names it.</param>
/// <param name="Used">The file that declares it.</param>
/// <param name="Type">The type.</param>
internal sealed record Use(string File, string Used, string Type);

/// <summary>The runtime's sources, compiled together to see which file uses which.</summary>
internal static class RuntimeSources
{
    /// <summary>All source files but the one that is compiled into applications, and the player, which knows none of them.</summary>
    public static IEnumerable<string> Files(string root) =>
        Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Where(file => !Folder(root, file).StartsWith("DeclarativeIL.Player", StringComparison.Ordinal))
            .Where(file => Path.GetFileName(file) != "Registration.cs");

    /// <summary>A file's folder, below the root, with slashes.</summary>
    public static string Folder(string root, string file) =>
        Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Every use between two files.</summary>
    public static IReadOnlyCollection<Use> Uses(string root)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        List<SyntaxTree> trees = [.. Files(root).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))];
        trees.Add(CSharpSyntaxTree.ParseText(Implicit, options));
        var libraries = Directory
            .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => !Path.GetFileName(file).StartsWith("DeclarativeIL", StringComparison.Ordinal) && IsManaged(file))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            "Runtime",
            trees,
            [.. Net100.References.All, .. libraries],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
        );
        return trees.SkipLast(1).AsParallel().SelectMany(tree => Uses(compilation.GetSemanticModel(tree), tree)).ToHashSet();
    }

    private static IEnumerable<Use> Uses(SemanticModel model, SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or AttributeSyntax))
                continue;
            if (model.GetSymbolInfo(node).Symbol is not { } symbol)
                continue;
            var type = Outermost(symbol as INamedTypeSymbol ?? symbol.ContainingType);
            var places = type?.DeclaringSyntaxReferences.Select(place => place.SyntaxTree.FilePath).ToList() ?? [];
            if (places.Count == 0 || places.Contains(tree.FilePath))
                continue;
            // of a class in several files: where the member is, or the file that bears the class's name alone
            var member = symbol is INamedTypeSymbol ? null : symbol.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault();
            yield return new(tree.FilePath, member?.SyntaxTree.FilePath ?? places.MinBy(static place => place.Length)!, type!.Name);
        }
    }

    private static INamedTypeSymbol? Outermost(INamedTypeSymbol? type)
    {
        while (type?.ContainingType is { } outer)
            type = outer;
        return type;
    }

    private static bool IsManaged(string file)
    {
        try
        {
            _ = System.Reflection.AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>What the SDK adds to every project.</summary>
    private const string Implicit = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;
}
