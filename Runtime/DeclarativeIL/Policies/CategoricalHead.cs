using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Outputs are logits z; p = softmax(z). With H the entropy: d log p_i / dz_j = [i = j] - p_j and dH/dz_j = -p_j (log p_j + H).
/// </summary>
internal sealed class CategoricalHead : Head
{
    private const string Name = "categorical policy";

    private static readonly Scalar MinusOne = -1.0;

    private readonly Dictionary<int, Tensor> _saved = []; // per question: the actions' numbers, or the entropies
    private readonly Tensor _logProbabilities;
    private Tensor? _probabilities;

    public CategoricalHead(Tensor logits, FlatParameters parameters)
        : base(logits, parameters) => _logProbabilities = Own(logits.log_softmax(logits.dim() - 1));

    private Tensor Probabilities => _probabilities ??= Own(_logProbabilities.exp().DetachFromDisposeScope());

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        using var part = rows.IsAll ? null : rows.Of(_logProbabilities);
        var logProbabilities = part ?? _logProbabilities;
        switch (question)
        {
            case LogProbQuestion asked:
                CheckActs(asked, "Action", asked.Action, rows.Count, 1);
                using (var column = Gather(asked, "Action", asked.Action, index, logProbabilities))
                    return Own(column.squeeze(-1));
            case LogProbsOfQuestion asked:
                CheckSeveral(asked, "Actions", asked.Actions, rows.Count, 1);
                using (var numbers = asked.Actions.squeeze(-1))
                    return Own(Gather(asked, "Actions", numbers, index, logProbabilities));
            case LogProbsQuestion:
                return Own(logProbabilities.alias());
            case EntropyQuestion:
                using (var probabilities = rows.IsAll ? null : rows.Of(Probabilities))
                using (var terms = (probabilities ?? Probabilities).mul(logProbabilities))
                    return _saved[index] = Own(terms.sum(dim: -1).neg_());
            case SampleQuestion asked when !IsStacked:
                return Own(Sample(asked.Draws, rows));
            default:
                throw Unanswerable(Name, question);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        using var part = rows.IsAll ? null : rows.Of(Probabilities);
        var probabilities = part ?? Probabilities;
        switch (question)
        {
            case LogProbQuestion:
                using (var column = gradient.unsqueeze(-1))
                using (var target = GradientOf(rows))
                    target.addcmul_(probabilities, column, MinusOne).scatter_add_(-1, _saved[index], column);
                break;
            case LogProbsOfQuestion:
                using (var total = gradient.sum(dim: -1, keepdim: true))
                using (var target = GradientOf(rows))
                    target.addcmul_(probabilities, total, MinusOne).scatter_add_(-1, _saved[index], gradient);
                break;
            case LogProbsQuestion:
                using (var total = gradient.sum(dim: -1, keepdim: true))
                using (var target = GradientOf(rows))
                    target.addcmul_(probabilities, total, MinusOne).add_(gradient, Alpha.One);
                break;
            case EntropyQuestion:
                EntropyBackward(index, rows, probabilities, gradient);
                break;
            default:
                throw WithoutGradient(Name, question);
        }
    }

    private void EntropyBackward(int index, Rows rows, Tensor probabilities, Tensor gradient)
    {
        using var column = gradient.unsqueeze(-1);
        using var entropy = _saved[index].unsqueeze(-1);
        using var logProbabilities = rows.IsAll ? null : rows.Of(_logProbabilities);
        using var slopes = (logProbabilities ?? _logProbabilities).add(entropy, Alpha.One).mul_(probabilities);
        using var target = GradientOf(rows);
        target.addcmul_(slopes, column, MinusOne);
    }

    private Tensor Gather(Question question, string name, Tensor actions, int index, Tensor logProbabilities)
    {
        Check.Indices(question, name, actions, (int)Width);
        var chosen = _saved[index] = Own(actions.to(ScalarType.Int64));
        return logProbabilities.gather(-1, chosen);
    }

    /// <summary>
    /// The first action whose cumulated probability exceeds the draw, [n, 1]: counted where the network is, without waiting
    /// for it. The cumulated probability rises at the chosen action, so that an impossible one is never chosen.
    /// </summary>
    private Tensor Sample(DrawBatch draws, Rows rows)
    {
        using var scope = NewDisposeScope();
        using Scalar last = Width - 1;
        var cumulated = rows.Of(Probabilities).cumsum(1);
        var reached = DrawnTensors.Uniform(draws, rows.Count, Parameters).mul_(cumulated.narrow(1, Width - 1, 1));
        return cumulated.le(reached).sum(1, keepdim: true).clamp_max(last).to(Parameters.Type).MoveToOuterDisposeScope();
    }
}
