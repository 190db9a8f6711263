using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>
/// One step of a phase within its loop. What computes losses and gradients, and what replaces rows before, is called in the form that was
/// chosen; all else is the same in both.
/// </summary>
internal sealed class FitStepEmitter(SourceWriter writer, EpochsPlan epochs)
{
    private readonly PhasePlan _plan = epochs.Phase;

    /// <summary>The local that is the training by tensors.</summary>
    private string Tensors => epochs.Cpu is null ? "training" : "tensors";

    public void Emit()
    {
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        ParameterText.FromLog(writer, epochs.Needed);
        writer.Line("using var step = training.Begin(monitor.Steps);");
        foreach (var rows in _plan.Rows.Skip(1))
            writer.Line($"{rows.Name}Feed.NextCyclic(options.BatchSize);");
        if (epochs.Cpu is { } cpu)
        {
            Branch($"if (training is {RuntimeTypes.CpuTraining} cpu)", [.. OnCpu(cpu)]);
            // the switch first: the trimmer knows it
            Branch(
                $"else if ({RuntimeTypes.Tensors}.IsSupported && training is {RuntimeTypes.TensorTraining} {Tensors})",
                [.. OnTensors()]
            );
        }
        else
            foreach (var line in OnTensors())
                writer.Line(line);
        writer.Line($"monitor.Add(training, {(_plan.Rows.Count == 0 ? "1" : $"{_plan.Rows[0].Name}Feed.BatchCount")});");
        writer.Line("training.Step(monitor.LearningRate);");
        foreach (var target in epochs.Targets)
        {
            var (copy, original) = (epochs.IndexOf(target.Name), epochs.IndexOf(target.Of));
            var polyak = Identifiers.Member(CSharpText.Polyak(target.Name));
            writer.Line($"training.PolyakUpdate({copy}, {original}, {polyak});      // {target.Name} follows {target.Of}");
        }
    }

    private void Branch(string head, IReadOnlyList<string> lines)
    {
        writer.Line(head);
        using (lines.Count > 1 ? writer.Braces() : writer.Indent())
            foreach (var line in lines)
                writer.Line(line);
    }

    private IEnumerable<string> OnTensors()
    {
        foreach (var rows in _plan.Rows)
            if (epochs.AugmentOf(rows) is { } augment)
                yield return $"{rows.Name}Feed.Batch = {Signatures.Each(augment)}("
                    + $"{string.Join(", ", augment.Tensors.Parameters.Select(Argument).Append($"{rows.Name}Feed.Batch"))});";
        yield return $"{Tensors}.Take({Identifiers.Member(Signatures.Accumulate(_plan))}("
            + $"{string.Join(", ", epochs.Step.Tensors.Parameters.Select(Argument))}));";
    }

    private string Argument(MethodParameter parameter) =>
        parameter.Kind switch
        {
            ParameterKind.Batch => parameter.Name + "Feed.Batch",
            ParameterKind.Draws => Tensors + ".Draws",
            ParameterKind.GivenTensor => parameter.Text() + (epochs.Cpu is null ? "" : "!"),
            ParameterKind.Network or ParameterKind.Given or ParameterKind.Statistic or ParameterKind.OfRun => parameter.Text(),
        };

    private IEnumerable<string> OnCpu(CpuEpochsPlan cpu)
    {
        foreach (var (rows, augment) in cpu.Augments)
            yield return CpuAugmentEmitter.Call(
                augment,
                rows,
                augment.Cpu!.Parameters.Select(parameter =>
                    parameter.Kind == ParameterKind.Network ? PassFor(cpu, parameter.Name, rows) : CpuArgument(parameter)
                )
            );
        yield return $"{Identifiers.Member(Signatures.Accumulate(_plan))}("
            + $"{string.Join(", ", cpu.Step.Parameters.Select(CpuArgument).Append("cpu.Losses"))}"
            + $"{(_plan.Metrics.Count == 0 ? "" : ", cpu.Metrics")});";
    }

    /// <summary>An augmentation asks before the losses do: where they ask the same network, by a pass of its own.</summary>
    private string PassFor(CpuEpochsPlan cpu, string network, RowSource rows)
    {
        var before = cpu
            .Augments.TakeWhile(augment => augment.Rows != rows)
            .Count(augment => augment.Plan.Cpu!.Parameters.Networks().Contains(network));
        var number = cpu.Step.PassesOf(network) + before;
        return $"cpu[{epochs.IndexOf(network)}]{(number == 0 ? "" : $".Pass({number})")}";
    }

    private string CpuArgument(MethodParameter parameter) =>
        parameter.Kind switch
        {
            ParameterKind.Network => epochs.IsCachedOnCpu(parameter.Name)
                ? $"cpu.Cached({epochs.IndexOf(parameter.Name)})"
                : $"cpu[{epochs.IndexOf(parameter.Name)}]",
            ParameterKind.Batch => parameter.Name + "Feed.Rows",
            ParameterKind.Draws => "cpu.Draws",
            ParameterKind.Given or ParameterKind.GivenTensor or ParameterKind.Statistic or ParameterKind.OfRun => parameter.Text(),
        };
}
