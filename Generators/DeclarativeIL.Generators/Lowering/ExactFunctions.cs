using DeclarativeIL.Generators.Equations;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Lowering;

/// <summary>Functions of numbers whose bits IEEE 754 or the runtime fixes: those that dynamics may call.</summary>
internal static class ExactFunctions
{
    /// <summary>Tells whether a method is one of them.</summary>
    public static bool Knows(ISymbol member) => member is IMethodSymbol && Exact.Functions.ContainsKey(Vocabulary.Id(member));
}
