using DeclarativeIL.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Outputs are logits z; p = softmax(z). With H the entropy: d log p_i / dz_j = [i = j] - p_j and dH/dz_j = -p_j (log p_j + H).
/// </summary>
internal sealed class CategoricalHead : Head
{
    private readonly FlatParameters _parameters;
    private readonly Dictionary<int, Tensor> _saved = [];                // per question: the actions' numbers, or the entropies
    private readonly Tensor _logProbabilities;
    private Tensor? _probabilities;

    public CategoricalHead(Tensor logits, FlatParameters parameters)
        : base(logits)
    {
        _parameters = parameters;
        _logProbabilities = Keep(logits.log_softmax(1));
    }

    private Tensor Probabilities => _probabilities ??= Keep(_logProbabilities.exp());

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        using var part = rows.IsAll ? null : rows.Of(_logProbabilities);
        var logProbabilities = part ?? _logProbabilities;
        switch (question)
        {
            case LogProbQuestion asked:
                Check.Matrix(asked, "Action", asked.Action, rows.Count, 1, _parameters);
                Check.Indices(asked, "Action", asked.Action, (int)Outputs.size(1));
                var chosen = _saved[index] = Keep(asked.Action.to(ScalarType.Int64));
                using (var column = logProbabilities.gather(1, chosen))
                    return Keep(column.view(-1));
            case EntropyQuestion:
                using (var probabilities = rows.IsAll ? null : rows.Of(Probabilities))
                using (var terms = (probabilities ?? Probabilities).mul(logProbabilities))
                    return _saved[index] = Keep(terms.sum(1).neg_());
            default:
                throw Unanswerable("categorical policy", question);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        using var part = rows.IsAll ? null : rows.Of(Probabilities);
        var probabilities = part ?? Probabilities;
        using var column = gradient.unsqueeze(1);
        using var negative = column.neg();
        if (question is LogProbQuestion)
        {
            Add(probabilities.mul(negative).scatter_add_(1, _saved[index], column), rows);
            return;
        }
        using var entropy = _saved[index].unsqueeze(1);
        using var logProbabilities = rows.IsAll ? null : rows.Of(_logProbabilities);
        Add((logProbabilities ?? _logProbabilities).add(entropy).mul_(probabilities).mul_(negative), rows);
    }
}
