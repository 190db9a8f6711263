using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Reads from the declaration of a row type which columns it has.</summary>
internal static class RowTypes
{
    /// <summary>The columns of a row type: the positional parameters of its record.</summary>
    public static IEnumerable<IPropertySymbol> Columns(ITypeSymbol row)
    {
        var properties = Properties(row);
        return Primary((INamedTypeSymbol)row, properties) is { } primary
            ? primary.Parameters.Select(parameter => properties[parameter.Name])
            : [];
    }

    /// <summary>The constructor whose parameters are the columns: that of the record itself where its source is at hand.</summary>
    public static IMethodSymbol? Primary(INamedTypeSymbol row) => Primary(row, Properties(row));

    /// <summary>The properties by name. While a record is typed, several may have none, or the same.</summary>
    private static Dictionary<string, IPropertySymbol> Properties(ITypeSymbol row) =>
        row.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property => property is { IsStatic: false, IsIndexer: false, Name.Length: > 0 })
            .GroupBy(property => property.Name)
            .ToDictionary(same => same.Key, same => same.First());

    /// <summary>
    /// A column whose property is not what its positional parameter was given, because the record declares the property itself: it is
    /// computed, or starts with something else.
    /// </summary>
    public static string? Altered(CompilationContext context, ITypeSymbol row) =>
        context.Is(row, WellKnownNames.Transition)
            ? null // what it makes of an omitted act, equations do too
            : Columns(row).FirstOrDefault(column => column.DeclaringSyntaxReferences.Any(reference => IsAltered(context, reference)))?.Name;

    private static bool IsAltered(CompilationContext context, SyntaxReference column)
    {
        context.Consult(column.SyntaxTree);
        return column.GetSyntax() is PropertyDeclarationSyntax property && !IsParameter(property);
    }

    private static IMethodSymbol? Primary(INamedTypeSymbol row, Dictionary<string, IPropertySymbol> properties) =>
        row
            .InstanceConstructors.Where(constructor => constructor.Parameters.All(parameter => properties.ContainsKey(parameter.Name)))
            .OrderByDescending(constructor =>
                constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax)
            )
            .ThenByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();

    /// <summary>Tells whether a property keeps its parameter as it is: <c>{ get; init; } = Parameter;</c>.</summary>
    private static bool IsParameter(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) == true
        && property.Initializer?.Value is IdentifierNameSyntax name
        && name.Identifier.ValueText == property.Identifier.ValueText;
}
