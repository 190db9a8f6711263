using DeclarativeIL.Backends.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>The base of the ensembles: a stacked perceptron under the head of the single policy.</summary>
/// <remarks>
/// In training every tensor of a question, answer and gradient has a leading dimension for the members; so has the answer to
/// <see cref="SquaredWeightsQuestion"/>, [members]. What is asked of the ensemble as a whole takes [n, s] and has no gradient.
/// An ensemble answers no <see cref="SampleQuestion"/>: its draws are one batch's, not one for each member.
/// </remarks>
public abstract class EnsembleNetwork : HeadPolicy, IEnsemblePolicy
{
    private static readonly Scalar Two = 2.0;

    private readonly StackedPerceptron _body;

    private protected EnsembleNetwork(StackedPerceptron body, Space actions, Placement at)
        : base(body, actions, at) => _body = body;

    /// <inheritdoc/>
    public int Members => _body.Members;

    /// <inheritdoc/>
    /// <remarks>The ensemble as one policy: the members' mean act, and the mixture of their distributions.</remarks>
    public override Policy OneSample() => new OneSampleMixture(this);

    /// <inheritdoc/>
    public Ensemble OneSampleEnsemble() => new OneSampleEnsemble(this);

    private protected override int? Stack => Members;

    /// <summary>The stacked perceptron.</summary>
    private protected StackedPerceptron Stacked => _body;

    private protected override Tensor Broadcast(Tensor states) => states.expand(Members, -1, -1);

    private protected override Tensor SquaredWeights()
    {
        using var members = _body.PerMember(Parameters.Values);
        using var squares = members.mul(members);
        return squares.sum(dim: 1);
    }

    private protected override void SquaredWeightsBackward(Tensor gradient)
    {
        using var values = _body.PerMember(Parameters.Values);
        using var gradients = _body.PerMember(Parameters.Gradients);
        using var column = gradient.unsqueeze(1);
        gradients.addcmul_(values, column, Two);
    }

    /// <summary>A single policy with the present parameters of one member, the caller's.</summary>
    private protected T Fill<T>(T single, int member)
        where T : PolicyNetwork
    {
        single.Parameters.CopyPart(Parameters, member * single.Parameters.Count);
        (single.Parameters.Scaler, single.Parameters.Acts) = (Parameters.Scaler, Parameters.Acts);
        return single;
    }

    /// <summary>The number of a member, if it is one.</summary>
    private protected int Checked(int member) =>
        member >= 0 && member < Members
            ? member
            : throw new ArgumentOutOfRangeException(nameof(member), member, $"Found member {member}; expected one of 0 to {Members - 1}.");

    /// <summary>A stacked perceptron, if the sizes are possible.</summary>
    private protected static StackedPerceptron Build(
        int members,
        PerceptronShape shape,
        Initialization initialization,
        Randomness.SeedSequence seeds,
        params (string Name, int Size)[] extra
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        ArgumentNullException.ThrowIfNull(seeds);
        return new StackedPerceptron(shape, members, initialization, seeds, extra);
    }
}
