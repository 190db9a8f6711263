using System.Composition;
using DeclarativeIL.Generators;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>
/// Marks a policy that is asked as an ensemble with <c>[Ensemble]</c> where it is trained: in its loss, or on the class that imports that
/// loss.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EnsembleMarkFix)), Shared]
public sealed class EnsembleMarkFix() : DeclarationFix(Descriptors.NoEnsemble)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } } parameter
            || refused.Model.GetDeclaredSymbol(type, refused.Cancellation) is not { } symbol
        )
            return null;
        var trained = symbol
            .GetMembers()
            .OfType<IMethodSymbol>()
            .Where(method => method.Has(WellKnownNames.Loss))
            .SelectMany(method => method.Parameters)
            .FirstOrDefault(candidate =>
                candidate.Name == parameter.Identifier.ValueText && candidate.Type.ToDisplayString() == WellKnownNames.Policy
            );
        if (trained?.DeclaringSyntaxReferences[0].GetSyntax(refused.Cancellation) is ParameterSyntax written)
            return new($"[Ensemble] {written.Type} {written.Identifier.Text}", written, Syntaxes.Marked(written, "Ensemble"));
        var mark = Syntaxes.Attribute("Ensemble").WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var bare = type.WithoutLeadingTrivia();
        var changed = bare.WithAttributeLists(bare.AttributeLists.Insert(0, mark)).WithLeadingTrivia(type.GetLeadingTrivia());
        return symbol.Has(WellKnownNames.EnsembleAttribute) ? null : new($"[Ensemble] {Syntaxes.Head(type)}", type, changed);
    }
}
