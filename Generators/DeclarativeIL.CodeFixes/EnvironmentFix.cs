using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Marks the class of marked members as an environment.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EnvironmentFix)), Shared]
public sealed class EnvironmentFix() : DeclarationFix(Descriptors.NoEnvironment)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (refused.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type)
            return null;
        var changed = type.WithoutLeadingTrivia()
            .WithAttributeLists(
                type.WithoutLeadingTrivia()
                    .AttributeLists.Insert(0, Syntaxes.Attribute("Environment").WithTrailingTrivia(SyntaxFactory.Space))
            )
            .WithLeadingTrivia(type.GetLeadingTrivia());
        return new($"[Environment] {Syntaxes.Head(type)}", type, changed);
    }
}
