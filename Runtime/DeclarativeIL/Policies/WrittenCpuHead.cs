using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Policies;

/// <summary>A declared head with a kernel that is written by hand; what it was not written for, the head's equations answer.</summary>
/// <param name="written">The kernel.</param>
/// <param name="equations">The head, by its equations.</param>
/// <param name="units">The units of its acts: the kernel knows the head's own only.</param>
internal sealed class WrittenCpuHead(WrittenKernel written, DeclaredCpuHead equations, ActUnits units) : PolicyCpuHead
{
    private double[] _extra = [];
    private int _width;
    private bool _isOpen; // whether the equations have taken in the present pass

    /// <inheritdoc/>
    public override bool TellsMembersApart => written.TellsMembersApart;

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) => equations.WidthOf(answer, outputs);

    /// <inheritdoc/>
    public override void Begin(ReadOnlySpan<double> outputs, int width, ReadOnlySpan<double> extra)
    {
        written.Begin(outputs, width, extra);
        if (_extra.Length != extra.Length)
            _extra = new double[extra.Length];
        extra.CopyTo(_extra);
        (_width, _isOpen) = (width, false);
    }

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs)
    {
        if (IsWritten(answer))
            written.Answer(answer, part, outputs);
        else
            Opened(outputs).Answer(answer, part, outputs);
    }

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        if (IsWritten(answer))
            written.Backward(answer, part, outputs, gradients, extra);
        else
            Opened(outputs).Backward(answer, part, outputs, gradients, extra);
    }

    /// <inheritdoc/>
    public override void End(Span<double> gradients)
    {
        written.End(gradients);
        if (_isOpen)
            equations.End(gradients);
    }

    /// <inheritdoc/>
    public override void BackwardToArguments(RowOutputs answer, int argument, CpuPart part, ReadOnlySpan<double> outputs, CpuColumn into)
    {
        if (IsWritten(answer))
            written.BackwardToArguments(answer, argument, part, outputs, into);
        else
            Opened(outputs).BackwardToArguments(answer, argument, part, outputs, into);
    }

    /// <inheritdoc/>
    public override void Say(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, double[] into, int first, int width)
    {
        if (IsWritten(answer))
            written.Say(answer.Member!.Value, part, outputs, into.AsSpan(first, part.Count * width));
        else
            Opened(outputs).Say(answer, part, outputs, into, first, width);
    }

    private bool IsWritten(RowOutputs answer) => !units.AreMapped && written.Knows(answer.Member!.Value);

    private DeclaredCpuHead Opened(ReadOnlySpan<double> outputs)
    {
        if (!_isOpen)
            equations.Begin(outputs, _width, _extra);
        _isOpen = true;
        return equations;
    }
}
