using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Makes a static or file-local class one that can be created and named: <c>sealed partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PlainClassFix)), Shared]
public sealed class PlainClassFix() : DeclarationFix(Descriptors.UnsupportedContainer)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (refused.Node is not ClassDeclarationSyntax { TypeParameterList: null, Parent: not TypeDeclarationSyntax } type)
            return null;
        var changed = type.WithModifiers(
            refused.Document,
            modifiers => modifiers.WithIsStatic(false).WithIsFile(false).WithIsSealed(true).WithPartial(true)
        );
        return new(Syntaxes.Head(changed), type, changed);
    }
}
