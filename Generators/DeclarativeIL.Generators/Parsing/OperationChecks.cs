using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>
/// Checks a class of operations: the members that their attributes name exist, and derivatives can be generated into it.
/// </summary>
internal static class OperationChecks
{
    public static IEnumerable<Diagnostic> Problems(CompilationContext context, INamedTypeSymbol type)
    {
        var operations = type.GetMembers()
            .Where(member => member is IMethodSymbol or IPropertySymbol && member.GetAttributes().Any(IsOperation))
            .ToList();
        foreach (var operation in operations)
        foreach (var attribute in operation.GetAttributes())
            if (Missing(context, operation, attribute) is { } missing)
                yield return Diagnostic.Create(
                    Descriptors.NoBatchedForm,
                    SourceLocations.Of(attribute),
                    operation.Name,
                    missing.Name,
                    missing.What
                );
        var hasDerivatives = operations
            .SelectMany(operation => operation.GetAttributes())
            .Any(attribute => context.Is(attribute.AttributeClass, WellKnownNames.Gradient));
        if (hasDerivatives && type.ContainingType is null && !Owner.IsDeclared(type) && Whole(type) is { } place)
            yield return Diagnostic.Create(Descriptors.NotPartial, place, type.Name);
    }

    /// <summary>Silent: the class of the operation says so.</summary>
    /// <exception cref="Refusal">An operation that the class uses has no batched form.</exception>
    public static void CheckUsed(CompilationContext context, AlgorithmModel model)
    {
        foreach (var operation in model.Operations)
            if (
                DocumentationCommentId.GetFirstSymbolForDeclarationId(operation.Id, context.Compilation) is { } symbol
                && symbol.GetAttributes().Any(attribute => Missing(context, symbol, attribute) is not null)
            )
                throw Refusal.Silent();
    }

    /// <summary>The name of a part of the class that is not partial; null if all are.</summary>
    public static Location? Whole(INamedTypeSymbol type) =>
        type
            .DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(part => part.Modifiers.All(modifier => modifier.Text != "partial"))
            ?.Identifier.GetLocation();

    private static bool IsOperation(AttributeData attribute) =>
        attribute.AttributeClass
            is {
                Name: "OperationAttribute",
                ContainingNamespace: { Name: WellKnownNames.Root, ContainingNamespace.IsGlobalNamespace: true }
            };

    /// <summary>Finds a member that an attribute of an operation names and that does not exist.</summary>
    private static (string Name, string What)? Missing(CompilationContext context, ISymbol operation, AttributeData attribute)
    {
        ITypeSymbol[] arguments = operation switch
        {
            IPropertySymbol property => [property.ContainingType, .. property.Parameters.Select(parameter => parameter.Type)],
            IMethodSymbol method => [.. method.Parameters.Select(parameter => parameter.Type)],
            _ => [],
        };
        bool IsBatch(ITypeSymbol given, ITypeSymbol one) =>
            context.Is(given, WellKnownNames.Tensor)
            || context.Is(one, WellKnownNames.Draw) // draws have a batched form of their own
            || (given.SpecialType == SpecialType.System_Int32 && one.SpecialType == SpecialType.System_Int32);
        bool Returns(IMethodSymbol method, bool tensor) =>
            method.IsStatic && context.Is(method.ReturnType, WellKnownNames.Tensor) == tensor;
        IEnumerable<IMethodSymbol> Named(string name) => operation.ContainingType.GetMembers(name).OfType<IMethodSymbol>();
        if (
            context.Is(attribute.AttributeClass, WellKnownNames.Operation)
            && attribute.ConstructorArguments is [{ Value: string batched }]
            && !Named(batched)
                .Any(method =>
                    Returns(method, tensor: true)
                    && method.Parameters.Length == arguments.Length
                    && method.Parameters.Zip(arguments, (given, one) => IsBatch(given.Type, one)).All(fits => fits)
                )
        )
            return (batched, "takes a Tensor for every argument and returns one");
        if (context.Is(attribute.AttributeClass, WellKnownNames.Operation))
            foreach (var named in attribute.NamedArguments)
                if (named is { Key: "Each", Value.Value: string each } && OperationForms.Each(context, operation, each) is null)
                    return (each, "takes a double for every vector and returns one");
                else if (named is { Key: "Into", Value.Value: string into } && OperationForms.Into(context, operation, into) is null)
                    return (into, "takes a ReadOnlySpan<double> for every vector, and last a Span<double>");
        if (
            context.Is(attribute.AttributeClass, WellKnownNames.Gradient)
            && attribute.ConstructorArguments is [_, { Value: string derivative }]
            && !Named(derivative).Any(method => Returns(method, tensor: false) && method.Parameters.Length == arguments.Length + 1)
        )
            return (derivative, "takes the arguments and the gradient that arrives");
        return null;
    }
}
