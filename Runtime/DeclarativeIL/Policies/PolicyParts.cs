using System.ComponentModel;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What a declared policy is made of: the equations of its head, a body, the space of its acts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PolicyParts
{
    private PolicyParts(HeadEquations equations, ActUnits units, Body body, Placement at) =>
        (Equations, Units, Body, At) = (equations.Over(units.Space), units, body, at);

    internal HeadEquations Equations { get; }

    internal ActUnits Units { get; }

    internal Body Body { get; }

    internal Placement At { get; }

    /// <summary>The file that the parameters are taken from; none where they start anew.</summary>
    internal PolicyCheckpoint? Stored { get; private init; }

    /// <summary>Over a new multilayer perceptron in float32 on the CPU.</summary>
    public static PolicyParts Perceptron(
        HeadEquations equations,
        int stateSize,
        Space actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization
    ) => Perceptron(equations, stateSize, actions, hidden, activation, seeds, initialization, default);

    /// <summary>Over a new multilayer perceptron.</summary>
    public static PolicyParts Perceptron(
        HeadEquations equations,
        int stateSize,
        Space actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization,
        ScalarType type,
        TorchSharp.torch.Device? device
    ) => Perceptron(equations, stateSize, actions, hidden, activation, seeds, initialization, Placement.Of(type, device));

    /// <summary>The space of a number of acts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or too many.</exception>
    public static DiscreteSpace Choices(int actions) =>
        new(Hyperparameter.Checked(actions, 1, DiscreteSpace.MostElements, nameof(actions)));

    /// <summary>Over a module of [n, stateSize] -> [n, outputs].</summary>
    public static PolicyParts Over(
        HeadEquations equations,
        nn.Module<Tensor, Tensor> module,
        int stateSize,
        Space actions,
        Func<nn.Module<Tensor, Tensor>>? another
    )
    {
        ArgumentNullException.ThrowIfNull(equations);
        var units = UnitsOf(equations, actions);
        var body = new ModuleBody(
            module,
            checked(stateSize + equations.InputsBesides(actions)),
            LayoutOf(equations, actions).Outputs,
            another
        );
        return new(equations, units, body, Placement.Of(body.Type, body.Device));
    }

    /// <summary>From a file of a policy over a perceptron.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The word for the head.</param>
    /// <param name="equations">The head, from its hyperparameters by name.</param>
    /// <exception cref="CheckpointException">The file is malformed, or holds another kind of policy or one over a module.</exception>
    public static PolicyParts Load(string path, string kind, Func<Func<string, double>, HeadEquations> equations) =>
        Load(path, kind, equations, static isWide => Placement.OnCpu(isWide));

    /// <summary>From a file of a policy over a perceptron, to a device.</summary>
    public static PolicyParts Load(
        string path,
        string kind,
        Func<Func<string, double>, HeadEquations> equations,
        TorchSharp.torch.Device? device
    ) => Load(path, kind, equations, isWide => Placement.Of(isWide ? ScalarType.Float64 : ScalarType.Float32, device));

    /// <summary>Of a member of an ensemble.</summary>
    internal static PolicyParts Of(HeadEquations equations, ActUnits units, Body body, Placement at) =>
        new(equations, units.Copy(), body, at);

    /// <summary>The same head over another body of the same shape.</summary>
    internal PolicyParts With(Body body, Placement at) => Of(Equations, Units, body, at);

    internal static HeadLayout LayoutOf(HeadEquations equations, Space actions) => new(equations.Over(actions).Columns, actions);

    private static PolicyParts Perceptron(
        HeadEquations equations,
        int stateSize,
        Space actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization,
        Placement at
    )
    {
        ArgumentNullException.ThrowIfNull(equations);
        ArgumentNullException.ThrowIfNull(seeds);
        var units = UnitsOf(equations, actions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stateSize);
        var inputs = checked(stateSize + equations.InputsBesides(actions));
        var shape = new PerceptronShape(inputs, hidden, LayoutOf(equations, actions).Outputs, activation);
        return new(equations, units, new Perceptron(shape, initialization, seeds), at);
    }

    private static PolicyParts Load(string path, string kind, Func<Func<string, double>, HeadEquations> equations, Func<bool, Placement> at)
    {
        ArgumentNullException.ThrowIfNull(equations);
        var stored = new PolicyCheckpoint(path, kind);
        var head = equations(stored.Hyperparameter);
        if (head is FieldEquations { StepsOfSample: var steps } && steps is < 1 or > FieldEquations.MostSteps)
            throw stored.Unexpected($"{steps} steps of a sample", $"1 to {FieldEquations.MostSteps}");
        var actions = stored.Actions;
        var layout = LayoutOf(head, actions);
        var body = stored.CreateBody(layout.Outputs, head.InputsBesides(actions), [.. layout.FreeColumns]);
        return new(head, UnitsOf(head, actions), body, at(stored.IsWide)) { Stored = stored };
    }

    internal static ActUnits UnitsOf(HeadEquations equations, Space actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        return new(actions, equations.Over(actions));
    }
}
