using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// Statistics over all rows that a data set has now, for members that are no losses: gates, explorations, rewards, augmentations.
/// </summary>
internal sealed class StatisticsEmitter(SourceWriter writer, Cast cast, RolloutShape shape, Parts parts)
{
    public void Emit()
    {
        foreach (var (member, isColumn) in Order(cast.Model, shape))
            if (isColumn)
                Column(member);
            else
                foreach (var parameter in member.Parameters)
                    if (parameter.Role is Role.Statistic { Kind: not Models.Statistics.Value } statistic)
                        writer.Line(
                            $"var {Signatures.Statistic(new(member.Name, parameter.Name), cast.Model)} = "
                                + $"{Values(statistic.Column, cast.Model)}.{Read(statistic, parameter)};"
                        );
    }

    /// <summary>Columns whose statistics are read outside losses, each after the statistics that it reads itself.</summary>
    public static IEnumerable<MemberModel> Columns(AlgorithmModel model, RolloutShape shape) =>
        Order(model, shape).Where(step => step.IsColumn).Select(step => step.Member);

    /// <summary>The local that holds a column's values.</summary>
    public static string Values(string column, AlgorithmModel model) =>
        Identifiers.Column(
            CSharpText.Camel(column)
                + "Values"
                + Signatures.Number(
                    column,
                    model
                        .Others.Columns.Select(other => other.Member.Name)
                        .Where(other => CSharpText.Camel(other) == CSharpText.Camel(column))
                )
        );

    private static List<(MemberModel Member, bool IsColumn)> Order(AlgorithmModel model, RolloutShape shape)
    {
        var (order, seen) = (new List<(MemberModel, bool)>(), new HashSet<string>());
        var others = model.Others;
        foreach (
            var member in new[]
            {
                others.Gate?.Member,
                shape.HasEnvironments ? others.Explore : null,
                others.Collect?.Member,
                shape.KeepsTransitions ? others.Reward : null,
            }
                .OfType<MemberModel>()
                .Concat(others.Augments)
                .Concat(others.Columns.Where(column => column.IsScan).Select(column => column.Member))
        )
            Visit(member);
        return order;

        void Visit(MemberModel member)
        {
            if (!seen.Add(member.Name))
                return;
            foreach (var statistic in member.Parameters.Select(parameter => parameter.Role).OfType<Role.Statistic>())
                if (others.Columns.FirstOrDefault(column => column.Member.Name == statistic.Column) is { IsScan: false } column)
                {
                    Visit(column.Member);
                    if (statistic.Kind != Models.Statistics.Value && seen.Add(column.Member.Name + "()"))
                        order.Add((column.Member, true));
                }
            order.Add((member, false));
        }
    }

    private void Column(MemberModel member)
    {
        var emitter = parts.Columns.First(column => column.Member == member).Emitter;
        var rows = member.Parameters.First(parameter => parameter.Role is Role.Row);
        var source = Signatures.Data(cast.Players.Data.Source(rows)) + (((Role.Row)rows.Role).Source == Rows.Supplied ? "" : ".Rows");
        writer.Line(
            $"var {Values(member.Name, cast.Model)} = {ColumnEmitter.MethodName(member)}("
                + $"{string.Join(", ", MethodParameters.Arguments(emitter.Needs).Append(source))});"
        );
    }

    private string Read(Role.Statistic statistic, ParameterModel parameter) =>
        statistic.Kind switch
        {
            Models.Statistics.Mean when parameter.Type.Rank > 0 =>
                $"MeanMatrix({(shape.HasEnvironments ? "environments.Actions.Width" : "0")})",
            Models.Statistics.Mean => "Mean()",
            Models.Statistics.Deviation => "Deviation()",
            _ when statistic.Above.Length > 0 => $"Quantile(1.0 - {Identifiers.Member(CSharpText.Pascal(statistic.Above))})",
            _ => $"Quantile({Identifiers.Member(CSharpText.Level(parameter.Name))})",
        };
}
