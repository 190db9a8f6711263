using System.Runtime.CompilerServices;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>One number of a state, of a state and an act, or of a step: what a critic is asked is said by its type.</summary>
/// <remarks>
/// The arguments enter side by side: [s], [s | a], [s | a | s']. Choices enter as one-hot vectors, alone and as parts of acts of a tuple
/// or a multi-discrete space, so the critic is told the space of the acts. The number is the last layer's output as it is: a value or a
/// logit.
/// </remarks>
public abstract class CriticNetwork : BodyNetwork, ICriticNetwork
{
    private protected CriticNetwork(Body body, int stateSize, Placement at)
        : base(body, at) => StateSize = stateSize;

    /// <summary>Number of components of a state.</summary>
    public int StateSize { get; }

    private protected override bool IsNumber => true;

    private protected override (int Size, int[] Columns) States => (StateSize, [0]);

    /// <inheritdoc/>
    public Critic OneSample() => new OneSampleCritic(this);

    /// <summary>V(s) over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public static StateCritic OfState(
        int stateSize,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    ) => new(Perceptron(Checked(stateSize), hidden, activation, seeds, initialization), stateSize, default(Placement));

    /// <summary>V(s) over a new multilayer perceptron.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public static StateCritic OfState(
        int stateSize,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal
    ) => new(Perceptron(Checked(stateSize), hidden, activation, seeds, initialization), stateSize, Placement.Of(type, device));

    /// <summary>Q(s, a) over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="acts">The acts: choices enter one-hot.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public static ActCritic OfAct(
        int stateSize,
        Space acts,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    ) =>
        new(Perceptron(Checked(stateSize) + WidthOf(acts), hidden, activation, seeds, initialization), stateSize, acts, default(Placement));

    /// <summary>Q(s, a) over a new multilayer perceptron.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="acts">The acts: choices enter one-hot.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public static ActCritic OfAct(
        int stateSize,
        Space acts,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal
    ) =>
        new(
            Perceptron(Checked(stateSize) + WidthOf(acts), hidden, activation, seeds, initialization),
            stateSize,
            acts,
            Placement.Of(type, device)
        );

    /// <summary>f(s, a, s') over a new multilayer perceptron in float32 on the CPU, which needs no tensors.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="acts">The acts: choices enter one-hot.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="initialization">How the weights start.</param>
    [OverloadResolutionPriority(1)]
    public static StepCritic OfStep(
        int stateSize,
        Space acts,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization = Initialization.Orthogonal
    ) =>
        new(
            Perceptron(2 * Checked(stateSize) + WidthOf(acts), hidden, activation, seeds, initialization),
            stateSize,
            acts,
            default(Placement)
        );

    /// <summary>f(s, a, s') over a new multilayer perceptron.</summary>
    /// <param name="stateSize">Number of components of a state.</param>
    /// <param name="acts">The acts: choices enter one-hot.</param>
    /// <param name="hidden">Width of each hidden layer; none makes it linear.</param>
    /// <param name="activation">What the hidden layers apply.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <param name="initialization">How the weights start.</param>
    public static StepCritic OfStep(
        int stateSize,
        Space acts,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null,
        Initialization initialization = Initialization.Orthogonal
    ) =>
        new(
            Perceptron(2 * Checked(stateSize) + WidthOf(acts), hidden, activation, seeds, initialization),
            stateSize,
            acts,
            Placement.Of(type, device)
        );

    /// <summary>Columns that an act fills.</summary>
    /// <exception cref="ArgumentException">A critic takes no such acts.</exception>
    internal static int WidthOf(Space acts)
    {
        ArgumentNullException.ThrowIfNull(acts);
        return acts is DiscreteSpace discrete ? discrete.Count : ActCode.Of(acts)?.Encoded ?? acts.Width;
    }

    /// <summary>An act as the input takes it.</summary>
    /// <param name="act">[n, numbers of an act].</param>
    /// <param name="acts">Its space.</param>
    /// <param name="code">How it enters, where the space is a composed one.</param>
    private protected static InputPart ActPart(Tensor act, Space acts, ActCode? code) =>
        new("Act", act, code?.Encoded ?? WidthOf(acts), ActForm(acts, code), code);

    /// <summary>The form in which an act enters.</summary>
    private protected static InputForm ActForm(Space acts, ActCode? code) =>
        code is not null ? InputForm.Parts
        : acts is DiscreteSpace ? InputForm.OneHot
        : InputForm.Vector;

    private static Perceptron Perceptron(
        int inputs,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization
    ) => new(new PerceptronShape(inputs, hidden, 1, activation), initialization, seeds ?? throw new ArgumentNullException(nameof(seeds)));

    private static int Checked(int stateSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stateSize);
        return stateSize;
    }
}
