using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>Names that generated members share.</summary>
internal static class Signatures
{
    /// <summary>The user's name for a network or a given value.</summary>
    public static string Escape(string name) => Identifiers.User(name);

    /// <summary>The name of a data set or a batch.</summary>
    public static string Data(string name) => Identifiers.Data(name);

    /// <summary>The local that holds a statistic which a member is given.</summary>
    public static string Statistic(Input.Statistic statistic, AlgorithmModel model)
    {
        var wish = StatisticName(statistic);
        var same = model
            .Members.SelectMany(member =>
                member
                    .Parameters.Where(parameter => parameter.Role is Role.Statistic)
                    .Select(parameter => new Input.Statistic(member.Name, parameter.Name))
            )
            .Where(other => StatisticName(other) == wish);
        return Identifiers.Column(wish + Number(statistic, same));
    }

    /// <summary>Tells things apart that would be called the same: the first has no number.</summary>
    public static string Number<T>(T name, IEnumerable<T> same) =>
        same.Distinct().ToList().IndexOf(name) is > 0 and var number
            ? "OfThe" + (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "";

    private static string StatisticName(Input.Statistic statistic) =>
        CSharpText.Camel(statistic.Member + CSharpText.Pascal(statistic.Parameter));

    public static string Accumulate(TurnPlan plan) => "Accumulate" + plan.Name;

    public static string LossNames(TurnPlan plan) => "LossNames" + plan.Name;

    public static string Fit(TurnPlan plan) => "Fit" + plan.Name;

    /// <summary>An integer property is a double in an equation, so that nothing divides integers.</summary>
    public static string Property(string name, ValueType type, AlgorithmModel model) =>
        type.Kind == ValueKind.Scalar && Hyperparameters.Of(model).Any(property => property.Name == name && property.CSharpType == "int")
            ? $"((double){Identifiers.Member(name)})"
            : Identifiers.Member(name);

    /// <summary>C# for the type of a value that the caller gives.</summary>
    public static string GivenType(string name, AlgorithmModel model) =>
        model
            .Members.SelectMany(member => member.Parameters)
            .Where(parameter => parameter.Name == name)
            .Select(parameter => parameter.Role)
            .OfType<Role.Given>()
            .First()
            .CSharpType;

    /// <summary>A given value; an integer is a double in an equation.</summary>
    public static string Given(string name, AlgorithmModel model) =>
        GivenType(name, model) == "int" ? $"((double){Escape(name)})" : Escape(name);
}
