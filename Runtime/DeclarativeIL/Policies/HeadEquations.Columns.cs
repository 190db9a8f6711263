using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What a head is besides its members: columns, units, draws, and what is computed once a pass.</summary>
public abstract partial class HeadEquations
{
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

    /// <summary>Numbers that the network takes behind a state.</summary>
    internal virtual int InputsBesides(Space actions) => 0;

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

    /// <summary>What the fit draws.</summary>
    public virtual IReadOnlyList<HeadDraw> FitDraws => [];

    /// <summary>Whether the fit is the negative log-likelihood, which has units; else it is what the head declares.</summary>
    internal virtual bool FitsByLikelihood => !Declared.Contains(nameof(HeadMember.Fit));

    /// <summary>What a member draws.</summary>
    internal IReadOnlyList<HeadDraw> DrawsOf(HeadMember member) =>
        member switch
        {
            HeadMember.Sample or HeadMember.SampleLogProb => SampleDraws,
            HeadMember.Mode => ModeDraws,
            HeadMember.Fit => FitDraws,
            HeadMember.LogProb or HeadMember.LogProbs or HeadMember.Entropy or HeadMember.Mean => [],
        };

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
}
