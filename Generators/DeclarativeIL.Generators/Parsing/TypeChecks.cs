using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Checks that generated code can name a type of rows, or an enum.</summary>
internal static class TypeChecks
{
    /// <exception cref="Refusal">Generated members cannot mention the type.</exception>
    public static void Check(CompilationContext context, ITypeSymbol type, Location place)
    {
        var isRow = context.Attribute(type, WellKnownNames.Row) is not null;
        var why = type switch
        {
            INamedTypeSymbol { IsGenericType: true } when isRow => "a row type is not generic",
            _ when isRow && !BodyLowering.Columns(type).Any() => "a row has columns, the positional parameters of its record",
            { TypeKind: TypeKind.Struct or TypeKind.Enum } when IsHidden(type) =>
                "generated code names it and cannot see it; make it public or internal",
            _ => null,
        };
        if (why is not null)
            throw new Refusal(Descriptors.UnsuitableType, place, type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat), why);
    }

    private static bool IsHidden(ITypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
            if (part.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return true;
        return false;
    }
}
