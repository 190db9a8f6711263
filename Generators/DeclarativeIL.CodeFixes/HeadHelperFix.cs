using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace DeclarativeIL.CodeFixes;

/// <summary>Makes a member private that is called as policies ask and has another form: a helper then.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HeadHelperFix)), Shared]
public sealed class HeadHelperFix() : DeclarationFix(Descriptors.HeadMember)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (refused.Node is not (MethodDeclarationSyntax or PropertyDeclarationSyntax))
            return null;
        var changed = SyntaxGenerator.GetGenerator(refused.Document).WithAccessibility(refused.Node, Accessibility.Private);
        var written = changed switch
        {
            MethodDeclarationSyntax method => $"{method.ReturnType} {method.Identifier.Text}{method.ParameterList}".Trim(),
            PropertyDeclarationSyntax property => $"{property.Type} {property.Identifier.Text}",
            _ => "",
        };
        return new($"{Syntaxes.Words(((MemberDeclarationSyntax)changed).Modifiers)}{written}", refused.Node, changed);
    }
}
