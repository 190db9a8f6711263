using DeclarativeIL.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// What a network's outputs mean: answers questions from them in closed form, and turns gradients of answers into one
/// gradient of the outputs, in closed form too. One object per forward pass.
/// </summary>
/// <param name="outputs">[n, out], what the body gave.</param>
internal abstract class Head(Tensor outputs) : IDisposable
{
    private readonly List<Tensor> _kept = [];

    /// <summary>[n, out], what the body gave.</summary>
    protected Tensor Outputs => outputs;

    /// <summary>The gradient with respect to the outputs; none while nothing was added.</summary>
    public Tensor? OutputGradient { get; private set; }

    /// <summary>Answers <paramref name="question"/>, the one of number <paramref name="index"/>, for some of the rows.</summary>
    public abstract Tensor Answer(Question question, int index, Rows rows);

    /// <summary>Adds what the gradient of an answer means for the outputs and for the head's own parameters.</summary>
    public abstract void Backward(Question question, int index, Rows rows, Tensor gradient);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        OutputGradient?.Dispose();
        foreach (var tensor in _kept)
            tensor.Dispose();
        _kept.Clear();
    }

    /// <summary>Frees <paramref name="tensor"/> with the pass.</summary>
    protected Tensor Keep(Tensor tensor)
    {
        _kept.Add(tensor);
        return tensor;
    }

    /// <summary>Takes over <paramref name="part"/>, the gradient with respect to some rows of the outputs.</summary>
    protected void Add(Tensor part, Rows rows)
    {
        if (OutputGradient is null && rows.IsAll)
        {
            OutputGradient = part;
            return;
        }
        OutputGradient ??= zeros_like(outputs);
        using (part)
        using (var view = rows.IsAll ? null : rows.Of(OutputGradient))
            (view ?? OutputGradient).add_(part);
    }

    /// <summary>That this policy cannot be asked.</summary>
    protected static NotSupportedException Unanswerable(string policy, Question question)
        => new($"A {policy} does not answer {Check.Describe(question)}.");
}
