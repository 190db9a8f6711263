using System.Composition;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.CodeFixes;

/// <summary>A number that a member returns is a <c>double</c>. Other types mean something else and need a person.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTypeFix)), Shared]
public sealed class ReturnTypeFix() : DeclarationFix(Descriptors.WrongReturnType)
{
    private protected override Remedy? Find(Refused refused)
    {
        if (
            refused.Node is not TypeSyntax { Parent: MethodDeclarationSyntax method } type
            || refused.Hint != "double"
            || refused.Model.GetTypeInfo(type, refused.Cancellation).Type is not { } returned
            || !IsNumber(refused.Model.Compilation, returned)
        )
            return null;
        var changed = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DoubleKeyword)).WithTriviaFrom(type);
        return new($"double {method.Identifier.Text}", type, changed);
    }

    private static bool IsNumber(Compilation compilation, ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double
        && compilation.ClassifyConversion(type, compilation.GetSpecialType(SpecialType.System_Double)).IsImplicit;
}
