using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>One forward pass of a policy: the answers, and the body's and the head's share of what the backward pass needs.</summary>
internal sealed class PolicyOutputs(
    PolicyNetwork owner,
    Question[] questions,
    Rounding rounding,
    QuestionBatch batch,
    BodyPass? body,
    Head? head
) : NetworkOutputs
{
    private readonly Tensor?[] _answers = new Tensor?[questions.Length];

    public PolicyNetwork Owner => owner;

    public IReadOnlyList<Question> Questions => questions;

    public QuestionBatch Batch => batch;

    public BodyPass? Body => body;

    public Head? Head => head;

    /// <inheritdoc/>
    public override int Count => questions.Length;

    /// <inheritdoc/>
    public override Tensor this[int index] => _answers[index]!;

    public void Set(int index, Tensor answer) => _answers[index] = answer;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var answer in _answers)
            answer?.Dispose();
        head?.Dispose();
        body?.Dispose();
        batch.Dispose();
        rounding.Dispose();
    }
}
