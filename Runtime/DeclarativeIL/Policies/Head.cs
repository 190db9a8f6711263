using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The meaning of a network's outputs: answers questions from them in closed form, and turns gradients of answers into one
/// gradient of the outputs, in closed form too. One object per forward pass. Where the outputs have a leading dimension, one
/// for each member of an ensemble, so have arguments, answers and gradients.
/// </summary>
/// <param name="outputs">[n, out] or [members, n, out], what the body gave.</param>
/// <param name="parameters">Whose number type and device the arguments must have.</param>
internal abstract class Head(Tensor outputs, FlatParameters parameters) : IDisposable
{
    private readonly List<Tensor> _kept = [];
    private Tensor? _outputGradient;

    /// <summary>The outputs of the body.</summary>
    protected Tensor Outputs => outputs;

    /// <summary>Numbers per row that the body gave.</summary>
    protected long Width => outputs.size((int)outputs.dim() - 1);

    /// <summary>True if there is a leading dimension for the members of an ensemble.</summary>
    protected bool IsStacked => outputs.dim() == 3;

    /// <summary>Whose number type and device the arguments have.</summary>
    protected FlatParameters Parameters => parameters;

    /// <summary>The gradient with respect to the outputs; none while nothing was added.</summary>
    public virtual Tensor? OutputGradient => _outputGradient;

    /// <summary>Answers <paramref name="question"/>, the one of number <paramref name="index"/>, for some of the rows.</summary>
    public abstract Tensor Answer(Question question, int index, Rows rows);

    /// <summary>Adds what the gradient of an answer means for the outputs and for the head's own parameters.</summary>
    public abstract void Backward(Question question, int index, Rows rows, Tensor gradient);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _outputGradient?.Dispose();
        foreach (var tensor in _kept)
            tensor.Dispose();
        _kept.Clear();
    }

    /// <summary>Throws unless <paramref name="acts"/> is [rows, columns], or that for each member.</summary>
    protected void CheckActs(Question question, string name, Tensor acts, long rows, long columns)
    {
        if (IsStacked)
            Check.Tensor(question, name, acts, parameters, outputs.size(0), rows, columns);
        else
            Check.Tensor(question, name, acts, parameters, rows, columns);
    }

    /// <summary>Throws unless <paramref name="acts"/> is [rows, several, columns], or that for each member.</summary>
    protected void CheckSeveral(Question question, string name, Tensor acts, long rows, long columns)
    {
        if (IsStacked)
            Check.Tensor(question, name, acts, parameters, outputs.size(0), rows, Dimension.Any, columns);
        else
            Check.Tensor(question, name, acts, parameters, rows, Dimension.Any, columns);
    }

    /// <summary>Frees <paramref name="tensor"/> with the pass.</summary>
    protected Tensor Own(Tensor tensor)
    {
        _kept.Add(tensor);
        return tensor;
    }

    /// <summary>
    /// Takes over a gradient with respect to all outputs. Nothing is written into it, so that it may be a view of what is the caller's.
    /// </summary>
    protected void Add(Tensor gradient)
    {
        using var before = _outputGradient;
        _outputGradient = (before is null ? gradient : before.add(gradient, Alpha.One)).DetachFromDisposeScope();
    }

    /// <summary>A view of the gradient with respect to some rows of the outputs, to be added to; the caller disposes it.</summary>
    protected Tensor GradientOf(Rows rows)
    {
        _outputGradient ??= zeros_like(outputs).DetachFromDisposeScope();
        return rows.IsAll ? _outputGradient.alias() : rows.Of(_outputGradient);
    }

    /// <summary>That this policy cannot be asked.</summary>
    protected static NotSupportedException Unanswerable(string policy, Question question) =>
        new($"A {policy} does not answer {Check.Describe(question)}.");

    /// <summary>That no gradient is taken back.</summary>
    protected static NotSupportedException WithoutGradient(string policy, Question question) =>
        new($"{Check.Describe(question)}: the answer of a {policy} has no gradient.");
}
