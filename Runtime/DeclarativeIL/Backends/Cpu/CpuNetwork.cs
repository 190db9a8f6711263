using System.ComponentModel;
using DeclarativeIL.Generated;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// A network without tensors: it answers questions about the columns of a batch in plain numbers, and takes the gradients of the
/// answers. It allocates in the first step only.
/// </summary>
/// <remarks>
/// A step asks the same questions about the same columns in the same order, then calls <see cref="Forward"/>, reads the
/// answers, gives gradients, and calls <see cref="Backward()"/>. Not safe for use by several threads at once.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class CpuNetwork : IDisposable
{
    private readonly List<RowOutputs> _answers = [];
    private readonly ScratchBuffers _scratch = new();
    private readonly List<CpuNetwork> _passes = [];
    private int _next;

    /// <summary>Asks a question about every row.</summary>
    /// <typeparam name="TQuestion">The question, by the name of its batched form.</typeparam>
    /// <param name="arguments">What is asked about, in the order of the question's constructor.</param>
    /// <returns>Filled by <see cref="Forward"/>; the same object as in the last step.</returns>
    public RowOutputs Ask<TQuestion>(params ReadOnlySpan<CpuColumn> arguments)
        where TQuestion : Question
    {
        if (_next < _answers.Count && _answers[_next].Is(typeof(TQuestion), arguments))
            return _answers[_next++];
        _answers.RemoveRange(_next, _answers.Count - _next);
        _answers.Add(new(typeof(TQuestion), arguments));
        return _answers[_next++];
    }

    /// <summary>Answers everything that was asked since the last call, in one pass.</summary>
    public void Forward()
    {
        _answers.RemoveRange(_next, _answers.Count - _next);
        _next = 0;
        AnswerAll(_answers);
    }

    /// <summary>
    /// The same network with answers and buffers of its own, for what is asked about answers while these still wait for their
    /// gradients. Gradients of all passes gather in the same parameters.
    /// </summary>
    /// <param name="number">Which pass; 0 is this one.</param>
    public CpuNetwork Pass(int number)
    {
        while (_passes.Count < number)
            _passes.Add(Again());
        return number == 0 ? this : _passes[number - 1];
    }

    /// <summary>Fills <see cref="RowOutputs.ArgumentGradient"/>; the parameters' gradients stay as they are.</summary>
    public void BackwardToArguments() => BackwardToArguments(_answers);

    /// <summary>Runs the backward pass: adds the derivative with respect to the parameters to their gradients.</summary>
    public void Backward()
    {
        if (!EvaluationMode.IsOn)
            Backward(_answers);
    }

    /// <summary>The same network for the epochs over a data set, in which it does not change: each row is asked about once.</summary>
    /// <param name="rows">Rows of the data set.</param>
    public CpuNetwork Cached(int rows) => new CachedNetwork(this, rows);

    /// <summary>Scratch memory for a vector that an equation computes on the way; the same from step to step.</summary>
    /// <param name="place">Which, from 0.</param>
    /// <param name="width">Its size.</param>
    public double[] Scratch(int place, int width) => _scratch.Of(place, width);

    /// <summary>Takes the parameters from the network that this stands for.</summary>
    public virtual void Load() { }

    /// <summary>Hands the parameters to the network that this stands for.</summary>
    public virtual void Store() { }

    /// <summary>Makes all gradients 0.</summary>
    public virtual void ZeroGradients() { }

    /// <summary>One step of the optimiser with the gradients that have gathered.</summary>
    /// <param name="learningRate">The size of the step, above 0.</param>
    public virtual void Step(double learningRate) => throw new NotSupportedException($"{GetType().Name} is asked, not trained.");

    /// <summary>
    /// Moves the parameters a fraction of the way to another network's (Polyak averaging, as <see cref="Targets.PolyakUpdate"/>).
    /// </summary>
    /// <param name="source">A network of the same sizes.</param>
    /// <param name="tau">From 0 to 1.</param>
    /// <exception cref="ArgumentException">The networks are not of one kind and of the same sizes.</exception>
    public virtual void PolyakUpdate(CpuNetwork source, double tau) =>
        throw new NotSupportedException($"{GetType().Name} follows no other network.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The sum of the squares of all gradients that have gathered; NaN where it is not known.</summary>
    internal virtual double GradientSquares() => double.NaN;

    /// <summary>Writes what the optimiser remembers; nothing where there is none.</summary>
    internal virtual void SaveOptimizer(BinaryWriter state) { }

    /// <summary>Takes back what <see cref="SaveOptimizer"/> of an equal one wrote.</summary>
    internal virtual void RestoreOptimizer(BinaryReader state) { }

    /// <summary>Says that there will be no backward pass, so that nothing has to be kept for it.</summary>
    internal virtual void OnlyAnswer() { }

    /// <summary>Has another network fill the answers.</summary>
    private protected static void Ask(CpuNetwork network, IReadOnlyList<RowOutputs> answers) => network.AnswerAll(answers);

    /// <summary>Has another network run its backward pass.</summary>
    private protected static void Backward(CpuNetwork network, IReadOnlyList<RowOutputs> answers) => network.Backward(answers);

    /// <summary>Fills every answer: <see cref="RowOutputs.Resize"/>, then <see cref="RowOutputs.Values"/>.</summary>
    protected abstract void AnswerAll(IReadOnlyList<RowOutputs> answers);

    /// <summary>
    /// Takes every <see cref="RowOutputs.Gradients"/> back to the parameters, but for answers that are <see cref="RowOutputs.IsDetached"/>.
    /// </summary>
    protected abstract void Backward(IReadOnlyList<RowOutputs> answers);

    /// <summary>Fills every column of <see cref="RowOutputs.Given"/> that is wanted.</summary>
    protected virtual void BackwardToArguments(IReadOnlyList<RowOutputs> answers) =>
        throw new NotSupportedException($"{GetType().Name} has no gradient with respect to what it is asked about.");

    /// <summary>Another pass of the same network.</summary>
    protected virtual CpuNetwork Again() => throw new NotSupportedException($"{GetType().Name} is asked about columns alone.");

    /// <summary>Frees what is not memory of its own.</summary>
    protected virtual void Dispose(bool disposing) { }
}
