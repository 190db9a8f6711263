using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>One training step of a phase as a method, in each of its forms.</summary>
internal sealed class StepPlan
{
    private readonly Dictionary<int, string> _batches;

    public StepPlan(ClassScope scope, PhasePlan phase, IReadOnlyList<AugmentPlan> augments)
    {
        Phase = phase;
        Tensors = MethodPlan.OnTensors(
            scope,
            phase.Nodes,
            phase.ResultsWith(phase.TrainedGradients),
            phase.Rows.Select(rows => rows.As(RuntimeTypes.Batch)),
            phase.MetricQuestions.IsApart
        );
        var extents = Extents.Of(phase.Nodes);
        _batches = Tensors
            .Schedule.Select(ask => ask.Ask)
            .Where(ask => IsAboutNoRow(phase.Nodes, extents, ask))
            .ToDictionary(ask => ask, FindBatch);
        CachedOnTensors = [.. CachedQuestions.Of(phase, Tensors)];
        CpuObstacle = CpuForm.ObstacleOf(scope, phase, augments);
        if (CpuObstacle is not null)
        {
            MetricObstacle = CpuForm.ObstacleOf(scope, phase with { Metrics = [] }, augments) is null
                ? (Culprit(scope, augments), CpuObstacle)
                : null;
            return;
        }
        Cpu = MethodPlan.OnCpu(
            scope,
            phase.Nodes,
            phase.ResultsWith(phase.AllGradients),
            phase.Rows.Select(rows => rows.As(RuntimeTypes.CpuBatch)),
            phase.MetricQuestions.IsApart
        );
        CachedOnCpu = [.. CachedQuestions.Of(phase, Cpu)];
    }

    public PhasePlan Phase { get; }

    public MethodPlan Tensors { get; }

    /// <summary>The loop over rows; null where there is none.</summary>
    public MethodPlan? Cpu { get; }

    /// <summary>Why there is no loop over rows; null where there is one.</summary>
    public string? CpuObstacle { get; }

    /// <summary>A metric that takes the loop over rows from the losses of the phase, and why; null where there is none.</summary>
    public (MemberModel Metric, string Why)? MetricObstacle { get; }

    /// <summary>Frozen networks that are asked once before the epochs.</summary>
    public IReadOnlyList<CachedQuestions> CachedOnTensors { get; }

    /// <summary>Frozen networks that are asked once about each row.</summary>
    public IReadOnlyList<CachedQuestions> CachedOnCpu { get; } = [];

    /// <summary>The batch in which a question about nothing of the rows is asked once per row all the same.</summary>
    /// <returns>Its name; empty if none.</returns>
    public string BatchOf(int ask) => _batches.TryGetValue(ask, out var batch) ? batch : "";

    /// <summary>Whether no argument of a question says how many rows there are, though one would have to.</summary>
    private static bool IsAboutNoRow(EquationBuilder nodes, Extent[] extents, int ask)
    {
        var arguments = ((Node.Ask)nodes[ask]).Arguments;
        return arguments.Any(argument => extents[argument] != Extent.Rows)
            && !arguments.Any(argument => extents[argument] == Extent.Rows && nodes[argument].Type.IsWide);
    }

    /// <summary>The first metric without which, and without those behind it, there is a loop over rows.</summary>
    private MemberModel Culprit(ClassScope scope, IReadOnlyList<AugmentPlan> augments) =>
        Phase.Metrics.First(metric => CpuForm.ObstacleOf(scope, Phase with { Metrics = [metric] }, augments) is not null).Model.Member;

    private string FindBatch(int ask)
    {
        var batches = Phase
            .Losses.Select(loss => (loss.Values, loss.Batch))
            .Concat(Phase.Metrics.Select(metric => ((IEnumerable<int>)[metric.Value], metric.Batch)))
            .Where(part => Uses.Of(Phase.Nodes, part.Item1)[ask] > 0)
            .Select(part => part.Batch)
            .Distinct()
            .ToList();
        return batches.Count > 1 ? throw new InvalidOperationException("One question about a given state, in losses over different rows.")
            : batches is [var batch] ? batch
            : "";
    }
}
