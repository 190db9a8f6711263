using DeclarativeIL.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>Outputs are the action itself.</summary>
internal sealed class DeterministicHead(Tensor outputs) : Head(outputs)
{
    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
        => question is MeanQuestion
            ? Keep(rows.IsAll ? Outputs.alias() : rows.Of(Outputs))
            : throw Unanswerable("deterministic policy", question);

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient) => Add(gradient.clone(), rows);
}
