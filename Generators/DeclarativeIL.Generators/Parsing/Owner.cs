using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>A class is found once for every attributed node; exactly one of them, its owner, reads it.</summary>
internal static class Owner
{
    /// <returns>The class's model; null if it has none or is another node's.</returns>
    public static AlgorithmModel? Read(GeneratorAttributeSyntaxContext found, CompilationContext context, CancellationToken cancellation)
    {
        var type = found.TargetSymbol as INamedTypeSymbol ?? found.TargetSymbol.ContainingType;
        if (type is not { CanBeReferencedByName: true } || !IsOwner(type, found, cancellation))
            return null;
        return AlgorithmParser.Parse(context, type, cancellation).Model;
    }

    /// <summary>The class of an operation, read at its first operation.</summary>
    public static VocabularyModel? ReadOperations(
        GeneratorAttributeSyntaxContext found,
        CompilationContext context,
        CancellationToken cancellation
    )
    {
        var type = found.TargetSymbol.ContainingType;
        var first = type.GetMembers()
            .Where(member => member is IMethodSymbol or IPropertySymbol)
            .SelectMany(member => member.GetAttributes())
            .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "OperationAttribute");
        return type.ContainingType is null && first?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == found.TargetNode
            ? Exports.OfOperations(context, type)
            : null;
    }

    /// <summary>
    /// The node of the first attribute application of a loss: of the class itself, else of its first declared loss. Found for that
    /// attribute: a class that is being typed may carry both kinds, and is then found for each.
    /// </summary>
    private static bool IsOwner(INamedTypeSymbol type, GeneratorAttributeSyntaxContext found, CancellationToken cancellation)
    {
        var first =
            type.GetAttributes().FirstOrDefault(IsLoss)
            ?? type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.GetAttributes()).FirstOrDefault(IsLoss);
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } application
            && application.SyntaxTree == found.TargetNode.SyntaxTree
            && application.Parent?.Parent == found.TargetNode
            && found.Attributes.Any(attribute =>
                attribute.ApplicationSyntaxReference is { } own && own.SyntaxTree == application.SyntaxTree && own.Span == application.Span
            );
    }

    /// <summary>Tells whether a class declares or imports a loss.</summary>
    public static bool IsDeclared(INamedTypeSymbol type) =>
        type.GetAttributes().Concat(type.GetMembers().OfType<IMethodSymbol>().SelectMany(method => method.GetAttributes())).Any(IsLoss);

    private static bool IsLoss(AttributeData attribute) =>
        attribute.AttributeClass
            is { Name: "LossAttribute", ContainingNamespace: { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true } };
}
