using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using TorchSharp;

namespace DeclarativeIL.Samples.Remembering;

/// <summary>One way of seeing CartPole without velocities: what is seen of position and angle, and the networks over it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="View">What is seen.</param>
/// <param name="Module">A module of so many inputs and outputs; none takes perceptrons.</param>
/// <param name="LearningRate">The step size of its cloning.</param>
/// <param name="StepSize">That of its reinforcement.</param>
/// <param name="Epochs">Passes of its cloning.</param>
internal sealed record Viewer(
    string Name,
    ObservationView View,
    Func<int, int, SeedSequence, torch.nn.Module<torch.Tensor, torch.Tensor>>? Module,
    double LearningRate = 3e-3,
    double StepSize = 1e-3,
    int Epochs = 10
)
{
    private const int Choices = 2,
        Frames = 8,
        Units = 16;
    private static readonly int[] Hidden = [64, 64];
    private static readonly ObservationView Still = ObservationView.Components(0, 2);

    /// <summary>One observation, several, and networks that remember.</summary>
    public static IReadOnlyList<Viewer> All { get; } =
    [
        new("perceptron", Still, null, 1e-2, Epochs: 30),
        new("perceptron, 4 frames", Still.Then(ObservationView.Frames(4)), null, 1e-2, Epochs: 30),
        new(
            $"transformer, {Frames} frames",
            Still.Then(ObservationView.Frames(Frames)),
            static (inputs, outputs, seeds) => Bodies.Transformer(Frames, inputs / Frames, outputs, seeds)
        ),
        new("GRU", Still, static (inputs, outputs, seeds) => Memory.Gru(inputs, outputs, Units, seeds), 1e-2, 3e-3),
        new("LSTM", Still, static (inputs, outputs, seeds) => Memory.Lstm(inputs, outputs, Units, seeds), 1e-2, 3e-3),
    ];

    /// <summary>Numbers that are seen.</summary>
    public int Width => View.SpaceOf(((IEnvironment)new CartPole()).Observations).Width;

    /// <summary>A policy that has learned nothing yet.</summary>
    public CategoricalPolicy Policy(SeedSequence seeds) =>
        Module is null
            ? new CategoricalPolicy(Width, Choices, Hidden, Activation.Tanh, seeds)
            : CategoricalPolicy.Over(Module(Width, Choices, seeds), Width, Choices, () => Module(Width, Choices, seeds));

    /// <summary>A critic that has learned nothing yet.</summary>
    public StateCritic Critic(SeedSequence seeds) =>
        Module is null
            ? CriticNetwork.OfState(Width, Hidden, Activation.Tanh, seeds)
            : StateCritic.Over(Module(Width, 1, seeds), Width, () => Module(Width, 1, seeds));
}
