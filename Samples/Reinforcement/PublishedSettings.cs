using DeclarativeIL.Algorithms;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Reinforcement;

/// <summary>
/// PPO with the settings that RL Baselines3 Zoo publishes for CartPole-v1 and Pendulum-v1 (its hyperparams/ppo.yml), and
/// Stable-Baselines3's defaults where it names none: two hidden layers of 64 (tanh), orthogonal weights, a deviation of 1 at first,
/// gradients clipped to a norm of 0.5, Adam with epsilon 1e-5, 0.5 times the squared error of values.
/// </summary>
/// <remarks>
/// What differs:
/// <list type="number">
/// <item>Pendulum explores by independent draws, not by gSDE (use_sde, sde_sample_freq).</item>
/// <item>The norm of 0.5 is of each network's gradient; there, of both networks' together. Learning rate and clipping go down with every
/// step and epoch; there, once a round. The last weights of the critic start as small as the policy's.</item>
/// <item>The clipping range of CartPole is constant.</item>
/// <item>Rounds that would exceed 100,000 steps are left out: 390 rounds of 256 steps, 24 of 4,096.</item>
/// </list>
/// </remarks>
internal static class PublishedSettings
{
    private const int Steps = 100_000,
        Episodes = 100;
    private static readonly int[] Hidden = [64, 64];
    private static readonly AdamOptions Adam = new(Epsilon: 1e-5) { MaxGradientNorm = 0.5 };

    /// <summary>Both tasks, with what each seed should earn and how many seeds should.</summary>
    public static IReadOnlyList<PublishedTask> All { get; } =
    [new("CartPole-v1", 475, 10, CartPole), new("Pendulum-v1", -250, 9, Pendulum)];

    private static double CartPole(ulong seed, CancellationToken cancellation)
    {
        const int Lanes = 8,
            PerLane = 32;
        var (seeds, environments) = (new SeedSequence(seed), new VectorCartPole(Lanes));
        using var pi = new CategoricalPolicy(4, 2, Hidden, Activation.Tanh, seeds.Child("policy"));
        using var v = CriticNetwork.OfState(4, Hidden, Activation.Tanh, seeds.Child("v"));
        new Ppo
        {
            Gamma = 0.98,
            Lambda = 0.8,
            Clip = 0.2,
            EntropyWeight = 0,
        }.Train(
            pi,
            v,
            environments,
            new Rounds(Steps / (Lanes * PerLane), Lanes * PerLane),
            new TrainingOptions
            {
                Epochs = 20,
                BatchSize = 256,
                LearningRate = 1e-3,
                Schedule = new LinearSchedule(),
                Optimizer = Adam,
                Seed = seed,
            },
            cancellationToken: cancellation
        );
        return Evaluation.Run(pi, environments, Episodes, seeds.Child("evaluation"), cancellation: cancellation).Mean;
    }

    private static double Pendulum(ulong seed, CancellationToken cancellation)
    {
        const int Lanes = 4,
            PerLane = 1024;
        var (seeds, environments) = (new SeedSequence(seed), new VectorPendulum(Lanes));
        using var pi = new GaussianPolicy(3, (BoxSpace)environments.Actions, Hidden, Activation.Tanh, seeds.Child("policy"));
        using var v = CriticNetwork.OfState(3, Hidden, Activation.Tanh, seeds.Child("v"));
        new Ppo
        {
            Gamma = 0.9,
            Lambda = 0.95,
            Clip = 0.2,
            EntropyWeight = 0,
        }.Train(
            pi,
            v,
            environments,
            new Rounds(Steps / (Lanes * PerLane), Lanes * PerLane),
            new TrainingOptions
            {
                Epochs = 10,
                BatchSize = 64,
                LearningRate = 1e-3,
                Optimizer = Adam,
                Seed = seed,
            },
            cancellationToken: cancellation
        );
        return Evaluation.Run(pi, environments, Episodes, seeds.Child("evaluation"), cancellation: cancellation).Mean;
    }
}

/// <summary>A task of the suite.</summary>
/// <param name="Name">Gymnasium's name.</param>
/// <param name="Enough">The mean return, over 100 episodes by the policy's mode, that a seed should reach.</param>
/// <param name="Wanted">How many of ten seeds should.</param>
/// <param name="Run">Trains by a seed, and evaluates.</param>
internal sealed record PublishedTask(string Name, double Enough, int Wanted, Func<ulong, CancellationToken, double> Run);
