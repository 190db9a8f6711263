using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace DeclarativeIL.CodeFixes;

/// <summary>Gives a hyperparameter the default that it has elsewhere in the class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SameDefaultFix)), Shared]
public sealed class SameDefaultFix() : DeclarationFix(Descriptors.DifferentDefaults)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (refused.Node is not ParameterSyntax { Default.Value: { } present } parameter || refused.Hint is not { } value)
            return null;
        var changed = SyntaxFactory.ParseExpression(value).WithTriviaFrom(present).WithAdditionalAnnotations(Simplifier.Annotation);
        return new($"{parameter.Type} {parameter.Identifier.Text} = {value.Replace("global::", "")}", present, changed);
    }
}
