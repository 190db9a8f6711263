using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>Several <see cref="DeterministicPolicy"/>s as one. It acts by the mean of the members' acts, when sampling as well.</summary>
public sealed class DeterministicEnsemble : EnsembleNetwork, IMeanPolicy
{
    private readonly BoxSpace _actions;

    /// <summary>An ensemble over new multilayer perceptrons in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="members">Number of members, 2 or more; member l starts as a single policy from <c>seeds.Child(l)</c> would.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public DeterministicEnsemble(
        int members,
        int stateSize,
        BoxSpace actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            Build(members, new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation), initialization, seeds),
            actions,
            default(Placement)
        ) { }

    /// <summary>An ensemble over new multilayer perceptrons.</summary>
    /// <param name="members">Number of members, 2 or more; member l starts as a single policy from <c>seeds.Child(l)</c> would.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public DeterministicEnsemble(
        int members,
        int stateSize,
        BoxSpace actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            Build(members, new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation), initialization, seeds),
            actions,
            Placement.Of(type, device)
        ) { }

    private DeterministicEnsemble(StackedPerceptron body, BoxSpace actions, Placement at)
        : base(body, actions, at) => _actions = actions;

    /// <summary>A single policy with the present parameters of a member.</summary>
    /// <param name="member">Its number, counted from 0.</param>
    public DeterministicPolicy CopyMember(int member) =>
        Fill(new DeterministicPolicy(Stacked.Single(), _actions, Parameters.Placement), Checked(member));

    private protected override string Kind => "deterministic_ensemble";

    private protected override PolicyNetwork Create(Body body) =>
        new DeterministicEnsemble((StackedPerceptron)body, _actions, Parameters.Placement);

    private protected override CpuHead CreateCpuHead() => new CpuMeanEnsemble(new CpuPlain([typeof(MeanQuestion)]));

    private protected override Head CreateHead(Tensor outputs) =>
        new MeanEnsembleHead(outputs, Parameters, new DeterministicHead(outputs, Parameters));

    private protected override void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, ActingScratch scratch)
    {
        for (var i = 0; i < actions.Length; i++)
            actions[i] = BoxActions.Clip(_actions, i % _actions.Width, BoxActions.Mean(outputs, i, actions.Length));
    }
}
