using System.Composition;
using DeclarativeIL.Generators;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>
/// Gives a parameter the only role that its type can have: a default makes a number or a truth a hyperparameter, a <c>float</c>
/// is a <c>double</c>, vectors and matrices come from the caller.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParameterRoleFix)), Shared]
public sealed class ParameterRoleFix() : DeclarationFix(Descriptors.UnknownRole)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not ParameterSyntax { Type: not null, AttributeLists.Count: 0 } parameter
            || refused.Model.GetDeclaredSymbol(parameter, refused.Cancellation) is not { } symbol
        )
            return null;
        var changed = symbol.Type.SpecialType switch
        {
            SpecialType.System_Double or SpecialType.System_Int32 => WithDefault(parameter, "1"),
            SpecialType.System_Boolean => WithDefault(parameter, "false"),
            SpecialType.System_Single when parameter.Default is { } value => AsDouble(parameter, value),
            _ when symbol.Type.ToDisplayString() is WellKnownNames.Vector or WellKnownNames.Matrix => Syntaxes.Marked(parameter, "Given"),
            _ => null,
        };
        return changed is null ? null : new(changed.WithoutTrivia().ToString(), parameter, changed);
    }

    /// <summary>C# wants parameters with a default at the end.</summary>
    private static ParameterSyntax? WithDefault(ParameterSyntax parameter, string value) =>
        parameter is { Default: null, Parent: ParameterListSyntax list }
        && list.Parameters.SkipWhile(other => other != parameter).Skip(1).All(later => later.Default is not null)
            ? parameter.WithoutTrailingTrivia().WithDefault(Default(value)).WithTrailingTrivia(parameter.GetTrailingTrivia())
            : null;

    private static ParameterSyntax AsDouble(ParameterSyntax parameter, EqualsValueClauseSyntax value) =>
        parameter
            .WithType(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)).WithTriviaFrom(parameter.Type!))
            .WithDefault(
                value.ReplaceTokens(
                    value.DescendantTokens().Where(token => token.IsKind(SyntaxKind.NumericLiteralToken)),
                    (_, literal) => SyntaxFactory.ParseToken(literal.Text.TrimEnd('f', 'F')).WithTriviaFrom(literal)
                )
            );

    private static EqualsValueClauseSyntax Default(string value) =>
        SyntaxFactory.EqualsValueClause(
            SyntaxFactory.Token(
                SyntaxFactory.TriviaList(SyntaxFactory.Space),
                SyntaxKind.EqualsToken,
                SyntaxFactory.TriviaList(SyntaxFactory.Space)
            ),
            SyntaxFactory.ParseExpression(value)
        );
}
