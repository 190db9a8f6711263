using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Adds <c>partial</c> to a declared class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix)), Shared]
public sealed class PartialFix() : DeclarationFix(Descriptors.NotPartial)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (refused.Node is not ClassDeclarationSyntax type)
            return null;
        var changed = type.WithModifiers(refused.Document, modifiers => modifiers.WithPartial(true));
        return new(Syntaxes.Head(changed), type, changed);
    }
}
