using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// The outputs of a language model for the questions of one call: with one graph, or, where that would be too large, without.
/// </summary>
internal sealed class SequenceOutputs(SequencePolicy owner, Question[] questions, Rows[] rows, IReadOnlyList<SequenceRow> sequences)
    : NetworkOutputs
{
    private readonly Tensor?[] _answers = new Tensor?[questions.Length];
    private readonly List<ulong> _seeds = []; // of the passes that are repeated for their gradients
    private CompletionPass? _pass;
    private bool _isFrozen,
        _trains;

    public SequencePolicy Owner => owner;

    public Question[] Questions => questions;

    public Rows[] Rows => rows;

    public IReadOnlyList<SequenceRow> Sequences => sequences;

    /// <inheritdoc/>
    public override int Count => questions.Length;

    /// <inheritdoc/>
    public override Tensor this[int index] => _answers[index]!;

    public void Set(int index, Tensor answer) => _answers[index] = answer;

    /// <summary>Log-probabilities of all rows, then the answers that are made of them.</summary>
    /// <param name="frozen">Whether no gradient will be asked for.</param>
    /// <param name="trains">Whether it is for a step of training.</param>
    public void Ask(bool frozen, bool trains)
    {
        if (sequences.Count == 0)
            return;
        using var scope = NewDisposeScope();
        (_isFrozen, _trains) = (frozen, trains && !frozen);
        var most = owner.PassRows(frozen);
        if (!frozen && sequences.Count <= most)
            _pass = Pass(sequences, keepsGraph: true, null);
        var all = _pass?.LogProbs ?? cat([.. Passes(most).Select(part => Quietly(part))]);
        for (var i = 0; i < rows.Length; i++)
            if (questions[i] is LogProbQuestion)
                Set(i, all.narrow(0, rows[i].Start, rows[i].Count).DetachFromDisposeScope());
            else if (questions[i] is LogProbsOfQuestion { Actions: var actions })
                Set(i, all.narrow(0, rows[i].Start, rows[i].Count).view(actions.size(0), actions.size(1)).DetachFromDisposeScope());
    }

    /// <summary>Adds to the model's gradients.</summary>
    /// <param name="gradient">[rows], with respect to the log-probabilities.</param>
    public void Backward(Tensor gradient)
    {
        if (_isFrozen)
            throw new InvalidOperationException(
                "These answers are a frozen policy's: they keep nothing for a gradient. Set IsFrozen to false before asking."
            );
        if (_pass is not null)
        {
            _pass.Backward(gradient);
            return;
        }
        var (start, number) = (0, 0);
        foreach (var part in Passes(owner.PassRows(frozen: false)))
        {
            using var scope = NewDisposeScope();
            using var pass = Pass(part, keepsGraph: true, _trains && owner.Guard.TellsTraining ? _seeds[number] : null);
            pass.Backward(gradient.narrow(0, start, part.Count));
            (start, number) = (start + part.Count, number + 1);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var answer in _answers)
            answer?.Dispose();
        _pass?.Dispose();
    }

    private Tensor Quietly(IReadOnlyList<SequenceRow> part)
    {
        ulong? seed = null;
        if (_trains && owner.Guard.TellsTraining)
            _seeds.Add((seed = LayerNoise.Repeatable()).Value);
        using var pass = Pass(part, keepsGraph: false, seed);
        return pass.LogProbs.alias();
    }

    /// <summary>In the mode that the questions are asked in.</summary>
    private CompletionPass Pass(IReadOnlyList<SequenceRow> part, bool keepsGraph, ulong? seed)
    {
        CompletionPass Run() => new(owner.Model, part, owner.Parameters, keepsGraph);
        return _trains ? owner.Guard.Train(Run, part.Count, seed) : owner.Guard.Evaluate(Run);
    }

    private IEnumerable<IReadOnlyList<SequenceRow>> Passes(int most)
    {
        for (var start = 0; start < sequences.Count; start += most)
            yield return [.. sequences.Skip(start).Take(most)];
    }
}
