using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>One continuous action per state: the network's output. It has a mean and no likelihood.</summary>
/// <remarks>
/// Acting clips to the bounds; <see cref="MeanQuestion"/> answers the output as it is, so that its gradient never vanishes.
/// </remarks>
public sealed class DeterministicPolicy : PolicyNetwork, IMeanPolicy, IReparameterisedPolicy
{
    private const string Name = "deterministic";

    private readonly BoxSpace _actions;

    /// <summary>A policy over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public DeterministicPolicy(
        int stateSize,
        BoxSpace actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            new Perceptron(
                new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            actions,
            default(Placement)
        ) { }

    /// <summary>A policy over a new multilayer perceptron.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public DeterministicPolicy(
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
            new Perceptron(
                new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            actions,
            Placement.Of(type, device)
        ) { }

    internal DeterministicPolicy(Body body, BoxSpace actions, Placement at)
        : base(body, actions, at) => _actions = actions;

    /// <summary>
    /// A policy over any module of [n, stateSize] -> [n, number of action components], whose parameters it takes into its
    /// own.
    /// </summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="another">Makes another such module, for <see cref="PolicyNetwork.Copy"/>.</param>
    public static DeterministicPolicy Over(
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        BoxSpace actions,
        Func<nn.Module<Tensor, Tensor>>? another = null
    )
    {
        var body = new ModuleBody(module, stateSize, BoxActions.Checked(actions).Width, another);
        return new DeterministicPolicy(body, actions, Placement.Of(body.Type, body.Device));
    }

    /// <summary>Builds anew a policy over a perceptron from a file that <see cref="PolicyNetwork.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static DeterministicPolicy Load(string path) => Load(path, static isWide => Placement.OnCpu(isWide));

    /// <summary>Builds anew a policy over a perceptron from a file that <see cref="PolicyNetwork.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static DeterministicPolicy Load(string path, TorchSharp.torch.Device? device) =>
        Load(path, isWide => Placement.Of(isWide ? ScalarType.Float64 : ScalarType.Float32, device));

    private static DeterministicPolicy Load(string path, Func<bool, Placement> at)
    {
        var stored = new PolicyCheckpoint(path, Name);
        var box = stored.Box;
        var policy = new DeterministicPolicy(stored.CreateBody(box.Width), box, at(stored.IsWide));
        policy.LoadFrom(stored);
        return policy;
    }

    private protected override string Kind => Name;

    private protected override PolicyNetwork Create(Body body) => new DeterministicPolicy(body, _actions, Parameters.Placement);

    private protected override CpuHead CreateCpuHead() => new CpuPlain([typeof(MeanQuestion), typeof(SampleQuestion)]);

    private protected override Head CreateHead(Tensor outputs) => new DeterministicHead(outputs, Parameters);

    private protected override void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, ActingScratch scratch)
    {
        for (var i = 0; i < actions.Length; i++)
            actions[i] = BoxActions.Clip(_actions, i % _actions.Width, outputs[i]);
    }
}
