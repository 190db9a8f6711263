using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Networks;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>Runs that ask networks while they collect, beside what their kernels alone take; contestants take turns.</summary>
internal static class CollectingRuns
{
    private const int Rounds = 390,
        Lanes = 8,
        StepsPerRound = 256,
        Epochs = 20,
        Repetitions = 5;

    private static readonly int[] Hidden = [64, 64];
    private static readonly AdamOptions Adam = new(Epsilon: 1e-5) { MaxGradientNorm = 0.5 };

    public static IEnumerable<Figure> All()
    {
        (string What, Action Run)[] contestants =
        [
            ("PPO on CartPole, 99,840 environment steps, 20 epochs a round of 256", PpoOnCartPole),
            ("its 7,800 forward, backward passes and updates of two 2 x 64 perceptrons alone", KernelsOfPpo),
            ("100,000 steps of A", StepsOfA),
            ("ThriftyDAgger on Pendulum, 12 rounds of 400 steps, 20 epochs", ThriftyDAggerOnPendulum),
        ];
        var seconds = contestants.Select(static _ => new List<double>()).ToArray();
        for (var repetition = -1; repetition < Repetitions; repetition++)
        for (var i = 0; i < contestants.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            contestants[i].Run();
            if (repetition >= 0)
                seconds[i].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return contestants.Zip(seconds, static (contestant, times) => Figure.Of(contestant.What, "s", times)).ToList();
    }

    /// <summary>With RL Baselines3 Zoo's settings for CartPole-v1, as <c>samples reinforce --suite</c> has them.</summary>
    private static void PpoOnCartPole()
    {
        var seeds = new SeedSequence(1);
        using var pi = new CategoricalPolicy(4, 2, Hidden, Activation.Tanh, seeds.Child("policy"));
        using var v = CriticNetwork.OfState(4, Hidden, Activation.Tanh, seeds.Child("v"));
        new Ppo
        {
            Gamma = 0.98,
            Lambda = 0.8,
            EntropyWeight = 0,
        }.Train(
            pi,
            v,
            new VectorCartPole(Lanes),
            new Rounds(Rounds, StepsPerRound),
            new TrainingOptions
            {
                Epochs = Epochs,
                BatchSize = StepsPerRound,
                LearningRate = 1e-3,
                Schedule = new LinearSchedule(),
                Optimizer = Adam,
            }
        );
    }

    private static void KernelsOfPpo()
    {
        CpuPerceptron<float>[] perceptrons = [Perceptron(2), Perceptron(1)];
        var optimizers = perceptrons.Select(static perceptron => Adam.Create(perceptron)).ToArray();
        for (var step = 0; step < Rounds * Epochs; step++)
        for (var i = 0; i < perceptrons.Length; i++)
        {
            perceptrons[i].Input(StepsPerRound).Fill(0.5f);
            perceptrons[i].Forward(StepsPerRound);
            perceptrons[i].OutputGradient(StepsPerRound).Fill(0.01f);
            perceptrons[i].ZeroGradients();
            perceptrons[i].Backward(StepsPerRound);
            perceptrons[i].Update(optimizers[i], 1e-3);
        }
    }

    private static CpuPerceptron<float> Perceptron(int outputs)
    {
        var perceptron = new CpuPerceptron<float>(new PerceptronShape(4, Hidden, outputs, Activation.Tanh), 1, 0);
        var random = new SeedSequence(3).Stream();
        perceptron.Load([.. Enumerable.Range(0, perceptron.Count).Select(_ => (float)(0.1 * random.NextGaussian()))]);
        return perceptron;
    }

    private static void StepsOfA()
    {
        using var policy = new CategoricalPolicy(4, 2, [32, 32], Activation.Tanh, new SeedSequence(1));
        var data = new Dataset<Demonstration>(
            Enumerable
                .Range(0, 3_200)
                .Select(static i => new Demonstration(State.Of(Math.Sin(i), Math.Cos(i), 0.1, 0.2), Act.Discrete(i & 1)))
        );
        new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 1_000, BatchSize = 32 });
    }

    /// <summary>With the budget of docs/results.md.</summary>
    private static void ThriftyDAggerOnPendulum()
    {
        var (seeds, environments) = (new SeedSequence(1), new VectorPendulum(2));
        var acts = (BoxSpace)environments.Actions;
        using var mu = new DeterministicEnsemble(5, 3, acts, Hidden, Activation.Tanh, seeds.Child("mu"));
        using var q1 = CriticNetwork.OfAct(3, acts, Hidden, Activation.Tanh, seeds.Child("q1"));
        using var q2 = CriticNetwork.OfAct(3, acts, Hidden, Activation.Tanh, seeds.Child("q2"));
        new ThriftyDAgger { Rate = 0.05 }.Train(
            mu,
            q1,
            q2,
            new Dataset<Demonstration>(),
            environments,
            Expert.From(new PendulumController()),
            new Rounds(12, 400),
            new TrainingOptions { Epochs = 20, BatchSize = 64 }
        );
    }
}
