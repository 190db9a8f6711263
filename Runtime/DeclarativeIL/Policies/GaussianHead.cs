using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Outputs are the means m. With z = (x - m) / s and l = log s per component:
/// log p = -sum(z^2 / 2 + l) - a/2 log(2 pi), d/dm = z / s, d/dx = -z / s, d/dl = z^2 - 1; entropy = sum(l) + a/2 log(2 pi e),
/// d/dl = 1; sample = m + s e with e a standard normal draw, d/dm = 1, d/dl = s e.
/// </summary>
internal sealed class GaussianHead : Head
{
    private const string Name = "Gaussian policy";
    private static readonly Scalar MinusHalf = -0.5,
        MinusOne = -1.0;

    private readonly LogDeviation _deviation;
    private readonly Dictionary<int, Tensor> _saved = []; // per question: z, or s e
    private readonly Tensor _log,
        _inverse; // [a], or [members, 1, a]

    public GaussianHead(Tensor means, FlatParameters parameters, LogDeviation deviation)
        : base(means, parameters)
    {
        _deviation = deviation;
        _log = Own(deviation.Log());
        using var negative = _log.neg();
        _inverse = Own(negative.exp());
    }

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        switch (question)
        {
            case LogProbQuestion asked:
                CheckActs(asked, "Action", asked.Action, rows.Count, Width);
                return LogProb(asked.Action, index, rows, several: false);
            case LogProbsOfQuestion asked:
                CheckSeveral(asked, "Actions", asked.Actions, rows.Count, Width);
                return LogProb(asked.Actions, index, rows, several: true);
            case EntropyQuestion:
                using (var entropy = LogSum(Width / 2.0 * Math.Log(2 * Math.PI * Math.E)))
                using (var every = IsStacked ? entropy.expand(-1, rows.Count) : entropy.expand(rows.Count))
                    return Own(every.contiguous());
            case MeanQuestion:
                return Own(rows.IsAll ? Outputs.alias() : rows.Of(Outputs));
            case SampleQuestion asked when !IsStacked:
                using (var deviation = _log.exp())
                using (var part = rows.IsAll ? null : rows.Of(Outputs))
                {
                    var noise = _saved[index] = Own(DrawnTensors.Gaussian(asked.Draws, rows.Count, Width, Parameters).mul_(deviation));
                    return Own(noise.add(part ?? Outputs, Alpha.One));
                }
            default:
                throw Unanswerable(Name, question);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        switch (question)
        {
            case LogProbQuestion or LogProbsOfQuestion:
                LogProbBackward(index, rows, gradient, several: question is LogProbsOfQuestion);
                break;
            case EntropyQuestion:
                using (var sums = IsStacked ? gradient.sum(dim: 1, keepdim: true) : gradient.sum())
                using (var total = sums.unsqueeze(-1))
                    _deviation.Backward(total);
                break;
            case MeanQuestion:
                Add(gradient.clone(), rows);
                break;
            case SampleQuestion:
                Add(gradient.clone(), rows);
                using (var slopes = _saved[index].mul(gradient))
                using (var total = slopes.sum(dim: 0))
                    _deviation.Backward(total);
                break;
            default:
                throw WithoutGradient(Name, question);
        }
    }

    /// <summary>The gradient of a log-probability with respect to its action or actions; the caller disposes it.</summary>
    public Tensor ActionGradient(int index, Tensor gradient, bool several)
    {
        using var inverse = Broadcast(_inverse, several);
        using var column = gradient.unsqueeze(-1);
        return _saved[index].mul(inverse).mul_(column).neg_();
    }

    /// <summary>[..., n], or [..., n, K] of <paramref name="several"/> actions a row.</summary>
    private Tensor LogProb(Tensor action, int index, Rows rows, bool several)
    {
        using var scope = NewDisposeScope();
        var means = rows.Of(Outputs);
        var z = action.sub(several ? means.unsqueeze(-2) : means).mul_(Broadcast(_inverse, several));
        var norm = LogSum(Width / 2.0 * Math.Log(2 * Math.PI));
        var answer = z.mul(z).sum(dim: -1).mul_(MinusHalf).sub_(several && IsStacked ? norm.unsqueeze(-1) : norm);
        _saved[index] = Own(z.DetachFromDisposeScope());
        return Own(answer.DetachFromDisposeScope());
    }

    private void LogProbBackward(int index, Rows rows, Tensor gradient, bool several)
    {
        using var scope = NewDisposeScope();
        var z = _saved[index];
        var column = gradient.unsqueeze(-1);
        var means = z.mul(Broadcast(_inverse, several)).mul_(column);
        var slopes = z.mul(z).add_(MinusOne, Alpha.One).mul_(column);
        if (several)
            (means, slopes) = (means.sum(dim: -2), slopes.sum(dim: -2));
        Add(means.DetachFromDisposeScope(), rows);
        _deviation.Backward(slopes.sum(dim: -2, keepdim: IsStacked));
    }

    /// <summary>sum(l) + constant: one number, or [members, 1].</summary>
    private Tensor LogSum(double constant)
    {
        using Scalar added = constant;
        return _log.sum(dim: -1).add_(added, Alpha.One);
    }

    /// <summary>Room for several actions a row between rows and components.</summary>
    private Tensor Broadcast(Tensor components, bool several) => several && IsStacked ? components.unsqueeze(-2) : components.alias();
}
