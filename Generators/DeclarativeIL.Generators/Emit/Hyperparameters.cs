using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The properties of a declared class: hyperparameters of its members, weights of its imports.</summary>
internal static class Hyperparameters
{
    public sealed record Property(string Name, string CSharpType, string Default, string Minimum, string Maximum, string Summary);

    public static IReadOnlyList<Property> Of(AlgorithmModel model)
    {
        var properties = new List<Property>();
        foreach (var parameter in model.Members.SelectMany(member => member.Parameters))
            if (parameter.Role is Role.Hyperparameter role)
                properties.Add(
                    new(
                        CSharpText.Pascal(parameter.Name),
                        role.CSharpType,
                        role.Default,
                        role.Minimum,
                        role.Maximum,
                        role.Summary.Length > 0 ? role.Summary : $"Hyperparameter '{parameter.Name}'."
                    )
                );
            else if (parameter.Role is Role.Statistic { Kind: Statistics.Quantile, Above: "" } statistic)
                properties.Add(
                    new(
                        CSharpText.Level(parameter.Name),
                        "double",
                        CSharpText.Literal(statistic.Level),
                        "0.0",
                        "1.0",
                        $"Level of the quantile of '{statistic.Column}' that '{parameter.Name}' stands for."
                    )
                );
            else if (parameter.Role is Role.Network { View: View.Target } target)
                properties.Add(
                    new(
                        CSharpText.Polyak(parameter.Name),
                        "double",
                        CSharpText.Literal(target.Polyak),
                        "0.0",
                        "1.0",
                        $"Share of the way that '{parameter.Name}' goes towards '{target.Of}' after each step."
                    )
                );
        foreach (var loss in model.Losses.Where(loss => loss.WeightName.Length > 0))
            properties.Add(
                new(
                    loss.WeightName,
                    "double",
                    CSharpText.Literal(loss.Weight),
                    "",
                    "",
                    $"Factor on the losses of {loss.Origin.Replace("global::", "")}."
                )
            );
        return
        [
            .. properties
                .GroupBy(property => property.Name)
                .Select(group =>
                    group.First() with
                    {
                        Minimum = group.Select(property => property.Minimum).FirstOrDefault(bound => bound.Length > 0) ?? "",
                        Maximum = group.Select(property => property.Maximum).FirstOrDefault(bound => bound.Length > 0) ?? "",
                    }
                ),
        ];
    }

    /// <summary>A checked <c>init</c> property each: a value that is no number, or outside its range, is refused when it is set.</summary>
    public static void Emit(SourceWriter writer, AlgorithmModel model)
    {
        foreach (var property in Of(model))
        {
            writer.Line();
            writer.Line($"/// <summary>{Readable.Xml(property.Summary)}</summary>");
            writer.Line($"/// <value>{Readable.Xml(property.Default.Replace("global::", ""))} unless set{Range(property)}.</value>");
            writer.Line(SourceWriter.Stamp);
            if (property.CSharpType is not ("double" or "int"))
            {
                writer.Line(
                    $"{model.Access} {property.CSharpType} {Identifiers.Public(property.Name)} {{ get; init; }} = {property.Default};"
                );
                continue;
            }
            var (minimum, maximum) = (
                Bound(property, CSharpText.Bound(property.Minimum), "Min"),
                Bound(property, CSharpText.Bound(property.Maximum), "Max")
            );
            var exclusive =
                (CSharpText.IsExclusive(property.Minimum) ? ", minimumIsExclusive: true" : "")
                + (CSharpText.IsExclusive(property.Maximum) ? ", maximumIsExclusive: true" : "");
            using (writer.Block($"public {property.CSharpType} {Identifiers.Public(property.Name)}"))
            {
                writer.Line($"get => {Identifiers.PrivateMember(Field(property))};");
                writer.Line(
                    $"init => {Identifiers.PrivateMember(Field(property))} = {WellKnownNames.DslRoot}.Hyperparameter.Checked(value, "
                        + $"{minimum}, {maximum}, \"{property.Name}\"{exclusive});"
                );
            }
            writer.Line();
            writer.Line($"private readonly {property.CSharpType} {Identifiers.Private(Field(property))} = {property.Default};");
        }
    }

    private static string Field(Property property) => "_" + CSharpText.Camel(property.Name);

    private static string Bound(Property property, string bound, string end) =>
        bound.Length > 0 && bound != Largest(property) ? bound
        : property.CSharpType == "int" ? $"int.{end}Value"
        : $"double.{end}Value";

    private static string Range(Property property)
    {
        if (property.Minimum.Length + property.Maximum.Length == 0)
            return "";
        var (minimum, maximum) = (CSharpText.Bound(property.Minimum), CSharpText.Bound(property.Maximum));
        if (maximum == Largest(property))
            return CSharpText.IsExclusive(property.Minimum) ? $"; above {minimum}"
                : minimum is "0.0" or "0" ? "; not negative"
                : $"; at least {minimum}";
        return $"; {(CSharpText.IsExclusive(property.Minimum) ? "above" : "from")} {minimum} "
            + $"{(CSharpText.IsExclusive(property.Maximum) ? "to below" : "to")} {maximum}";
    }

    /// <summary>What an upper bound says that bounds nothing.</summary>
    private static string Largest(Property property) => property.CSharpType == "int" ? "2147483647" : CSharpText.Number(double.MaxValue);
}
