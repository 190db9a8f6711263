using DeclarativeIL.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Outputs are the means m. With z = (x - m) / s and l = log s per component:
/// log p = -sum(z^2 / 2 + l) - a/2 log(2 pi), d/dm = z / s, d/dl = z^2 - 1; entropy = sum(l) + a/2 log(2 pi e), d/dl = 1.
/// </summary>
internal sealed class GaussianHead : Head
{
    private static readonly Scalar MinusHalf = -0.5, MinusOne = -1.0;

    private readonly FlatParameters _parameters;
    private readonly LogDeviation _deviation;
    private readonly Dictionary<int, Tensor> _scaled = [];               // per question: z
    private readonly Tensor _log, _inverse;

    public GaussianHead(Tensor means, FlatParameters parameters, LogDeviation deviation)
        : base(means)
    {
        (_parameters, _deviation) = (parameters, deviation);
        _log = Keep(deviation.Log());
        using var negative = _log.neg();
        _inverse = Keep(negative.exp());
    }

    private double Width => Outputs.size(1);

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        switch (question)
        {
            case LogProbQuestion asked:
                Check.Matrix(asked, "Action", asked.Action, rows.Count, (int)Outputs.size(1), _parameters);
                return LogProb(asked.Action, index, rows);
            case EntropyQuestion:
                using (Scalar constant = Width / 2 * Math.Log(2 * Math.PI * Math.E))
                using (var entropy = _log.sum().add_(constant))
                using (var every = entropy.expand(rows.Count))
                    return Keep(every.contiguous());
            case MeanQuestion:
                return Keep(rows.IsAll ? Outputs.alias() : rows.Of(Outputs));
            default:
                throw Unanswerable("Gaussian policy", question);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        switch (question)
        {
            case LogProbQuestion:
                using (var column = gradient.unsqueeze(1))
                {
                    var z = _scaled[index];
                    Add(z.mul(_inverse).mul_(column), rows);
                    using var slopes = z.square().add_(MinusOne).mul_(column);
                    using var total = slopes.sum(dim: 0);
                    _deviation.Backward(total);
                }
                break;
            case EntropyQuestion:
                using (var total = gradient.sum())
                    _deviation.Backward(total);
                break;
            default:
                Add(gradient.clone(), rows);
                break;
        }
    }

    private Tensor LogProb(Tensor action, int index, Rows rows)
    {
        using var part = rows.IsAll ? null : rows.Of(Outputs);
        var z = _scaled[index] = Keep(action.sub(part ?? Outputs).mul_(_inverse));
        using Scalar constant = Width / 2 * Math.Log(2 * Math.PI);
        using var norm = _log.sum().add_(constant);
        using var squares = z.square();
        return Keep(squares.sum(dim: 1).mul_(MinusHalf).sub_(norm));
    }
}
