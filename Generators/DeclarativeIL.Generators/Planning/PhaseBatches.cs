using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The batches that the losses and metrics of one phase are over.</summary>
internal sealed class PhaseBatches(InputBinding inputs, IReadOnlyList<LossModel> losses)
{
    /// <summary>
    /// The batch of a member's rows. One over no rows, that asks a network which losses over rows train, is averaged over their batch as
    /// they are: of an ensemble it is then each member's.
    /// </summary>
    /// <param name="origin">Where the member is declared: a loss of the same class comes first.</param>
    /// <returns>Its name; empty if none.</returns>
    public string Of(MemberModel member, string origin)
    {
        var batch = inputs.BatchOf(member);
        if (batch.Length > 0 || member.Parameters.Any(parameter => parameter.Role is Role.Random))
            return batch;
        var trained = new HashSet<string>(TrainedBy(member));
        return losses
                .Where(loss => inputs.BatchOf(loss.Member).Length > 0 && TrainedBy(loss.Member).Any(trained.Contains))
                .OrderByDescending(loss => loss.Origin == origin)
                .Select(loss => inputs.BatchOf(loss.Member))
                .FirstOrDefault()
            ?? "";
    }

    /// <summary>The batch of a metric: that of a loss over the same rows.</summary>
    /// <param name="sources">The batches of the losses.</param>
    public string Of(MetricModel metric, IReadOnlyList<RowSource> sources)
    {
        var batch = Of(metric.Member, metric.Origin);
        return batch.Length == 0 || sources.Any(rows => rows.Name == batch)
            ? batch
            : sources.FirstOrDefault(rows => rows.Source == batch)?.Name
                ?? throw new InvalidOperationException($"Metric '{metric.Member.Name}' is of rows that no loss of its phase learns from.");
    }

    private static IEnumerable<string> TrainedBy(MemberModel member) =>
        member.Parameters.Where(parameter => parameter.Role is Role.Network { View: View.Plain }).Select(parameter => parameter.Name);
}
