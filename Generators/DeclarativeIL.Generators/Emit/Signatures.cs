using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>Names that generated members share.</summary>
internal static class Signatures
{
    public static string Escape(string name) => CSharpText.Escape(name);

    public static string Accumulate(TurnPlan plan) => "Accumulate" + OfTurn(plan);

    public static string LossNames(TurnPlan plan) => "LossNames" + OfTurn(plan);

    public static string Fit(TurnPlan plan) => "Fit" + OfTurn(plan);

    /// <summary>An integer property is a double in an equation, so that nothing divides integers.</summary>
    public static string Property(string name, ValueType type, AlgorithmModel model)
        => type.Kind == ValueKind.Scalar && Hyperparameters.Of(model).Any(property => property.Name == name && property.CSharpType == "int")
            ? $"((double){name})"
            : name;

    private static string OfTurn(TurnPlan plan) => plan.Turn == 0 ? "" : "OfTurn" + plan.Turn;
}
