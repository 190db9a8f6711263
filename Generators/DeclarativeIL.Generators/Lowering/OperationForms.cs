using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Finds the methods that an operation names beside its batched form: of one component, and into memory.</summary>
internal static class OperationForms
{
    /// <summary>A public function of numbers, of the operation's class or of Math, that gives each component of its result.</summary>
    public static IMethodSymbol? Each(CompilationContext context, ISymbol operation, string name)
    {
        var arguments = Vocabulary.Parameters(operation);
        return Methods(operation.ContainingType, name)
            .Concat(Methods(context.Type(WellKnownNames.Math), name))
            .FirstOrDefault(method =>
                IsNumber(method.ReturnType)
                && method.Parameters.Length == arguments.Count
                && method.Parameters.Zip(arguments, (given, one) => Fits(context, given.Type, one.Type, IsNumber)).All(fits => fits)
            );
    }

    /// <summary>A public method of the operation's class that writes its result into memory.</summary>
    public static IMethodSymbol? Into(CompilationContext context, ISymbol operation, string name)
    {
        var arguments = Vocabulary.Parameters(operation);
        return Methods(operation.ContainingType, name)
            .FirstOrDefault(method =>
                method.ReturnsVoid
                && method.Parameters.Length == arguments.Count + 1
                && IsSpan(method.Parameters[arguments.Count].Type, "Span")
                && method
                    .Parameters.Zip(arguments, (given, one) => Fits(context, given.Type, one.Type, type => IsSpan(type, "ReadOnlySpan")))
                    .All(fits => fits)
            );
    }

    /// <summary>The places of whole numbers that the batched form takes as they are.</summary>
    public static IEnumerable<int> Counts(ISymbol operation, string batched)
    {
        var arguments = Vocabulary.Parameters(operation);
        return Enumerable
            .Range(0, arguments.Count)
            .Where(i =>
                arguments[i].Type.SpecialType == SpecialType.System_Int32
                && operation
                    .ContainingType.GetMembers(batched)
                    .OfType<IMethodSymbol>()
                    .Any(method =>
                        method.Parameters.Length == arguments.Count
                        && method.Parameters[i].Type.SpecialType == SpecialType.System_Int32
                        && method.ReturnType.Name == "Tensor"
                    )
            );
    }

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol? home, string name) =>
        home?.GetMembers(name)
            .OfType<IMethodSymbol>()
            .Where(method => method is { IsStatic: true, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public })
        ?? [];

    /// <summary>Whether a parameter stands for one of the operation's: vectors are taken another way, all else as it is.</summary>
    private static bool Fits(CompilationContext context, ITypeSymbol given, ITypeSymbol one, Func<ITypeSymbol, bool> isOfVector) =>
        context.Is(one, WellKnownNames.Vector) ? isOfVector(given) : SymbolEqualityComparer.Default.Equals(given, one);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType == SpecialType.System_Double;

    private static bool IsSpan(ITypeSymbol type, string name) =>
        type
            is INamedTypeSymbol
            {
                TypeArguments: [{ SpecialType: SpecialType.System_Double }],
                ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            }
        && type.Name == name;
}
