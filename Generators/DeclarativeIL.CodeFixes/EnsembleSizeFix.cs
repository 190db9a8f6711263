using System.Composition;
using DeclarativeIL.Generators;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Gives an ensemble the least number of members that can disagree.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EnsembleSizeFix)), Shared]
public sealed class EnsembleSizeFix() : DeclarationFix(Descriptors.SmallEnsemble)
{
    private protected override Remedy? Find(Refused refused)
    {
        var members = refused
            .Node.DescendantNodesAndSelf()
            .OfType<AttributeSyntax>()
            .Where(attribute =>
                refused.Model.GetTypeInfo(attribute, refused.Cancellation).Type?.ToDisplayString() == WellKnownNames.EnsembleAttribute
            )
            .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? [])
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Members");
        return members is null
            ? null
            : new("Members = 2", members.Expression, SyntaxFactory.ParseExpression("2").WithTriviaFrom(members.Expression));
    }
}
