using DeclarativeIL.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The spaces that heads are over.</summary>
internal static class HeadSpaces
{
    /// <summary>Whether the space stands for a box as a head sees it that lives on [-1, 1].</summary>
    public static bool IsUnit(CompilationContext context, INamedTypeSymbol space) => context.Is(space, WellKnownNames.UnitBox);
}
