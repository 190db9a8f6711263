using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The equations of a declared head for many rows at once, in both forms: in plain numbers, row by row, and by tensors. Generated from the
/// declaration; what it does not declare is refused.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HeadEquations
{
    private bool[]? _declared; // of each member, found once

    /// <summary>What a head can declare.</summary>
    internal enum Member
    {
        LogProb,
        LogProbs,
        Entropy,
        Mean,
        Sample,
        SampleLogProb,
    }

    /// <summary>The word for the head in files.</summary>
    public abstract string Kind { get; }

    /// <summary>The columns, in the order of their declaration.</summary>
    public abstract IReadOnlyList<HeadColumn> Columns { get; }

    /// <summary>The hyperparameters, by name, as they are stored.</summary>
    public virtual IReadOnlyList<(string Name, double Value)> Hyperparameters => [];

    /// <summary>Whether it lives on [-1, 1]; the policy maps acts to the bounds of their space.</summary>
    public virtual bool IsUnit => false;

    /// <summary>Whether a part of it lives on [-1, 1]; what has no parts is its own part 0.</summary>
    internal virtual bool IsUnitPart(int part) => IsUnit;

    /// <summary>The equations for acts of a space: of a product those of its parts.</summary>
    /// <exception cref="ArgumentException">The space has not the parts of the product.</exception>
    internal virtual HeadEquations Over(Space actions) => this;

    /// <summary>Names of the members that are declared.</summary>
    public abstract IReadOnlyList<string> Declared { get; }

    /// <summary>Whether samples are differentiable functions of the columns.</summary>
    public virtual bool IsReparameterised => false;

    /// <summary>What a sample draws.</summary>
    public virtual IReadOnlyList<HeadDraw> SampleDraws => [];

    /// <summary>What the mode draws.</summary>
    public virtual IReadOnlyList<HeadDraw> ModeDraws => [];

    /// <summary>Of what is computed once a pass, the column that each is as wide as; -1 for a number.</summary>
    public virtual IReadOnlyList<int> KeptLikeColumns => [];

    /// <summary>Writes what is computed once a pass.</summary>
    /// <param name="index">Which.</param>
    /// <param name="rows">All rows of the pass.</param>
    public virtual void Keep(int index, HeadRows rows) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>What is computed once a pass, by tensors: of the shape of the column that it is as wide as, or a number a row.</summary>
    /// <param name="index">Which.</param>
    /// <param name="batch">All rows of the pass.</param>
    public virtual Tensor Keep(int index, HeadTensors batch) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Writes log p of the acts.</summary>
    public virtual void LogProb(HeadRows rows) => throw Undeclared(nameof(LogProb));

    /// <summary>Adds the gradient of log p with respect to the columns.</summary>
    public virtual void LogProbGradient(HeadRows rows) => throw Undeclared(nameof(LogProb));

    /// <summary>Adds the gradient of log p with respect to the acts.</summary>
    public virtual void LogProbActGradient(HeadRows rows) => throw Undeclared(nameof(LogProb));

    /// <summary>Writes log p of every act.</summary>
    public virtual void LogProbs(HeadRows rows) => throw Undeclared(nameof(LogProbs));

    /// <summary>Adds the gradient of log p of every act.</summary>
    public virtual void LogProbsGradient(HeadRows rows) => throw Undeclared(nameof(LogProbs));

    /// <summary>Writes the entropy.</summary>
    public virtual void Entropy(HeadRows rows) => throw Undeclared(nameof(Entropy));

    /// <summary>Adds the gradient of the entropy.</summary>
    public virtual void EntropyGradient(HeadRows rows) => throw Undeclared(nameof(Entropy));

    /// <summary>Writes the mean act.</summary>
    public virtual void Mean(HeadRows rows) => throw Undeclared(nameof(Mean));

    /// <summary>Adds the gradient of the mean act.</summary>
    public virtual void MeanGradient(HeadRows rows) => throw Undeclared(nameof(Mean));

    /// <summary>Writes a sample.</summary>
    public virtual void Sample(HeadRows rows) => throw Undeclared(nameof(Sample));

    /// <summary>Adds the gradient of a sample, draws as constants; nothing for one that chooses.</summary>
    public virtual void SampleGradient(HeadRows rows) { }

    /// <summary>Writes log p of a sample, of the sample's draws.</summary>
    public virtual void SampleLogProb(HeadRows rows) => throw Undeclared(nameof(SampleLogProb));

    /// <summary>Adds the gradient of log p of a sample, draws as constants.</summary>
    public virtual void SampleLogProbGradient(HeadRows rows) => throw Undeclared("a gradient of " + nameof(SampleLogProb));

    /// <summary>Writes the act that is taken in evaluation.</summary>
    public virtual void Mode(HeadRows rows) => throw Undeclared(nameof(Mode));

    /// <summary>log p of the acts -> [...].</summary>
    public virtual Tensor LogProb(HeadTensors batch) => throw Undeclared(nameof(LogProb));

    /// <summary>Adds the gradient of log p with respect to the columns.</summary>
    public virtual void LogProbGradient(HeadTensors batch, Tensor gradient) => throw Undeclared(nameof(LogProb));

    /// <summary>The gradient of log p with respect to the acts -> [..., a].</summary>
    public virtual Tensor LogProbActGradient(HeadTensors batch, Tensor gradient) => throw Undeclared(nameof(LogProb));

    /// <summary>log p of every act -> [..., k].</summary>
    public virtual Tensor LogProbs(HeadTensors batch) => throw Undeclared(nameof(LogProbs));

    /// <summary>Adds the gradient of log p of every act.</summary>
    public virtual void LogProbsGradient(HeadTensors batch, Tensor gradient) => throw Undeclared(nameof(LogProbs));

    /// <summary>The entropy -> [...].</summary>
    public virtual Tensor Entropy(HeadTensors batch) => throw Undeclared(nameof(Entropy));

    /// <summary>Adds the gradient of the entropy.</summary>
    public virtual void EntropyGradient(HeadTensors batch, Tensor gradient) => throw Undeclared(nameof(Entropy));

    /// <summary>The mean act -> [..., a].</summary>
    public virtual Tensor Mean(HeadTensors batch) => throw Undeclared(nameof(Mean));

    /// <summary>Adds the gradient of the mean act.</summary>
    public virtual void MeanGradient(HeadTensors batch, Tensor gradient) => throw Undeclared(nameof(Mean));

    /// <summary>A sample -> [..., a].</summary>
    public virtual Tensor Sample(HeadTensors batch) => throw Undeclared(nameof(Sample));

    /// <summary>Adds the gradient of a sample, draws as constants.</summary>
    public virtual void SampleGradient(HeadTensors batch, Tensor gradient) => throw Undeclared("a gradient of " + nameof(Sample));

    /// <summary>log p of a sample, of the sample's draws -> [...].</summary>
    public virtual Tensor SampleLogProb(HeadTensors batch) => throw Undeclared(nameof(SampleLogProb));

    /// <summary>Adds the gradient of log p of a sample, draws as constants.</summary>
    public virtual void SampleLogProbGradient(HeadTensors batch, Tensor gradient) =>
        throw Undeclared("a gradient of " + nameof(SampleLogProb));

    /// <summary>Whether a member is declared.</summary>
    internal bool Declares(Member member)
    {
        _declared ??= [.. Enum.GetNames<Member>().Select(Declared.Contains)];
        return _declared[(int)member];
    }

    /// <summary>Writes what a member says.</summary>
    internal void Write(Member member, HeadRows rows)
    {
        switch (member)
        {
            case Member.LogProb:
                LogProb(rows);
                break;
            case Member.LogProbs:
                LogProbs(rows);
                break;
            case Member.Entropy:
                Entropy(rows);
                break;
            case Member.Mean:
                Mean(rows);
                break;
            case Member.Sample:
                Sample(rows);
                break;
            case Member.SampleLogProb:
                SampleLogProb(rows);
                break;
        }
    }

    /// <summary>Adds the gradient of what a member says.</summary>
    internal void AddGradient(Member member, HeadRows rows)
    {
        switch (member)
        {
            case Member.LogProb:
                LogProbGradient(rows);
                break;
            case Member.LogProbs:
                LogProbsGradient(rows);
                break;
            case Member.Entropy:
                EntropyGradient(rows);
                break;
            case Member.Mean:
                MeanGradient(rows);
                break;
            case Member.Sample:
                SampleGradient(rows);
                break;
            case Member.SampleLogProb:
                SampleLogProbGradient(rows);
                break;
        }
    }

    private NotSupportedException Undeclared(string member) => new($"The head '{Kind}' declares no {member}.");
}
