using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The epochs of one phase: where batches come from, what replaces them, what follows a step.</summary>
internal sealed class EpochsPlan
{
    public EpochsPlan(ClassScope scope, StepPlan step, IReadOnlyList<AugmentPlan> augments, IReadOnlyList<ScanPlan> scans)
    {
        Step = step;
        var names = Phase.Networks.Select(network => network.Name).ToList();
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
        MethodParameter[] onTensors = [.. Step.Tensors.Parameters, .. Augments.SelectMany(augment => augment.Tensors.Parameters)];
        Cpu = Step.Cpu is null ? null : new(this, Step.Cpu);
        Needed = [.. onTensors, .. Cpu is null ? [] : Cpu.OfStep.Without(ParameterKind.Network, ParameterKind.Batch)];
        Uploads = [.. onTensors.Where(parameter => parameter.Kind == ParameterKind.GivenTensor).Distinct()];
        Parameters = MethodParameters.Sort(
            Needed
                .Without(ParameterKind.Batch, ParameterKind.Draws, ParameterKind.OfRun)
                .Select(parameter => MethodParameters.FromCaller(parameter, scope)),
            scope
        );
        Networks = [.. names, .. Cpu?.Asked ?? [.. Targets.Select(target => target.Name)]];
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

    /// <summary>What a step is given, in each of its forms.</summary>
    public IReadOnlyList<MethodParameter> Needed { get; }

    /// <summary>Given vectors and matrices that a step over tensors is given on the device.</summary>
    public IReadOnlyList<MethodParameter> Uploads { get; }

    /// <summary>The parameters of the method, beside data.</summary>
    public IReadOnlyList<MethodParameter> Parameters { get; }

    /// <summary>
    /// The trained networks, then those that are asked without tensors, or follow a trained one: what generated code calls by numbers.
    /// </summary>
    public IReadOnlyList<string> Networks { get; }

    /// <summary>The epochs without tensors; null where there are none.</summary>
    public CpuEpochsPlan? Cpu { get; }

    public AugmentPlan? AugmentOf(RowSource rows) => Augments.FirstOrDefault(augment => augment.AppliesTo(rows));

    public int IndexOf(string network) => Networks.ToList().IndexOf(network);

    /// <summary>Whether a frozen network is asked once about each row without tensors, as it is by tensors.</summary>
    public bool IsCachedOnCpu(string network) =>
        Cpu is not null
        && Step.CachedOnTensors.Any(kept => kept.Variable == network)
        && Step.CachedOnCpu.Any(kept => kept.Variable == network);
}

/// <summary>The epochs of one phase without tensors.</summary>
internal sealed class CpuEpochsPlan
{
    public CpuEpochsPlan(EpochsPlan epochs, MethodPlan step)
    {
        Step = step;
        Augments = [.. epochs.Phase.Rows.Where(rows => epochs.AugmentOf(rows) is not null).Select(rows => (rows, epochs.AugmentOf(rows)!))];
        OfStep = [.. step.Parameters, .. Augments.SelectMany(augment => augment.Plan.Cpu!.Parameters)];
        var trained = epochs.Phase.Networks.Select(network => network.Name).ToList();
        Asked =
        [
            .. OfStep.Networks().Concat(epochs.Targets.Select(target => target.Name)).Distinct().Where(name => !trained.Contains(name)),
        ];
    }

    public MethodPlan Step { get; }

    /// <summary>The batches whose rows are replaced.</summary>
    public IReadOnlyList<(RowSource Rows, AugmentPlan Plan)> Augments { get; }

    /// <summary>The parameters of a step.</summary>
    public IReadOnlyList<MethodParameter> OfStep { get; }

    /// <summary>Networks that are asked, or follow a trained one.</summary>
    public IReadOnlyList<string> Asked { get; }
}
