using DeclarativeIL.Generators.Lowering;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>The spaces that heads are over.</summary>
internal static class HeadSpaces
{
    /// <summary>Whether the space stands for a box as a head sees it that lives on [-1, 1].</summary>
    public static bool IsUnit(CompilationContext context, INamedTypeSymbol space) => context.Is(space, WellKnownNames.UnitBox);

    /// <summary>C# for a space of the kind, of one number or of a few acts: what a head's laws are checked over.</summary>
    public static string Small(CompilationContext context, INamedTypeSymbol space) =>
        context.Is(space, WellKnownNames.UnitBox) ? $"new {RuntimeTypes.BoxSpace}([-1], [1])"
        : context.Is(space, WellKnownNames.BoxSpace) ? $"new {RuntimeTypes.BoxSpace}([float.NegativeInfinity], [float.PositiveInfinity])"
        : context.Is(space, WellKnownNames.DiscreteSpace) ? $"new {RuntimeTypes.DiscreteSpace}(3)"
        : context.Is(space, WellKnownNames.MultiBinarySpace) ? $"new {Vocabulary.Name(space)}(2)"
        : context.Is(space, WellKnownNames.MultiDiscreteSpace) ? $"new {Vocabulary.Name(space)}([2, 3])"
        : "throw new global::System.NotSupportedException(\"Laws are not checked over this space.\")";
}
