namespace DeclarativeIL.Backends.Cpu;

/// <summary>Outputs are the answers: a critic's number, a vector of features.</summary>
/// <param name="question">What it answers.</param>
/// <param name="code">Of acts that enter by <see cref="InputForm.Parts"/>.</param>
/// <param name="forms">How each argument enters the network.</param>
internal sealed class CpuPlain(Type question, ActCode? code, params InputForm[] forms) : CpuHead
{
    /// <param name="question">What it answers, about what enters as it is.</param>
    public CpuPlain(Type question)
        : this(question, null) { }

    /// <inheritdoc/>
    public override ActCode? Code => code;

    /// <inheritdoc/>
    public override bool HasInputGradients => true;

    /// <inheritdoc/>
    public override InputForm FormOf(int argument) => forms.Length > argument ? forms[argument] : InputForm.Vector;

    /// <inheritdoc/>
    public override int WidthOf(RowOutputs answer, int outputs) => answer.Question == question ? outputs : throw Unanswerable(answer);

    /// <inheritdoc/>
    public override bool TellsMembersApart => false;

    /// <inheritdoc/>
    public override void Answer(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs)
    {
        var width = answer.Width;
        var values = answer.Values;
        for (var i = 0; i < part.Count * width; i++)
            values[(part.FirstAnswer * width) + i] = outputs[(part.FirstOutput * width) + i];
    }

    /// <inheritdoc/>
    public override void Backward(RowOutputs answer, CpuPart part, ReadOnlySpan<double> outputs, Span<double> gradients, Span<double> extra)
    {
        var width = answer.Width;
        var given = answer.Gradients;
        for (var i = 0; i < part.Count * width; i++)
            gradients[(part.FirstOutput * width) + i] += given[(part.FirstAnswer * width) + i];
    }
}
