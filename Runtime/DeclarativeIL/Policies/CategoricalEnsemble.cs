using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Several <see cref="CategoricalPolicy"/>s as one. It acts by the mean of the members' probabilities: by its mode, and
/// sampling by a draw from it.
/// </summary>
public sealed class CategoricalEnsemble : EnsembleNetwork, IDiscreteEnsemble, IDiscretePolicy, IEntropyPolicy
{
    /// <summary>An ensemble over new multilayer perceptrons in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="members">Number of members, 2 or more; member l starts as a single policy from <c>seeds.Child(l)</c> would.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">Number of actions.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public CategoricalEnsemble(
        int members,
        int stateSize,
        int actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(Build(members, new PerceptronShape(stateSize, hidden, actions, activation), initialization, seeds), default(Placement)) { }

    /// <summary>An ensemble over new multilayer perceptrons.</summary>
    /// <param name="members">Number of members, 2 or more; member l starts as a single policy from <c>seeds.Child(l)</c> would.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">Number of actions.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public CategoricalEnsemble(
        int members,
        int stateSize,
        int actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            Build(members, new PerceptronShape(stateSize, hidden, actions, activation), initialization, seeds),
            Placement.Of(type, device)
        ) { }

    private CategoricalEnsemble(StackedPerceptron body, Placement at)
        : base(body, new DiscreteSpace(body.Outputs), at) { }

    /// <summary>A single policy with the present parameters of a member.</summary>
    /// <param name="member">Its number, counted from 0.</param>
    public CategoricalPolicy CopyMember(int member) => Fill(new CategoricalPolicy(Stacked.Single(), Parameters.Placement), Checked(member));

    private protected override string Kind => "categorical_ensemble";

    private protected override PolicyNetwork Create(Body body) => new CategoricalEnsemble((StackedPerceptron)body, Parameters.Placement);

    private protected override CpuHead CreateCpuHead() => new CpuDiscreteEnsemble(new CpuCategorical());

    private protected override Head CreateHead(Tensor outputs) =>
        new DiscreteEnsembleHead(outputs, Parameters, new CategoricalHead(outputs, Parameters));

    private protected override void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, ActingScratch scratch)
    {
        var count = Body.Outputs;
        var mixed = scratch.Mixed(count);
        for (var row = 0; row < actions.Length; row++)
        {
            mixed.Clear();
            for (var member = 0; member < Members; member++)
                Logits.AddProbabilities(outputs.Slice((member * actions.Length + row) * count, count), mixed);
            for (var i = 0; i < count; i++)
                mixed[i] = Math.Log(mixed[i]); // up to a constant, which no choice sees
            actions[row] = Logits.Choose(mixed, random);
        }
    }
}
