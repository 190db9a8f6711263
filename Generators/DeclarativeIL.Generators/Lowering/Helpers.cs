using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Equations of static methods that declarations call: from source, or from what another assembly carries.</summary>
internal static class Helpers
{
    /// <param name="trail">The methods whose bodies are being lowered, outermost first.</param>
    /// <returns>The equation over the method's parameter names; null if the method is no helper.</returns>
    public static Equation? Find(
        CompilationContext context,
        IMethodSymbol method,
        IReadOnlyList<IMethodSymbol> trail,
        Location? place = null
    )
    {
        if (!method.IsStatic || method.IsGenericMethod)
            return null;
        if (method.DeclaringSyntaxReferences.Length > 0 && context.ModelOf(method.DeclaringSyntaxReferences[0].SyntaxTree) is not null)
            return context.Helper(method, inner => BodyLowering.Lower(inner, method, trail).Equation);
        return FromMetadata(context, method, place);
    }

    private static Equation? FromMetadata(CompilationContext context, IMethodSymbol method, Location? place)
    {
        var id = Vocabulary.Id(method);
        foreach (var attribute in method.ContainingType.GetAttributes())
            if (
                context.Is(attribute.AttributeClass, WellKnownNames.DeclaredEquation)
                && attribute.ConstructorArguments is [{ Value: string member }, { Value: string text }]
                && member == id
            )
                return
                    (EquationText.Read(text) ?? throw new Refusal(Descriptors.UnreadableEquation, place, method.Name)).Equation
                        is { Nodes.Count: > 0 } equation
                    ? equation
                    : null;
        return null;
    }
}
