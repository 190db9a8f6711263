using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Makes a record a head: <c>sealed partial</c>, and seen outside its file. Name and surroundings need a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HeadShapeFix)), Shared]
public sealed class HeadShapeFix() : DeclarationFix(Descriptors.HeadShape)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node
                is not RecordDeclarationSyntax
                {
                    RawKind: (int)SyntaxKind.RecordDeclaration,
                    TypeParameterList: null,
                    Parent: not TypeDeclarationSyntax
                } head
            || head.Modifiers.Any(SyntaxKind.AbstractKeyword)
        )
            return null;
        var changed = head.WithModifiers(refused.Document, modifiers => modifiers.WithIsFile(false).WithIsSealed(true).WithPartial(true));
        return Syntaxes.Head(changed) == Syntaxes.Head(head) ? null : new(Syntaxes.Head(changed), head, changed);
    }
}
