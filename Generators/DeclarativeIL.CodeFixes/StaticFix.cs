using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Adds <c>static</c> to a declared member. A generic one needs a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StaticFix)), Shared]
public sealed class StaticFix() : DeclarationFix(Descriptors.NotStatic)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not MethodDeclarationSyntax { TypeParameterList: null } method
            || refused.Model.GetDeclaredSymbol(method, refused.Cancellation)
                is not { IsAbstract: false, IsVirtual: false, IsOverride: false }
        )
            return null;
        var changed = method.WithModifiers(refused.Document, modifiers => modifiers.WithIsStatic(true));
        return new($"{Syntaxes.Words(changed.Modifiers)}{method.ReturnType} {method.Identifier.Text}", method, changed);
    }
}
