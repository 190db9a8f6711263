using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;
using DeclarativeIL.Generators.Printing.Documentation;
using DeclarativeIL.Generators.Printing.Torch;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>
/// Writes the file of one declared class: a region for each concern. One file, not one a concern, because after every keystroke the
/// compiler compares the name of each generated file with those of all before it. Only the equations for other assemblies, which
/// nobody reads, stand in a second one (<see cref="EquationsEmitter"/>).
/// </summary>
internal sealed class AlgorithmEmitter
{
    private readonly AlgorithmPlan _plan;
    private readonly ClassScope _scope;
    private readonly SourceWriter _writer = new();

    private AlgorithmEmitter(AlgorithmPlan plan) => (_plan, _scope) = (plan, plan.Scope);

    public static GeneratedFile Emit(AlgorithmPlan plan) => new AlgorithmEmitter(plan).Emit();

    private GeneratedFile Emit()
    {
        var (model, others) = (_plan.Model, _plan.Model.Others);
        SourceWriter.Header(_writer, model.Namespace);
        if (_scope.Properties.Count > 0)
            Members("Hyperparameters", () => PropertyEmitter.Emit(_writer, _scope));
        Members("Losses", Losses);
        Members("Train", () => new TrainEmitter(_writer, _plan).Emit(), $" : {RuntimeTypes.IDeclaredAlgorithm}");
        if (others.Columns.Count + others.Augments.Count > 0 || others.Reward is not null)
            Members("Columns", Columns);
        if (_plan.Shape.HasRounds)
            Members("Collect", Collect);
        Members("OneSample", () => OneSampleEmitter.Emit(_writer, model));
        Region("Formula", () => FormulaEmitter.Emit(_writer, _plan));
        return new(model.HintName + ".g.cs", Hygiene.Settle(_writer.ToString(), _writer.Ends, model, _scope.Networks.Data));
    }

    private void Members(string concern, Action write, string bases = "") =>
        Region(
            concern,
            () =>
            {
                using (_writer.Block($"partial class {CSharpText.Type(_plan.Model.Name)}{bases}"))
                    write();
            }
        );

    private void Region(string concern, Action write)
    {
        _writer.Line("#region " + concern);
        write();
        _writer.Line("#endregion");
    }

    private void Losses()
    {
        foreach (var phase in _plan.Phases)
            new LossEmitter(_writer, _scope, phase.Step).Emit();
        foreach (var step in _plan.Phases.Select(phase => phase.Step))
            if (step.Cpu is { } cpu)
                new CpuLossEmitter(_writer, cpu, step.Phase).Emit();
    }

    private void Columns()
    {
        foreach (var column in _plan.Statistics.Columns)
            new ColumnEmitter(_writer, _scope, column).Emit();
        foreach (var scan in _plan.Scans)
            new ScanEmitter(_writer, _scope, scan).Emit();
        if (_plan.Reward is { } reward)
            new ColumnEmitter(_writer, _scope, reward).Emit();
        foreach (var augment in _plan.Augments)
        {
            new AugmentEmitter(_writer, _scope, augment).Emit();
            if (augment.Cpu is { } cpu)
                new CpuAugmentEmitter(_writer, cpu, augment).Emit();
        }
    }

    private void Collect()
    {
        if (_plan.Rollout is { } rollout)
            new RolloutEmitter(_writer, _scope, _plan.Shape, rollout).Emit();
        if (_plan.Collect is { } collect)
            new CollectionEmitter(_writer, _scope, collect).Emit(_plan.Shape.ExpertCapability);
    }
}
