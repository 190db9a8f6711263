using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Reads the columns of a row type; what is wrong with one is said where it is used.</summary>
internal static class RowParser
{
    /// <summary>The model; none where rows can only be found by reflection, or not at all.</summary>
    public static RowModel? Parse(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Struct, IsRefLikeType: false } || !IsReached(type) || type.GetMembers().Any(IsRequired))
            return null;
        var constructors = type
            .InstanceConstructors.Where(static one => one is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 })
            .OrderByDescending(static one => one.Parameters.Length)
            .ToList();
        if (constructors.Count == 0 || (constructors.Count > 1 && constructors[1].Parameters.Length == constructors[0].Parameters.Length))
            return null;
        var columns = new List<RowColumnModel>();
        foreach (var parameter in constructors[0].Parameters)
            if (parameter.RefKind == RefKind.None && IsKept(type, parameter) && Read(parameter) is { } column)
                columns.Add(column);
            else
                return null;
        var names = new Stack<string>();
        for (var part = type; part is not null; part = part.ContainingType)
            names.Push(part.Name);
        return new(
            TakenNames.Namespace(type),
            string.Join(".", names),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            new(columns)
        );
    }

    /// <summary>Whether code of the assembly can name it without type arguments.</summary>
    private static bool IsReached(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
            if (
                part.IsFileLocal
                || part.TypeParameters.Length > 0
                || part.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            )
                return false;
        return true;
    }

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static bool IsKept(INamedTypeSymbol type, IParameterSymbol parameter) =>
        type.GetMembers(parameter.Name)
            .OfType<IPropertySymbol>()
            .Any(property =>
                property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Parameters.Length: 0 }
                && property.GetMethod is { DeclaredAccessibility: Accessibility.Public }
                && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)
            );

    private static RowColumnModel? Read(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var text = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var underlying = (type as INamedTypeSymbol)?.EnumUnderlyingType?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return KindOf(type, text) is { } kind ? new(CSharpText.Escape(parameter.Name), kind, text, underlying ?? text) : null;
    }

    private static RowColumnKind? KindOf(ITypeSymbol type, string text) =>
        text switch
        {
            "global::" + WellKnownNames.State or "global::" + WellKnownNames.Act => RowColumnKind.Point,
            "global::" + WellKnownNames.Acts => RowColumnKind.Acts,
            "double[]" => RowColumnKind.Doubles,
            "float[]" => RowColumnKind.Singles,
            "global::System.ReadOnlyMemory<double>" => RowColumnKind.DoubleMemory,
            "global::System.ReadOnlyMemory<float>" => RowColumnKind.SingleMemory,
            _ when type.SpecialType == SpecialType.System_Boolean => RowColumnKind.Truth,
            _ when type.TypeKind == TypeKind.Enum => RowColumnKind.Number,
            _ when type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => RowColumnKind.Number,
            _ when type.SpecialType is SpecialType.System_Single or SpecialType.System_Double => RowColumnKind.Number,
            _ => null,
        };
}
