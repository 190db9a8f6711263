using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Marks a second row of the same type as the next of the batch. Rows of two types need a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OtherRowFix)), Shared]
public sealed class OtherRowFix() : DeclarationFix(Descriptors.SeveralRows)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not ParameterSyntax { AttributeLists.Count: 0 } parameter
            || refused.Model.GetDeclaredSymbol(parameter, refused.Cancellation) is not { ContainingSymbol: IMethodSymbol method } symbol
            || !method.Parameters.Take(symbol.Ordinal).Any(before => SymbolEqualityComparer.Default.Equals(before.Type, symbol.Type))
        )
            return null;
        return new($"[Other] {parameter.Type} {parameter.Identifier.Text}", parameter, Syntaxes.Marked(parameter, "Other"));
    }
}
