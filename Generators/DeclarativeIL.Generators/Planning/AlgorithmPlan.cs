using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>
/// All that is decided about a class before a word of it is written: what is asked when, which answers are kept, what each method needs,
/// and which of them have a form without tensors.
/// </summary>
internal sealed class AlgorithmPlan
{
    private AlgorithmPlan(AlgorithmModel model)
    {
        var networks = new NetworkBindings(model);
        var phases = PhasePlanner.Of(model, networks);
        Scope = new(model, networks, new(model, networks, phases));
        Shape = new(Scope);
        var others = model.Others;
        Augments = [.. others.Augments.Select(member => new AugmentPlan(Scope, member))];
        Scans = [.. others.Columns.Where(column => column.IsScan).Select(column => new ScanPlan(Scope, column.Member))];
        Phases = [.. phases.Select(phase => new EpochsPlan(Scope, new(Scope, phase, Augments), Augments, Scans))];
        Statistics = new(Scope, Shape);
        Reward = others.Reward is { } reward && Shape.KeepsTransitions ? new(Scope, reward) : null;
        Rollout = Shape.HasEnvironments ? new(Scope, Shape) : null;
        Collect = others.Collect is { } collect ? new(Scope, Shape, collect) : null;
    }

    /// <exception cref="InvalidOperationException">The model cannot be planned for; whoever reads it should have refused it.</exception>
    public static AlgorithmPlan Of(AlgorithmModel model) => new(model);

    public AlgorithmModel Model => Scope.Model;

    public ClassScope Scope { get; }

    public RolloutShape Shape { get; }

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<EpochsPlan> Phases { get; }

    public IReadOnlyList<AugmentPlan> Augments { get; }

    public StatisticsPlan Statistics { get; }

    /// <summary>Columns that are filled from the end of each trajectory.</summary>
    public IReadOnlyList<ScanPlan> Scans { get; }

    /// <summary>The declared reward; null where nothing is rolled out that it could be the reward of.</summary>
    public ColumnPlan? Reward { get; }

    public RolloutPlan? Rollout { get; }

    public CollectPlan? Collect { get; }

    /// <summary>Metrics that would take the loop over rows from the losses of their phases, and why.</summary>
    public IEnumerable<(MemberModel Metric, string Why)> MetricObstacles =>
        Phases.Select(phase => phase.Step.MetricObstacle).Where(obstacle => obstacle is not null).Select(obstacle => obstacle!.Value);

    /// <summary>The parameters of methods that are called once a round, or once at the start.</summary>
    public IEnumerable<MethodParameter> OfRounds => Bodies.SelectMany(body => body.Parameters);

    /// <summary>The networks that are asked between steps of training, in their order.</summary>
    public IEnumerable<string> Asked => MethodParameters.Sort(OfRounds, Scope).Networks().Distinct();

    private IEnumerable<RowsPlan> Bodies =>
        Statistics
            .Columns.Append(Reward)
            .OfType<ColumnPlan>()
            .Select(column => column.Body)
            .Concat(Scans.Select(scan => scan.Body))
            .Concat(new[] { Rollout?.Body, Collect?.Body }.OfType<RowsPlan>());
}
