using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>
/// Writes the stable function that is generated anyway, so that the one-sample method has it too. Offered where the whole form stands in
/// one
/// place: one that is spread over locals and helpers needs a person.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StableFormFix)), Shared]
public sealed class StableFormFix() : DeclarationFix(Descriptors.UnstableForm)
{
    private const string Functions = "DeclarativeIL.Functions";

    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not InvocationExpressionSyntax log
            || refused.Hint is not { } stable
            || Argument(refused.Model, log, stable) is not { } argument
        )
            return null;
        var name = Name(refused.Model, log.SpanStart, stable);
        var changed = SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression(name),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(argument.WithoutTrivia())))
        );
        return new(changed.ToString(), log, changed.WithTriviaFrom(log));
    }

    /// <summary>The argument of the innermost function, where the forms stand as they are listed in <c>StableForms</c>.</summary>
    private static ExpressionSyntax? Argument(SemanticModel model, InvocationExpressionSyntax log, string stable)
    {
        var inside = Only(log);
        return stable switch
        {
            "LogSigmoid" => Of(model, inside, "Sigmoid"),
            "LogSoftmax" => Of(model, inside, "Softmax"),
            "LogSumExp" => Of(model, Of(model, inside, "Sum"), "Exp"),
            "Softplus" when inside is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => IsOne(model, sum.Left)
                ? Of(model, sum.Right, "Exp")
            : IsOne(model, sum.Right) ? Of(model, sum.Left, "Exp")
            : null,
            "Log1mExp"
                when inside is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression } difference
                    && IsOne(model, difference.Left) => Of(model, difference.Right, "Exp"),
            _ => null,
        };
    }

    /// <summary>
    /// The argument of a call of this function of the language; null for anything else, such as a helper of the same name.
    /// </summary>
    private static ExpressionSyntax? Of(SemanticModel model, ExpressionSyntax? expression, string function) =>
        Bare(expression) is InvocationExpressionSyntax call
        && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
        && method.Name == function
        && method.ContainingType.ToDisplayString() is Functions or "System.Math"
            ? Only(call)
            : null;

    private static ExpressionSyntax? Only(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: var argument }] ? Bare(argument) : null;

    private static ExpressionSyntax? Bare(ExpressionSyntax? expression) =>
        expression is ParenthesizedExpressionSyntax { Expression: var inner } ? Bare(inner) : expression;

    private static bool IsOne(SemanticModel model, ExpressionSyntax expression) =>
        model.GetConstantValue(expression) is { HasValue: true, Value: 1 or 1.0 };

    /// <summary>The function's name as far as it has to be written here.</summary>
    private static string Name(SemanticModel model, int position, string function)
    {
        static bool IsOurs(ISymbol symbol) => symbol.ToDisplayString() == Functions;
        if (
            model.LookupSymbols(position, name: function) is { Length: > 0 } found
            && found.All(symbol => symbol.ContainingType is { } home && IsOurs(home))
        )
            return function;
        return model.LookupNamespacesAndTypes(position, name: "Functions").Any(IsOurs)
            ? "Functions." + function
            : $"{Functions}.{function}";
    }
}
