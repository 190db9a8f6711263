using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Adds <c>static</c> to a method of dynamics. Other parameters need a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DynamicsFix)), Shared]
public sealed class DynamicsFix() : DeclarationFix(Descriptors.WrongDynamics)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (refused.Hint is null || refused.Node is not MethodDeclarationSyntax method)
            return null;
        var changed = method.WithModifiers(refused.Document, modifiers => modifiers.WithIsStatic(true));
        return new($"{Syntaxes.Words(changed.Modifiers)}{method.ReturnType} {method.Identifier.Text}", method, changed);
    }
}
