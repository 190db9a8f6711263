using System.ComponentModel;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>What an ensemble of declared policies is made of: the equations of its head, stacked bodies, the space of its acts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnsembleParts
{
    private EnsembleParts(HeadEquations equations, ActUnits units, StackedPerceptron body, Placement at) =>
        (Equations, Units, Body, At) = (equations.Over(units.Space), units, body, at);

    internal HeadEquations Equations { get; }

    internal ActUnits Units { get; }

    internal StackedPerceptron Body { get; }

    internal Placement At { get; }

    /// <summary>Over new multilayer perceptrons in float32 on the CPU.</summary>
    public static EnsembleParts Perceptrons(
        int members,
        HeadEquations equations,
        int stateSize,
        Space actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization
    ) => Perceptrons(members, equations, stateSize, actions, hidden, activation, seeds, initialization, default(Placement));

    /// <summary>Over new multilayer perceptrons.</summary>
    public static EnsembleParts Perceptrons(
        int members,
        HeadEquations equations,
        int stateSize,
        Space actions,
        IReadOnlyList<int> hidden,
        Activation activation,
        SeedSequence seeds,
        Initialization initialization,
        ScalarType type,
        TorchSharp.torch.Device? device
    ) => Perceptrons(members, equations, stateSize, actions, hidden, activation, seeds, initialization, Placement.Of(type, device));

    /// <summary>The same head over other stacked bodies of the same shape.</summary>
    internal EnsembleParts With(StackedPerceptron body, Placement at) => new(Equations, Units.Copy(), body, at);

    private static EnsembleParts Perceptrons(
        int members,
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
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        var units = PolicyParts.UnitsOf(equations, actions);
        var layout = PolicyParts.LayoutOf(equations, actions);
        var shape = new PerceptronShape(stateSize, hidden, layout.Outputs, activation);
        return new(equations, units, new StackedPerceptron(shape, members, initialization, seeds, [.. layout.FreeColumns]), at);
    }
}
