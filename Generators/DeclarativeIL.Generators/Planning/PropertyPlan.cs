using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A property of a declared class: a hyperparameter of its members, the weight of an import.</summary>
internal sealed record PropertyPlan(string Name, string CSharpType, string Default, string Minimum, string Maximum, string Summary)
{
    public static IReadOnlyList<PropertyPlan> Of(AlgorithmModel model) =>
        [
            .. model
                .Members.SelectMany(member => member.Parameters)
                .Select(Of)
                .OfType<PropertyPlan>()
                .Concat(model.Losses.Where(loss => loss.WeightName.Length > 0).Select(WeightOf))
                .GroupBy(property => property.Name)
                .Select(group =>
                    group.First() with
                    {
                        Minimum = group.Select(property => property.Minimum).FirstOrDefault(bound => bound.Length > 0) ?? "",
                        Maximum = group.Select(property => property.Maximum).FirstOrDefault(bound => bound.Length > 0) ?? "",
                    }
                ),
        ];

    /// <summary>The property that a parameter becomes; null if it becomes none.</summary>
    private static PropertyPlan? Of(ParameterModel parameter) =>
        parameter.Role switch
        {
            Role.Hyperparameter role => new(
                CSharpText.Pascal(parameter.Name),
                role.CSharpType,
                role.Default,
                role.Minimum,
                role.Maximum,
                role.Summary.Length > 0 ? role.Summary : $"Hyperparameter '{parameter.Name}'."
            ),
            Role.Statistic { Kind: Statistics.Quantile, Above: "" } statistic => Share(
                CSharpText.Level(parameter.Name),
                statistic.Level,
                $"Level of the quantile of '{statistic.Column}' that '{parameter.Name}' stands for."
            ),
            Role.Network { View: View.Target } target => Share(
                CSharpText.Polyak(parameter.Name),
                target.Polyak,
                $"Share of the way that '{parameter.Name}' goes towards '{target.Of}' after each step."
            ),
            _ => null,
        };

    private static PropertyPlan Share(string name, double @default, string summary) =>
        new(name, "double", CSharpText.Literal(@default), "0.0", "1.0", summary);

    private static PropertyPlan WeightOf(LossModel loss) =>
        new(
            loss.WeightName,
            "double",
            CSharpText.Literal(loss.Weight),
            "",
            "",
            $"Factor on the losses of {loss.Origin.Replace("global::", "")}."
        );
}
