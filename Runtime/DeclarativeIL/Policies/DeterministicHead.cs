using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>Outputs are the action itself, and every sample.</summary>
internal sealed class DeterministicHead(Tensor outputs, FlatParameters parameters) : Head(outputs, parameters)
{
    private const string Name = "deterministic policy";

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows) =>
        question is MeanQuestion || (question is SampleQuestion && !IsStacked)
            ? Own(rows.IsAll ? Outputs.alias() : rows.Of(Outputs))
            : throw Unanswerable(Name, question);

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        if (question is not (MeanQuestion or SampleQuestion))
            throw WithoutGradient(Name, question);
        Add(gradient.clone(), rows);
    }
}
