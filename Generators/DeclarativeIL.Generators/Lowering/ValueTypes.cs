using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Maps C# types to the values of the language.</summary>
internal static class ValueTypes
{
    public static ValueType? Of(CompilationContext context, ITypeSymbol type) =>
        type switch
        {
            { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => ValueType.Scalar,
            _ when IsInteger(type) => ValueType.Scalar,
            { SpecialType: SpecialType.System_Boolean } => ValueType.Boolean,
            { TypeKind: TypeKind.Enum } => new(ValueKind.Enumeration, Vocabulary.Name(type)),
            _ when context.Is(type, WellKnownNames.Vector) => ValueType.Vector,
            _ when context.Is(type, WellKnownNames.State) => ValueType.State,
            _ when context.Is(type, WellKnownNames.Act) => ValueType.Act,
            _ when context.Is(type, WellKnownNames.Matrix) => ValueType.Matrix,
            _ when context.Is(type, WellKnownNames.Acts) => ValueType.Acts,
            _ when context.Is(type, WellKnownNames.Uniform) => ValueType.Scalar,
            _ when context.Is(type, WellKnownNames.Gaussian) => ValueType.Vector,
            _ when context.Is(type, WellKnownNames.Draw) => ValueType.Draw,
            _ when context.Is(type, WellKnownNames.Tensor) => ValueType.Tensor,
            _ when context.Is(type, WellKnownNames.Step) || context.Is(type, WellKnownNames.Clock) => new(
                ValueKind.Situation,
                Vocabulary.Name(type)
            ),
            _ when IsRecipient(context, type) => new(ValueKind.Recipient, Vocabulary.Name(type)),
            _ when IsRow(context, type) => new(ValueKind.Row, Vocabulary.Name(type)),
            _ => null,
        };

    /// <summary>The type of a row's column: a value of the language, or a list of numbers; null for any other type.</summary>
    public static ValueType? OfColumn(CompilationContext context, ITypeSymbol type) =>
        IsList(type) ? ValueType.Vector
        : Of(context, type)
            is {
                Kind: ValueKind.State or ValueKind.Act or ValueKind.Acts or ValueKind.Scalar or ValueKind.Boolean or ValueKind.Enumeration
            } known
        && !context.Is(type, WellKnownNames.Uniform)
            ? known
        : null;

    /// <summary>Tells whether a type is an array of numbers, or memory of such.</summary>
    public static bool IsList(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol { IsSZArray: true } array => IsElement(array.ElementType),
            INamedTypeSymbol
            {
                Name: "ReadOnlyMemory",
                ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
                TypeArguments: [var element]
            } => IsElement(element),
            _ => false,
        };

    private static bool IsElement(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    /// <summary>A user's record struct, or a marked struct, with its columns; null if the type is none.</summary>
    public static IReadOnlyList<IPropertySymbol>? ColumnsOf(CompilationContext context, ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsGenericType: false } named
        && (
            context.Attribute(type, WellKnownNames.Row) is not null
            || named.Interfaces.Any(face =>
                face is { Name: "IEquatable", TypeArguments: [var self] } && SymbolEqualityComparer.Default.Equals(self, type)
            )
        )
        && BodyLowering.Columns(type).ToList() is { Count: > 0 } columns
            ? columns
            : null;

    /// <summary>
    /// A marked struct, or a user's <c>record struct</c> (one that equals itself) whose columns are values of the language.
    /// </summary>
    private static bool IsRow(CompilationContext context, ITypeSymbol type) =>
        context.Attribute(type, WellKnownNames.Row) is not null
        || (
            type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None, IsGenericType: false } named
            && named.Interfaces.Any(face =>
                face is { Name: "IEquatable", TypeArguments: [var self] } && SymbolEqualityComparer.Default.Equals(self, type)
            )
            && BodyLowering.Columns(type).ToList() is { Count: > 0 } columns
            && columns.All(column => OfColumn(context, column.Type) is not null)
        );

    public static bool IsRecipient(CompilationContext context, ITypeSymbol type) =>
        context.Is(type, WellKnownNames.Expert) || NetworkKinds.Names.Any(network => context.Is(type, network));

    public static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}
