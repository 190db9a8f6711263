using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>Chooses one of k actions with probabilities softmax(z(state)).</summary>
public sealed class CategoricalPolicy : PolicyNetwork, IDiscretePolicy, IEntropyPolicy, ISampledPolicy
{
    private const string Name = "categorical";

    /// <summary>A policy over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">Number of actions.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public CategoricalPolicy(
        int stateSize,
        int actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            new Perceptron(
                new PerceptronShape(stateSize, hidden, actions, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            default(Placement)
        ) { }

    /// <summary>A policy over a new multilayer perceptron.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">Number of actions.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public CategoricalPolicy(
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
            new Perceptron(
                new PerceptronShape(stateSize, hidden, actions, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            Placement.Of(type, device)
        ) { }

    internal CategoricalPolicy(Body body, Placement at)
        : base(body, new DiscreteSpace(body.Outputs), at) { }

    /// <summary>A policy over any module of [n, stateSize] -> [n, actions] logits, whose parameters it takes into its own.</summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">Number of actions.</param>
    /// <param name="another">Makes another such module, for <see cref="PolicyNetwork.Copy"/>.</param>
    public static CategoricalPolicy Over(
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        int actions,
        Func<nn.Module<Tensor, Tensor>>? another = null
    )
    {
        var body = new ModuleBody(module, stateSize, actions, another);
        return new CategoricalPolicy(body, Placement.Of(body.Type, body.Device));
    }

    /// <summary>Builds anew a policy over a perceptron from a file that <see cref="PolicyNetwork.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static CategoricalPolicy Load(string path) => Load(path, static isWide => Placement.OnCpu(isWide));

    /// <summary>Builds anew a policy over a perceptron from a file that <see cref="PolicyNetwork.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static CategoricalPolicy Load(string path, TorchSharp.torch.Device? device) =>
        Load(path, isWide => Placement.Of(isWide ? ScalarType.Float64 : ScalarType.Float32, device));

    private static CategoricalPolicy Load(string path, Func<bool, Placement> at)
    {
        var stored = new PolicyCheckpoint(path, Name);
        var policy = new CategoricalPolicy(stored.CreateBody(null), at(stored.IsWide));
        policy.LoadFrom(stored);
        return policy;
    }

    private protected override string Kind => Name;

    private protected override PolicyNetwork Create(Body body) => new CategoricalPolicy(body, Parameters.Placement);

    private protected override CpuHead CreateCpuHead() => new CpuCategorical();

    private protected override Head CreateHead(Tensor outputs) => new CategoricalHead(outputs, Parameters);

    private protected override void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, ActingScratch scratch)
    {
        for (var row = 0; row < actions.Length; row++)
            actions[row] = Logits.Choose(outputs.Slice(row * Body.Outputs, Body.Outputs), random);
    }
}
