using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// A continuous action from a normal distribution with independent components: means from the network, deviations of their
/// own.
/// </summary>
/// <remarks>
/// The deviations do not depend on the state. One that does may shrink at states that are fitted well, where the likelihood's
/// gradient then grows without bound; imitation of a nearly deterministic expert drives it there. Stable-Baselines3 and
/// <c>imitation</c> chose the same. The logarithm of each is kept between -5 and 2 by a smooth function.
/// Acting clips to the bounds; likelihood, entropy and <see cref="SampleQuestion"/> are those of the distribution before
/// clipping.
/// </remarks>
public sealed class GaussianPolicy
    : PolicyNetwork,
        ILogProbPolicy,
        IEntropyPolicy,
        IMeanPolicy,
        IReparameterisedPolicy,
        IDifferentiableArguments
{
    private const string Name = "gaussian",
        DeviationName = "log_deviation";

    private readonly BoxSpace _actions;
    private readonly LogDeviation _deviation;

    /// <summary>A policy over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    /// <param name="deviation">The standard deviation that every component starts with, between exp(-5) and exp(2).</param>
    [OverloadResolutionPriority(1)]
    public GaussianPolicy(
        int stateSize,
        BoxSpace actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal,
        double deviation = 1
    )
        : this(
            new Perceptron(
                new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            actions,
            default(Placement),
            deviation
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
    /// <param name="deviation">The standard deviation that every component starts with, between exp(-5) and exp(2).</param>
    public GaussianPolicy(
        int stateSize,
        BoxSpace actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal,
        double deviation = 1
    )
        : this(
            new Perceptron(
                new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            actions,
            Placement.Of(type, device),
            deviation
        ) { }

    internal GaussianPolicy(Body body, BoxSpace actions, Placement at, double deviation = 1)
        : base(body, actions, at, (DeviationName, (IReadOnlyList<long>)[actions.Width]))
    {
        _actions = actions;
        var slot = Parameters.Slots[^1];
        _deviation = new LogDeviation(Parameters, [slot], new SlotView(slot), LogDeviation.Checked(deviation));
    }

    /// <summary>
    /// A policy over any module of [n, stateSize] -> [n, number of action components], whose parameters it takes into its
    /// own.
    /// </summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="deviation">The standard deviation that every component starts with, between exp(-5) and exp(2).</param>
    /// <param name="another">Makes another such module, for <see cref="PolicyNetwork.Copy"/>.</param>
    public static GaussianPolicy Over(
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        BoxSpace actions,
        double deviation = 1,
        Func<nn.Module<Tensor, Tensor>>? another = null
    )
    {
        var body = new ModuleBody(module, stateSize, BoxActions.Checked(actions).Width, another);
        return new GaussianPolicy(body, actions, Placement.Of(body.Type, body.Device), deviation);
    }

    /// <summary>Builds anew a policy over a perceptron from a file that <see cref="PolicyNetwork.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static GaussianPolicy Load(string path) => Load(path, static isWide => Placement.OnCpu(isWide));

    /// <summary>Builds anew a policy over a perceptron from a file that <see cref="PolicyNetwork.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static GaussianPolicy Load(string path, TorchSharp.torch.Device? device) =>
        Load(path, isWide => Placement.Of(isWide ? ScalarType.Float64 : ScalarType.Float32, device));

    private static GaussianPolicy Load(string path, Func<bool, Placement> at)
    {
        var stored = new PolicyCheckpoint(path, Name);
        var box = stored.Box;
        var policy = new GaussianPolicy(stored.CreateBody(box.Width, (DeviationName, box.Width)), box, at(stored.IsWide));
        policy.LoadFrom(stored);
        return policy;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _deviation.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    /// <remarks>Of a log-probability with respect to the action alone.</remarks>
    /// <exception cref="ArgumentException">There is no such question or argument, or the gradient has not the answer's shape.</exception>
    /// <exception cref="NotSupportedException">The argument is not an action.</exception>
    public Tensor ArgumentGradient(NetworkOutputs answers, int question, int argument, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        if (answers is SplitOutputs split)
            return ArgumentGradient(split.PartOf(question, out var place), place, argument, gradient);
        var pass = Mine(answers);
        Check.Argument(
            pass.Questions,
            question,
            argument,
            index =>
                pass.Questions[index] switch
                {
                    SquaredWeightsQuestion => 0,
                    EntropyQuestion or MeanQuestion => 1,
                    _ => 2,
                }
        );
        var asked = pass.Questions[question];
        Check.Gradient(asked, gradient, pass[question]);
        if (asked is not (LogProbQuestion or LogProbsOfQuestion) || argument != 0)
            throw new NotSupportedException(
                $"{Check.Describe(asked)}: found argument {argument}; expected that of an action, which alone has a gradient here."
            );
        using var quiet = no_grad();
        using var rounded = Rounding.Of(gradient, pass[question]);
        return ((GaussianHead)pass.Head!).ActionGradient(question, rounded, asked is LogProbsOfQuestion);
    }

    private protected override string Kind => Name;

    private protected override PolicyNetwork Create(Body body) => new GaussianPolicy(body, _actions, Parameters.Placement);

    private protected override CpuHead CreateCpuHead() => new CpuGaussian(LogDeviation.Center, LogDeviation.Reach);

    private protected override int CpuExtra => _actions.Width;

    private protected override Head CreateHead(Tensor outputs) => new GaussianHead(outputs, Parameters, _deviation);

    private protected override void ReadBesides(ActingScratch scratch) => _deviation.ToCpu(scratch);

    private protected override void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, ActingScratch scratch)
    {
        var deviations = scratch.WrittenDeviations;
        for (var i = 0; i < actions.Length; i++)
        {
            var component = i % _actions.Width;
            actions[i] = random is null
                ? BoxActions.Clip(_actions, component, outputs[i])
                : (float)(outputs[i] + deviations[component] * random.NextGaussian());
        }
    }

    private sealed class SlotView(ParameterSlot slot) : IFlatView
    {
        public Tensor Of(Tensor flat) => FlatParameters.View(flat, slot);
    }
}
