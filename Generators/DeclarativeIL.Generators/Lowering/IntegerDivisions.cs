using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>
/// Divisions of integers that the compiler carries out before anything of them can be seen: in defaults, in attributes, in constants.
/// </summary>
internal static class IntegerDivisions
{
    /// <exception cref="Refusal">There is one.</exception>
    public static void Check(CompilationContext context, IEnumerable<SyntaxNode> places)
    {
        foreach (var place in places)
            if (Find(context, place) is { } found)
                throw new Refusal(Descriptors.IntegerDivision, found.GetLocation());
    }

    /// <returns>The division, or the name of the constant that one is hidden in; null if there is none.</returns>
    public static SyntaxNode? Find(CompilationContext context, SyntaxNode place, int depth = 0)
    {
        if (context.ModelOf(place.SyntaxTree, isBody: depth == 0) is not { } model)
            return null; // another assembly's
        foreach (var node in place.DescendantNodesAndSelf())
            if (
                node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression }
                && ValueTypes.IsInteger(model.GetTypeInfo(node).Type)
            )
                return node;
            else if (
                node is IdentifierNameSyntax
                && depth < 8
                && model.GetSymbolInfo(node).Symbol is IFieldSymbol { IsConst: true, DeclaringSyntaxReferences: [var field] }
                && ValueOf(field.GetSyntax()) is { } value
                && Find(context, value, depth + 1) is not null
            )
                return node;
        return null;
    }

    private static ExpressionSyntax? ValueOf(SyntaxNode field) =>
        field is VariableDeclaratorSyntax { Initializer.Value: { } value } ? value : null;
}
