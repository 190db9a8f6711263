using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The epochs of one phase: where batches come from, what replaces them, what follows a step.</summary>
internal sealed class EpochsPlan
{
    private readonly ClassScope _scope;

    public EpochsPlan(ClassScope scope, StepPlan step, IReadOnlyList<AugmentPlan> augments, IReadOnlyList<ScanPlan> scans)
    {
        (_scope, Step) = (scope, step);
        var names = new HashSet<string>(Phase.Networks.Select(network => network.Name));
        Targets = [.. scope.Networks.Copies.Where(copy => copy.View == View.Target && names.Contains(copy.Of))];
        Sources = [.. Phase.Rows.GroupBy(rows => rows.Source).Select(group => group.First())];
        Augments = [.. augments.Where(augment => Phase.Rows.Any(augment.AppliesTo))];
        var read = new HashSet<string>(
            Phase
                .Losses.Select(loss => loss.Model.Member)
                .Concat(Phase.Metrics.Select(metric => metric.Model.Member))
                .SelectMany(member => member.Parameters)
                .Select(parameter => parameter.Role)
                .OfType<Role.Statistic>()
                .Select(role => role.Column)
        );
        Scans = [.. scans.Where(scan => read.Contains(scan.Member.Name))];
        OfStep = [.. Step.Tensors.Parameters, .. Augments.SelectMany(augment => augment.Tensors.Parameters)];
        Parameters = MethodParameters.Sort(
            OfStep
                .Without(ParameterKind.Batch, ParameterKind.Draws, ParameterKind.OfRun)
                .Concat(names.Concat(Targets.Select(target => target.Name)).Select(Network)),
            scope
        );
        Cpu = Step.Cpu is null ? null : new(scope, this, Step.Cpu);
    }

    public StepPlan Step { get; }

    public PhasePlan Phase => Step.Phase;

    /// <summary>Copies that follow what the phase trains.</summary>
    public IReadOnlyList<NetworkCopy> Targets { get; }

    /// <summary>A batch of each data set.</summary>
    public IReadOnlyList<RowSource> Sources { get; }

    /// <summary>Augmentations of the phase's rows.</summary>
    public IReadOnlyList<AugmentPlan> Augments { get; }

    /// <summary>Scans that the phase's losses read.</summary>
    public IReadOnlyList<ScanPlan> Scans { get; }

    /// <summary>The parameters of a step over tensors.</summary>
    public IReadOnlyList<MethodParameter> OfStep { get; }

    /// <summary>The parameters of the method over tensors, beside data.</summary>
    public IReadOnlyList<MethodParameter> Parameters { get; }

    /// <summary>The epochs without tensors; null where there are none.</summary>
    public CpuEpochsPlan? Cpu { get; }

    public AugmentPlan? AugmentOf(RowSource rows) => Augments.FirstOrDefault(augment => augment.AppliesTo(rows));

    private MethodParameter Network(string name) => new(ParameterKind.Network, name, _scope.Types.Of(name));
}

/// <summary>The epochs of one phase without tensors.</summary>
internal sealed class CpuEpochsPlan
{
    public CpuEpochsPlan(ClassScope scope, EpochsPlan epochs, MethodPlan step)
    {
        Step = step;
        Augments = [.. epochs.Phase.Rows.Where(rows => epochs.AugmentOf(rows) is not null).Select(rows => (rows, epochs.AugmentOf(rows)!))];
        OfStep = [.. step.Parameters, .. Augments.SelectMany(augment => augment.Plan.Cpu!.Parameters)];
        Parameters =
        [
            .. MethodParameters
                .Sort(OfStep, scope)
                .Without(ParameterKind.Network, ParameterKind.Batch, ParameterKind.Draws, ParameterKind.OfRun),
        ];
        var trained = epochs.Phase.Networks.Select(network => network.Name).ToList();
        Asked =
        [
            .. OfStep.Networks().Concat(epochs.Targets.Select(target => target.Name)).Distinct().Where(name => !trained.Contains(name)),
        ];
        Networks = [.. trained, .. Asked];
    }

    public MethodPlan Step { get; }

    /// <summary>The batches whose rows are replaced.</summary>
    public IReadOnlyList<(RowSource Rows, AugmentPlan Plan)> Augments { get; }

    /// <summary>The parameters of a step.</summary>
    public IReadOnlyList<MethodParameter> OfStep { get; }

    /// <summary>The parameters of the method, beside networks and data.</summary>
    public IReadOnlyList<MethodParameter> Parameters { get; }

    /// <summary>Networks that are asked and not trained.</summary>
    public IReadOnlyList<string> Asked { get; }

    /// <summary>The trained networks, then those that are asked.</summary>
    public IReadOnlyList<string> Networks { get; }
}
