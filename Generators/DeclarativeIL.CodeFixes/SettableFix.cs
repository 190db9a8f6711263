using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Lets an action be set: a property without bodies gets <c>set</c>. Others need a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SettableFix)), Shared]
public sealed class SettableFix() : DeclarationFix(Descriptors.UnreachablePart)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node
                is not PropertyDeclarationSyntax
                {
                    AccessorList.Accessors: [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration } get, ..] accessors
                } property
            || accessors.Any(accessor => accessor is { Body: not null } or { ExpressionBody: not null })
            || refused.Model.GetDeclaredSymbol(property, refused.Cancellation)
                is not { IsStatic: false, SetMethod: null or { IsInitOnly: true } }
        )
            return null;
        var set = SyntaxFactory
            .AccessorDeclaration(SyntaxKind.SetAccessorDeclaration)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithTriviaFrom(accessors.Last());
        var changed = property.WithAccessorList(property.AccessorList!.WithAccessors([get, set]));
        return new($"{property.Type} {property.Identifier.Text} {{ get; set; }}", property, changed);
    }
}
