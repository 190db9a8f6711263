using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>A vector of a state, a point and a time, as long as the point: the velocity field of a flow. It takes [s | x | t].</summary>
public sealed class FieldNetwork : BodyNetwork, IFieldNetwork
{
    /// <summary>A field over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="size">Number of components of a point, and of the vector.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public FieldNetwork(
        int stateSize,
        int size,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            new Perceptron(
                new PerceptronShape(Checked(stateSize, size), hidden, size, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            default(Placement)
        ) { }

    /// <summary>A field over a new multilayer perceptron.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="size">Number of components of a point, and of the vector.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public FieldNetwork(
        int stateSize,
        int size,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal
    )
        : this(
            new Perceptron(
                new PerceptronShape(Checked(stateSize, size), hidden, size, activation),
                initialization,
                seeds ?? throw new ArgumentNullException(nameof(seeds))
            ),
            Placement.Of(type, device)
        ) { }

    private FieldNetwork(Body body, Placement at)
        : base(body, at) { }

    /// <summary>A view of the body of another network, and of its parameters, which both stay that one's.</summary>
    internal FieldNetwork(Body body, FlatParameters parameters)
        : base(body, parameters) { }

    /// <summary>Number of components of a state.</summary>
    public int StateSize => Body.Inputs - Body.Outputs - 1;

    /// <summary>Number of components of a point, and of the vector.</summary>
    public int Size => Body.Outputs;

    /// <summary>A field over any module of [n, stateSize + size + 1] -> [n, size], whose parameters it takes into its own.</summary>
    /// <param name="module">The module; it stays the caller's.</param>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="size">Number of components of a point, and of the vector.</param>
    /// <param name="another">Makes another such module, for <see cref="ICopyable.Copy"/>.</param>
    public static FieldNetwork Over(
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        int size,
        Func<nn.Module<Tensor, Tensor>>? another = null
    )
    {
        var body = new ModuleBody(module, Checked(stateSize, size), size, another);
        return new FieldNetwork(body, Placement.Of(body.Type, body.Device));
    }

    /// <inheritdoc/>
    public Features OneSample() => new OneSampleFeatures(this);

    private protected override string Answered => "Of(state, point, time)";

    internal override Type Asked => typeof(FieldQuestion);

    private protected override bool IsNumber => false;

    private protected override (int Size, int[] Columns) States => (StateSize, [0]);

    private protected override IReadOnlyList<InputPart>? PartsOf(Question question) =>
        question is FieldQuestion asked
            ?
            [
                new InputPart("State", asked.State, StateSize),
                new InputPart("Point", asked.Point, Size),
                new InputPart("Time", asked.Time, 1, InputForm.Number),
            ]
            : null;

    private protected override CpuHead CreateCpuHead() => new CpuPlain(Asked);

    private protected override BodyNetwork Create(Body body) => new FieldNetwork(body, Parameters.Placement);

    private static int Checked(int stateSize, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stateSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return stateSize + size + 1;
    }
}
