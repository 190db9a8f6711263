using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Divides as doubles: a literal on either side gets a point, else the left side a cast.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IntegerDivisionFix)), Shared]
public sealed class IntegerDivisionFix() : DeclarationFix(Descriptors.IntegerDivision)
{
    private protected override Remedy? Find(Refused refused)
    {
        var divisions = refused
            .Node.DescendantNodesAndSelf()
            .OfType<BinaryExpressionSyntax>()
            .Where(node =>
                node.IsKind(SyntaxKind.DivideExpression) && IsInteger(refused.Model.GetTypeInfo(node, refused.Cancellation).Type)
            )
            .ToList();
        if (divisions.Count == 0)
            return null;
        var changed = refused.Node.ReplaceNodes(divisions, (_, inner) => OfDoubles(inner));
        return new(changed.WithoutTrivia().ToString(), refused.Node, changed);
    }

    private static BinaryExpressionSyntax OfDoubles(BinaryExpressionSyntax division)
    {
        if (WithPoint(division.Right) is { } right)
            return division.WithRight(right);
        var cast = SyntaxFactory.CastExpression(
            SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)),
            Grouped(division.Left.WithoutTrivia())
        );
        return division.WithLeft(WithPoint(division.Left) ?? cast.WithTriviaFrom(division.Left));
    }

    /// <summary>A cast binds tighter than any operator between two operands.</summary>
    private static ExpressionSyntax Grouped(ExpressionSyntax expression) =>
        expression is BinaryExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(expression) : expression;

    /// <returns>The literal as a double; null for anything but decimal digits.</returns>
    private static ExpressionSyntax? WithPoint(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { Token.Text: var text } && text.All(digit => char.IsDigit(digit) || digit == '_')
            ? SyntaxFactory.ParseExpression(text + ".0").WithTriviaFrom(expression)
            : null;

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;
}
