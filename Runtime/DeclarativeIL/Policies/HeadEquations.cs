using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// The equations of a declared head for many rows at once, in both forms: in plain numbers, row by row, and by tensors. Generated from the
/// declaration; what it does not declare is refused.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class HeadEquations
{
    private bool[]? _declared; // of each member, found once

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

    /// <summary>Writes what imitation minimises.</summary>
    public virtual void Fit(HeadRows rows)
    {
        LogProb(Checked(rows));
        rows.Answer.Negate(rows.Rows);
    }

    /// <summary>Adds the gradient of what imitation minimises, draws as constants.</summary>
    public virtual void FitGradient(HeadRows rows)
    {
        Checked(rows).Answer.NegateGradients(rows.Rows);
        LogProbGradient(rows);
        rows.Answer.NegateGradients(rows.Rows);
    }

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

    /// <summary>What imitation minimises -> [...].</summary>
    public virtual Tensor Fit(HeadTensors batch) => LogProb(batch).neg();

    /// <summary>Adds the gradient of what imitation minimises, draws as constants.</summary>
    public virtual void FitGradient(HeadTensors batch, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        LogProbGradient(batch, gradient.neg());
    }

    /// <summary>The act that is taken in evaluation -> [..., a].</summary>
    public virtual Tensor Mode(HeadTensors batch) => throw Undeclared(nameof(Mode));

    /// <summary>
    /// Whether a member is declared, so that questions are answered by it. A mode that draws is none of these: it is for acting, where the
    /// place of a row says what is drawn.
    /// </summary>
    internal bool Declares(HeadMember member)
    {
        _declared ??= [.. Enum.GetNames<HeadMember>().Select(Declared.Contains)];
        if (member == HeadMember.Fit && _declared[(int)HeadMember.LogProb])
            return true;
        return _declared[(int)member] && (member != HeadMember.Mode || ModeDraws.Count == 0);
    }

    /// <summary>Throws unless a member is declared.</summary>
    internal void CheckDeclared(HeadMember member)
    {
        if (!Declares(member))
            throw Undeclared(member.ToString());
    }

    /// <summary>That no gradient is taken back of what a member says.</summary>
    internal NotSupportedException WithoutGradient(HeadMember member) =>
        new($"{member}: the answer of a policy with the head '{Kind}' has no gradient.");

    /// <summary>Whether a gradient goes through what a member says. None goes through a choice.</summary>
    internal bool HasGradient(HeadMember member) =>
        member switch
        {
            HeadMember.Sample or HeadMember.SampleLogProb => IsReparameterised,
            HeadMember.Mode => false,
            HeadMember.LogProb or HeadMember.LogProbs or HeadMember.Entropy or HeadMember.Mean or HeadMember.Fit => true,
        };

    /// <summary>Writes what a member says.</summary>
    internal virtual void Write(HeadMember member, HeadRows rows)
    {
        switch (member)
        {
            case HeadMember.LogProb:
                LogProb(rows);
                break;
            case HeadMember.LogProbs:
                LogProbs(rows);
                break;
            case HeadMember.Entropy:
                Entropy(rows);
                break;
            case HeadMember.Mean:
                Mean(rows);
                break;
            case HeadMember.Sample:
                Sample(rows);
                break;
            case HeadMember.Mode:
                Mode(rows);
                break;
            case HeadMember.SampleLogProb:
                SampleLogProb(rows);
                break;
            case HeadMember.Fit:
                Fit(rows);
                break;
        }
    }

    /// <summary>Adds the gradient of what a member says.</summary>
    internal virtual void AddGradient(HeadMember member, HeadRows rows)
    {
        switch (member)
        {
            case HeadMember.LogProb:
                LogProbGradient(rows);
                break;
            case HeadMember.LogProbs:
                LogProbsGradient(rows);
                break;
            case HeadMember.Entropy:
                EntropyGradient(rows);
                break;
            case HeadMember.Mean:
                MeanGradient(rows);
                break;
            case HeadMember.Sample:
                SampleGradient(rows);
                break;
            case HeadMember.SampleLogProb:
                SampleLogProbGradient(rows);
                break;
            case HeadMember.Fit:
                FitGradient(rows);
                break;
        }
    }

    /// <summary>What a member says, by tensors.</summary>
    internal virtual Tensor Say(HeadMember member, HeadTensors batch) =>
        member switch
        {
            HeadMember.LogProb => LogProb(batch),
            HeadMember.LogProbs => LogProbs(batch),
            HeadMember.Entropy => Entropy(batch),
            HeadMember.Mean => Mean(batch),
            HeadMember.Sample => Sample(batch),
            HeadMember.Mode => Mode(batch),
            HeadMember.SampleLogProb => SampleLogProb(batch),
            HeadMember.Fit => Fit(batch),
        };

    /// <summary>Adds the gradient of what a member says, by tensors.</summary>
    internal virtual void AddGradient(HeadMember member, HeadTensors batch, Tensor gradient)
    {
        switch (member)
        {
            case HeadMember.LogProb:
                LogProbGradient(batch, gradient);
                break;
            case HeadMember.LogProbs:
                LogProbsGradient(batch, gradient);
                break;
            case HeadMember.Entropy:
                EntropyGradient(batch, gradient);
                break;
            case HeadMember.Mean:
                MeanGradient(batch, gradient);
                break;
            case HeadMember.Sample:
                SampleGradient(batch, gradient);
                break;
            case HeadMember.SampleLogProb:
                SampleLogProbGradient(batch, gradient);
                break;
            case HeadMember.Fit:
                FitGradient(batch, gradient);
                break;
        }
    }

    private static HeadRows Checked(HeadRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows;
    }

    private NotSupportedException Undeclared(string member) => new($"The head '{Kind}' declares no {member}.");
}
