using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>
/// Helpers of dynamics that stay methods in the generated form. The compiler of .NET inlines so much into one method and no more; the
/// operations behind that would be calls, each of them.
/// </summary>
internal static class LongHelpers
{
    private const int MostNodes = 64,
        NodesOfAngle = 40; // of sine, cosine or both

    /// <summary>Tells whether a helper is long, and of numbers and truths alone, so that its arguments and results are lanes.</summary>
    public static bool Is(Equation helper, IMethodSymbol method) =>
        Length(helper.Nodes) > MostNodes
        && IsOfLanes(method.ReturnType)
        && method.Parameters.All(parameter => IsOfLanes(parameter.Type))
        && HasId(method.ContainingType);

    private static int Length(EquatableArray<Node> nodes) =>
        nodes.Count + NodesOfAngle * nodes.OfType<Node.Apply>().Where(IsOfAngle).Select(apply => apply.Arguments[0]).Distinct().Count();

    private static bool IsOfAngle(Node.Apply apply) =>
        Exact.Functions.TryGetValue(apply.Operation, out var function) && function is ExactFunction.Sin or ExactFunction.Cos;

    /// <summary>Tells whether the members of a type have documentation ids by which they are found again.</summary>
    private static bool HasId(INamedTypeSymbol? type) =>
        type is null || (!type.IsGenericType && !type.IsFileLocal && HasId(type.ContainingType));

    private static bool IsOfLanes(ITypeSymbol type) =>
        IsLane(type)
        || (
            type is INamedTypeSymbol { IsRecord: true, TypeKind: TypeKind.Struct }
            && RowTypes.Columns(type).All(column => IsLane(column.Type))
        );

    private static bool IsLane(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Boolean;
}
