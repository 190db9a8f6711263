using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>The head of a policy without tensors: states alone enter the network.</summary>
internal abstract class PolicyCpuHead : CpuHead
{
    /// <inheritdoc/>
    public override ReadOnlySpan<CpuColumn> InputsOf(RowOutputs answer) => answer.Arguments.Slice(answer.StatePlace, 1);

    /// <inheritdoc/>
    public override int FirstInput(RowOutputs answer) => answer.StatePlace;

    /// <summary>What one member of an ensemble says about some rows, of a question that is about all, in the environment's units.</summary>
    /// <param name="answer">The answer to the question.</param>
    /// <param name="part">The rows.</param>
    /// <param name="outputs">All outputs.</param>
    /// <param name="into">[rows, width], filled from <paramref name="first"/> on.</param>
    /// <param name="first">The place of the first number.</param>
    /// <param name="width">Numbers per row.</param>
    public abstract void Say(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, double[] into, int first, int width);
}
