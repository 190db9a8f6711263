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

    /// <summary>C# for a property of the class, which a parameter or a local of its name would hide.</summary>
    public static string Own(string property) => "this." + property;

    /// <summary>An integer property is a double in an equation, so that nothing divides integers.</summary>
    public static string Property(string name, ValueType type, AlgorithmModel model)
        => type.Kind == ValueKind.Scalar && Hyperparameters.Of(model).Any(property => property.Name == name && property.CSharpType == "int")
            ? $"((double){Own(name)})"
            : Own(name);

    /// <summary>C# for the type of a value that the caller gives.</summary>
    public static string GivenType(string name, AlgorithmModel model) => model.Members.SelectMany(member => member.Parameters)
        .Where(parameter => parameter.Name == name).Select(parameter => parameter.Role).OfType<Role.Given>().First().CSharpType;

    /// <summary>A given value; an integer is a double in an equation.</summary>
    public static string Given(string name, AlgorithmModel model) => GivenType(name, model) == "int" ? $"((double){Escape(name)})" : Escape(name);

    private static string OfTurn(TurnPlan plan) => plan.Turn == 0 ? "" : "OfTurn" + plan.Turn;
}
