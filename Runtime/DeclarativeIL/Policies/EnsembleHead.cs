using DeclarativeIL.Backends.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The head of an ensemble by tensors: answers some questions as a whole, without a gradient; the members answer the others. The mean m of
/// the members' mean acts m_l, and 1/L sum_l (m_l - m)(m_l - m)^T. Of discrete acts the mean distribution, and its entropy less the mean of
/// the entropies, which is what an act tells about the member that chose it (Houlsby et al. 2011, "Bayesian active learning by
/// disagreement").
/// </summary>
internal sealed class EnsembleHead(Tensor outputs, FlatParameters parameters, DeclaredHead members) : Head(outputs, parameters)
{
    private static readonly Scalar Zero = 0.0;

    /// <inheritdoc/>
    public override Tensor? OutputGradient => members.OutputGradient;

    /// <inheritdoc/>
    public override Tensor Answer(Question question, int index, Rows rows)
    {
        if (!IsWhole(question))
            return members.Answer(question, index, rows);
        if (!members.CanAnswer(question))
            throw members.Unanswered(question);
        using var scope = NewDisposeScope();
        var each = members.Answer(question, index, rows); // [members, n, a] or [members, n, k]
        var whole = question switch
        {
            EnsembleMeanQuestion => each.mean([0]),
            EnsembleCovarianceQuestion => Covariance(each),
            EnsembleLogProbsQuestion => Mixed(each),
            EnsembleDisagreementQuestion => Disagreement(each),
            _ => throw members.Unanswered(question),
        };
        return Own(whole.DetachFromDisposeScope());
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

    private static bool IsWhole(Question question) => AnsweredByAttribute.Of(question.GetType()) is { IsWhole: true };

    private static Tensor Covariance(Tensor means)
    {
        using Scalar share = 1.0 / means.size(0);
        var apart = means.sub(means.mean([0])).permute(1, 2, 0); // [n, a, members]
        return apart.bmm(apart.transpose(1, 2)).mul_(share);
    }

    private static Tensor Mixed(Tensor each)
    {
        using Scalar count = Math.Log(each.size(0));
        return each.logsumexp(0).sub_(count);
    }

    private static Tensor Disagreement(Tensor each) =>
        Functions.EntropyOf(Mixed(each)).sub_(Functions.EntropyOf(each).mean([0])).clamp_min_(Zero);
}
