using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The equations of <see cref="CategoricalHead"/> by tensors, in as few operations as there can be: small batches cost what the number of
/// operations costs. With p = softmax(logits) and H the entropy: d log p_i / dz_j = [i = j] - p_j and dH/dz_j = -p_j (log p_j + H).
/// </summary>
/// <param name="declared">The generated equations, which tests compare with these.</param>
internal sealed class CategoricalByTensors(HeadEquations declared) : HeadEquations
{
    private const int LogProbability = 0,
        Probability = 1,
        FiniteLog = 2, // log p, or so little that its exponential is 0, instead of minus infinity: 0 log 0 is 0
        EntropyOfRow = 3;

    /// <inheritdoc/>
    public override string Kind => declared.Kind;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> Columns => declared.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Declared => declared.Declared;

    /// <inheritdoc/>
    public override IReadOnlyList<HeadDraw> SampleDraws => declared.SampleDraws;

    /// <inheritdoc/>
    public override IReadOnlyList<int> KeptLikeColumns { get; } = [0, 0, 0, -1];

    /// <inheritdoc/>
    public override Tensor Keep(int index, HeadTensors batch) =>
        index switch
        {
            LogProbability => batch.Column(0).log_softmax(-1),
            Probability => batch.Kept(LogProbability).exp(),
            FiniteLog => Functions.FiniteLogs(batch.Kept(LogProbability)),
            _ => batch.Kept(Probability).mul(batch.Kept(FiniteLog)).sum(-1).neg_(),
        };

    /// <inheritdoc/>
    public override Tensor LogProb(HeadTensors batch) => Vector.Component(batch.Kept(LogProbability), batch.Act);

    /// <inheritdoc/>
    public override void LogProbGradient(HeadTensors batch, Tensor gradient)
    {
        var column = gradient.unsqueeze(-1);
        var slopes = batch.Kept(Probability).mul(column.neg());
        batch.AddGradient(0, slopes.scatter_add_(-1, Vector.Places(slopes, batch.Act), column));
    }

    /// <inheritdoc/>
    public override Tensor LogProbs(HeadTensors batch) => batch.Kept(LogProbability);

    /// <inheritdoc/>
    public override void LogProbsGradient(HeadTensors batch, Tensor gradient)
    {
        var total = gradient.sum(dim: -1, keepdim: true);
        batch.AddGradient(0, gradient.addcmul(batch.Kept(Probability), total, Alpha.MinusOne));
    }

    /// <inheritdoc/>
    public override Tensor Entropy(HeadTensors batch) => batch.Kept(EntropyOfRow);

    /// <inheritdoc/>
    public override void EntropyGradient(HeadTensors batch, Tensor gradient)
    {
        var entropies = batch.Kept(EntropyOfRow).unsqueeze(-1);
        var slopes = batch.Kept(FiniteLog).add(entropies, Alpha.One).mul_(batch.Kept(Probability));
        batch.AddGradient(0, slopes.mul_(gradient.neg().unsqueeze(-1)));
    }

    /// <inheritdoc/>
    public override Tensor Sample(HeadTensors batch) => Functions.Categorical(batch.Column(0), batch.Draws(0));

    /// <inheritdoc/>
    public override Tensor SampleLogProb(HeadTensors batch) => Vector.Component(batch.Kept(LogProbability), Sample(batch));

    /// <inheritdoc/>
    public override Tensor Mode(HeadTensors batch) => Functions.Argmax(batch.Column(0));
}
