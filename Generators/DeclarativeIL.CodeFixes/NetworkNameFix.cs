using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Names a network as the only one of its type is named that a loss trains.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NetworkNameFix)), Shared]
public sealed class NetworkNameFix() : DeclarationFix(Descriptors.UntrainedNetwork)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax method } parameter
            || refused.Hint is not { } name
            || refused.Model.GetDeclaredSymbol(parameter, refused.Cancellation) is not { } symbol
            || method.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name.TrimStart('@'))
        )
            return null;
        var uses = method
            .DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(use => SymbolEqualityComparer.Default.Equals(refused.Model.GetSymbolInfo(use, refused.Cancellation).Symbol, symbol))
            .Select(use => use.Identifier);
        var changed = method.ReplaceTokens(
            [parameter.Identifier, .. uses],
            (_, token) => SyntaxFactory.ParseToken(name).WithTriviaFrom(token)
        );
        return new($"{parameter.Type} {name}", method, changed);
    }
}
