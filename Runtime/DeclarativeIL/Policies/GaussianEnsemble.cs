using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// Several <see cref="GaussianPolicy"/>s as one. It acts by the mean of the members' means; sampling draws a member, all
/// equally likely, and then from its normal distribution.
/// </summary>
public sealed class GaussianEnsemble : EnsembleNetwork, ILogProbPolicy, IEntropyPolicy, IMeanPolicy
{
    private const string DeviationName = "log_deviation";

    private readonly BoxSpace _actions;
    private readonly LogDeviation _deviation;

    /// <summary>An ensemble over new multilayer perceptrons in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="members">Number of members, 2 or more; member l starts as a single policy from <c>seeds.Child(l)</c> would.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="actions">The actions; its bounds are kept when acting.</param>
    /// <param name="hidden">Width of each hidden layer.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    /// <param name="deviation">The standard deviation that every component starts with, between exp(-5) and exp(2).</param>
    [OverloadResolutionPriority(1)]
    public GaussianEnsemble(
        int members,
        int stateSize,
        BoxSpace actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal,
        double deviation = 1
    )
        : this(
            Build(
                members,
                new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation),
                initialization,
                seeds,
                (DeviationName, actions.Width)
            ),
            actions,
            default(Placement),
            deviation
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
    /// <param name="deviation">The standard deviation that every component starts with, between exp(-5) and exp(2).</param>
    public GaussianEnsemble(
        int members,
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
            Build(
                members,
                new PerceptronShape(stateSize, hidden, BoxActions.Checked(actions).Width, activation),
                initialization,
                seeds,
                (DeviationName, actions.Width)
            ),
            actions,
            Placement.Of(type, device),
            deviation
        ) { }

    private GaussianEnsemble(StackedPerceptron body, BoxSpace actions, Placement at, double deviation)
        : base(body, actions, at)
    {
        _actions = actions;
        var slot = Parameters.Slots[Parameters.Slots.Count / Members - 1];
        _deviation = new LogDeviation(
            Parameters,
            [.. Parameters.Slots.Where(static one => one.Name.EndsWith(DeviationName, StringComparison.Ordinal))],
            new MembersView(body, slot, actions.Width),
            LogDeviation.Checked(deviation)
        );
    }

    /// <summary>A single policy with the present parameters of a member.</summary>
    /// <param name="member">Its number, counted from 0.</param>
    public GaussianPolicy CopyMember(int member) =>
        Fill(new GaussianPolicy(Stacked.Single(), _actions, Parameters.Placement), Checked(member));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _deviation.Dispose();
        base.Dispose(disposing);
    }

    private protected override string Kind => "gaussian_ensemble";

    private protected override PolicyNetwork Create(Body body) =>
        new GaussianEnsemble((StackedPerceptron)body, _actions, Parameters.Placement, 1);

    private protected override CpuHead CreateCpuHead() => new CpuMeanEnsemble(new CpuGaussian(LogDeviation.Center, LogDeviation.Reach));

    private protected override int CpuExtra => _actions.Width;

    private protected override Head CreateHead(Tensor outputs) =>
        new MeanEnsembleHead(outputs, Parameters, new GaussianHead(outputs, Parameters, _deviation));

    private protected override void ReadBesides(ActingScratch scratch) => _deviation.ToCpu(scratch);

    private protected override void Choose(ReadOnlySpan<double> outputs, Span<float> actions, RandomStream? random, ActingScratch scratch)
    {
        var deviations = scratch.WrittenDeviations; // [members, a]
        var (width, member) = (_actions.Width, 0);
        for (var i = 0; i < actions.Length; i++)
        {
            if (random is not null && i % width == 0)
                member = random.NextInt(Members);
            actions[i] = random is null
                ? BoxActions.Clip(_actions, i % width, BoxActions.Mean(outputs, i, actions.Length))
                : (float)(outputs[member * actions.Length + i] + deviations[member * width + i % width] * random.NextGaussian());
        }
    }

    private sealed class MembersView(StackedPerceptron body, ParameterSlot slot, int width) : IFlatView
    {
        public Tensor Of(Tensor flat) => body.View(flat, slot, 1, width);
    }
}
