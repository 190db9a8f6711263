using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Writes the lower bound first. Bounds that are missing need a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundsFix)), Shared]
public sealed class BoundsFix() : DeclarationFix(Descriptors.WrongBounds)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Hint is null
            || refused.Node is not AttributeSyntax { ArgumentList.Arguments: [{ NameColon: null } low, { NameColon: null } high, ..] } mark
        )
            return null;
        var changed = mark.ReplaceNodes(
            [low.Expression, high.Expression],
            (old, _) => old == low.Expression ? high.Expression.WithTriviaFrom(old) : low.Expression.WithTriviaFrom(old)
        );
        return new($"[{changed}]", mark, changed);
    }
}
