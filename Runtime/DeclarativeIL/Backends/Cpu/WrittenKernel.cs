namespace DeclarativeIL.Backends.Cpu;

/// <summary>What a declared head says, computed by hand for some of its members: as <see cref="CpuHead"/> for these.</summary>
internal abstract class WrittenKernel
{
    /// <inheritdoc cref="CpuHead.TellsMembersApart"/>
    public virtual bool TellsMembersApart => true;

    /// <summary>Whether it is written for questions that a member answers.</summary>
    public abstract bool Knows(HeadMember member);

    /// <inheritdoc cref="CpuHead.Begin"/>
    public abstract void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra);

    /// <inheritdoc cref="CpuHead.Answer"/>
    public abstract void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs);

    /// <inheritdoc cref="CpuHead.Backward"/>
    public abstract void Backward(
        RowOutputs answer,
        CpuPart part,
        ReadOnlySpan<double> outputs,
        Span<double> gradients,
        Span<double> extra
    );

    /// <inheritdoc cref="CpuHead.End"/>
    public virtual void End(Span<double> gradients) { }

    /// <inheritdoc cref="CpuHead.BackwardToArguments"/>
    public virtual void BackwardToArguments(RowOutputs answer, int argument, CpuPart part, ReadOnlySpan<double> outputs, CpuColumn into) =>
        throw CpuHead.WithoutGradient(answer, argument);

    /// <summary>What one member of an ensemble says of what all are asked together.</summary>
    /// <param name="member">The member of the head.</param>
    /// <param name="part">The rows.</param>
    /// <param name="outputs">All outputs.</param>
    /// <param name="into">[rows, width], filled.</param>
    public abstract void Say(HeadMember member, CpuPart part, ReadOnlySpan<double> outputs, Span<double> into);
}
