using DeclarativeIL.Backends.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The head of an ensemble: answers some questions as a whole, without a gradient; the members answer the others.</summary>
internal abstract class EnsembleHead(Tensor outputs, FlatParameters parameters, Head members) : Head(outputs, parameters)
{
    /// <inheritdoc/>
    public override Tensor? OutputGradient => members.OutputGradient;

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        if (!IsWhole(question))
            return members.Answer(question, index, rows);
        using var scope = NewDisposeScope();
        return Own(Whole(question, rows.Of(Outputs)).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public override void Backward(Question question, int index, Rows rows, Tensor gradient)
    {
        if (IsWhole(question))
            throw WithoutGradient("whole ensemble", question);
        members.Backward(question, index, rows, gradient);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        members.Dispose();
        base.Dispose();
    }

    /// <summary>Tells whether a question is about all members together.</summary>
    protected abstract bool IsWhole(Question question);

    /// <summary>The answer to such a question, from [members, n, out]; within a dispose scope.</summary>
    protected abstract Tensor Whole(Question question, Tensor outputs);
}

/// <summary>Outputs are the members' mean acts m_l: the mean m of the m_l, and 1/L sum_l (m_l - m)(m_l - m)^T.</summary>
internal sealed class MeanEnsembleHead(Tensor outputs, FlatParameters parameters, Head members) : EnsembleHead(outputs, parameters, members)
{
    /// <inheritdoc/>
    protected override bool IsWhole(Question question) => question is EnsembleMeanQuestion or EnsembleCovarianceQuestion;

    /// <inheritdoc/>
    protected override Tensor Whole(Question question, Tensor outputs)
    {
        var mean = outputs.mean([0]);
        if (question is EnsembleMeanQuestion)
            return mean;
        using Scalar share = 1.0 / outputs.size(0);
        var apart = outputs.sub(mean).permute(1, 2, 0); // [n, a, members]
        return apart.bmm(apart.transpose(1, 2)).mul_(share);
    }
}

/// <summary>
/// Outputs are the members' logits: the mean distribution, and its entropy less the mean of the entropies, which is what an
/// action tells about the member that chose it (Houlsby et al. 2011, "Bayesian active learning by disagreement").
/// </summary>
internal sealed class DiscreteEnsembleHead(Tensor outputs, FlatParameters parameters, Head members)
    : EnsembleHead(outputs, parameters, members)
{
    private static readonly Scalar Zero = 0.0;

    /// <inheritdoc/>
    protected override bool IsWhole(Question question) => question is EnsembleDisagreementQuestion or EnsembleLogProbsQuestion;

    /// <inheritdoc/>
    protected override Tensor Whole(Question question, Tensor outputs)
    {
        using Scalar count = Math.Log(outputs.size(0));
        var each = outputs.log_softmax(2);
        var mixed = each.logsumexp(0).sub_(count);
        if (question is EnsembleLogProbsQuestion)
            return mixed;
        return Entropy(mixed).sub_(Entropy(each).mean([0])).clamp_min_(Zero);
    }

    private static Tensor Entropy(Tensor logProbabilities) => logProbabilities.exp().mul_(logProbabilities).sum(dim: -1).neg_();
}
