using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>Writes the statistics over all rows that a data set has now, for members that are no losses.</summary>
internal sealed class StatisticsEmitter(SourceWriter writer, AlgorithmPlan plan)
{
    public void Emit()
    {
        foreach (var step in plan.Statistics.Steps)
            if (step is StatisticsStep.Column column)
                Column(column.Plan);
            else if (step is StatisticsStep.Reading reading)
                writer.Line(
                    $"var {Identifiers.Column(plan.Scope.StatisticName(new(reading.Member.Name, reading.Parameter.Name)))} = "
                        + $"{Signatures.ColumnValues(reading.Statistic.Column, plan.Scope)}.{Read(reading.Statistic, reading.Parameter)};"
                );
    }

    private void Column(ColumnPlan column)
    {
        var source =
            Signatures.Data(plan.Scope.Networks.Data.Source(column.Rows))
            + (((Role.Row)column.Rows.Role).Source == Rows.Supplied ? "" : ".Rows");
        writer.Line(
            $"var {Signatures.ColumnValues(column.Member.Name, plan.Scope)} = checkpoints.Column(\"{column.Member.Name}\", () => "
                + $"{Signatures.Over(column.Member)}({ColumnEmitter.Arguments(column, source)}));"
        );
    }

    private string Read(Role.Statistic statistic, ParameterModel parameter) =>
        statistic.Kind switch
        {
            Statistics.Mean => parameter.Type.Rank > 0
                ? $"MeanMatrix({(plan.Shape.HasEnvironments ? "environments.Actions.Width" : "0")})"
                : "Mean()",
            Statistics.Deviation => "Deviation()",
            Statistics.Quantile => statistic.Above.Length > 0
                ? $"Quantile(1.0 - {Identifiers.Member(CSharpText.Pascal(statistic.Above))})"
                : $"Quantile({Identifiers.Member(CSharpText.Level(parameter.Name))})",
            Statistics.Value => throw new InvalidOperationException($"'{parameter.Name}' is no statistic."),
        };
}
