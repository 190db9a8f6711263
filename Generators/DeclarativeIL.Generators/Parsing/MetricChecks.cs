using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>What has to hold between metrics and the losses that they are reported beside.</summary>
internal static class MetricChecks
{
    /// <exception cref="Refusal">Two losses or metrics are reported under one name.</exception>
    public static void CheckNames(AlgorithmModel model, INamedTypeSymbol type)
    {
        var names = model.Losses.Select(loss => loss.Member.Name).Concat(model.Others.Metrics.Select(metric => metric.Reported));
        foreach (var twins in names.GroupBy(name => name).Where(group => group.Count() > 1))
            throw new Refusal(Descriptors.DuplicateLoss, type.Locations[0], type.Name, twins.Key);
    }

    /// <exception cref="Refusal">A metric is of a phase without losses, or of rows that none of its losses learns from.</exception>
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        foreach (var metric in model.Others.Metrics)
        {
            DataChecks.CheckColumns(metric.Member, model, type);
            var losses = model.Losses.Where(loss => loss.Phase == metric.Phase).Select(loss => loss.Member).ToList();
            var row = metric.Member.Parameters.FirstOrDefault(parameter => parameter.Role is Role.Row);
            var why =
                losses.Count == 0 ? "no loss has that phase"
                : row is not null && !losses.SelectMany(loss => DataChecks.RowsOf(loss, model)).Any(other => IsSame(row, other))
                    ? $"none of that phase's losses learns from the rows of '{row.Name}'"
                : null;
            if (why is not null)
                throw new Refusal(
                    Descriptors.MetricOfNothing,
                    ClassChecks.Place(type, metric.Member.Name, row?.Name),
                    metric.Member.Name,
                    metric.Phase,
                    why
                );
        }
    }

    private static bool IsSame(ParameterModel row, ParameterModel other) =>
        row.Type == other.Type && ((Role.Row)row.Role).Source == ((Role.Row)other.Role).Source;
}
