using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;
using DeclarativeIL.Generators.Printing.Torch;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>What <c>Train</c> says of one phase: the choice of where it is computed, and the call of the epochs there.</summary>
internal sealed class PhaseEmitter(SourceWriter writer, AlgorithmPlan plan, EpochsPlan epochs)
{
    /// <summary>Writes the methods of the phase, in each form.</summary>
    public void Emit()
    {
        new FitEmitter(writer, plan, epochs).Emit();
        if (epochs.Cpu is { } cpu)
            new CpuFitEmitter(writer, plan.Scope, epochs, cpu).Emit();
    }

    /// <summary>Writes optimisers, or what stands for them without tensors.</summary>
    public void Optimizers()
    {
        if (epochs.Cpu is { } cpu)
            CpuFitEmitter.Choose(writer, epochs.Phase, cpu);
        foreach (var network in epochs.Phase.Networks)
        {
            var choice = epochs.Cpu is null ? "" : CpuFitEmitter.Variable(epochs.Phase) + " is not null ? null : ";
            var parameters = Signatures.Escape(network.Name) + ".Parameters";
            writer.Line(
                $"using var {network.Name}Optimizer = {choice}{RuntimeTypes.OptimizerFactory}.Create(options.Optimizer, {parameters});"
            );
        }
    }

    /// <summary>Writes the call of the epochs.</summary>
    public void Invoke(string seeds)
    {
        if (epochs.Cpu is not { } cpu)
        {
            writer.Line(FitEmitter.Call(epochs, plan.Scope, seeds, local => local));
            return;
        }
        writer.Line($"if ({CpuFitEmitter.Variable(epochs.Phase)} is not null)");
        using (writer.Indent())
            writer.Line(CpuFitEmitter.Call(epochs, cpu, plan.Scope, seeds));
        writer.Line("else");
        using (writer.Indent())
            writer.Line(FitEmitter.Call(epochs, plan.Scope, seeds, local => local + "!"));
    }
}
