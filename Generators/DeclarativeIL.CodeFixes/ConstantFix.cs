using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>Makes a field that nothing assigns, and whose value the compiler knows, a constant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConstantFix)), Shared]
public sealed class ConstantFix() : DeclarationFix(Descriptors.CapturedState)
{
    private protected override Remedy? Find(Refused refused)
    {
        var symbol = refused.Model.GetSymbolInfo(refused.Node, refused.Cancellation).Symbol;
        if (
            symbol is not IFieldSymbol { IsStatic: true, DeclaringSyntaxReferences: [var reference] } field
            || reference.SyntaxTree != refused.Node.SyntaxTree
            || reference.GetSyntax(refused.Cancellation)
                is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent: VariableDeclarationSyntax variable }
            || variable is not { Variables.Count: 1, Parent: FieldDeclarationSyntax declaration }
            || !refused.Model.GetConstantValue(value, refused.Cancellation).HasValue
            || !(field.IsReadOnly || (field.DeclaredAccessibility == Accessibility.Private && !IsAssigned(field, refused.Cancellation)))
        )
            return null;
        var changed = declaration.WithModifiers(
            refused.Document,
            modifiers => modifiers.WithIsStatic(false).WithIsReadOnly(false).WithIsConst(true)
        );
        return new($"{Syntaxes.Words(changed.Modifiers)}{changed.Declaration}", declaration, changed);
    }

    private static bool IsAssigned(IFieldSymbol field, CancellationToken cancellation) =>
        field
            .ContainingType.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellation).DescendantNodes())
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field.Name)
            .Select(name => (ExpressionSyntax)(name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name))
            .Any(use =>
                use.Parent switch
                {
                    AssignmentExpressionSyntax assignment => assignment.Left == use,
                    ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
                    PostfixUnaryExpressionSyntax => true,
                    PrefixUnaryExpressionSyntax prefix => prefix.Kind()
                        is not (SyntaxKind.UnaryMinusExpression or SyntaxKind.UnaryPlusExpression),
                    RefExpressionSyntax => true,
                    _ => false,
                }
            );
}
