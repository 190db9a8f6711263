using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>A figure about whole runs: what, in which unit, and the median, smallest and largest of several measurements.</summary>
internal sealed record Figure(string What, string Unit, double Median, double Minimum, double Maximum)
{
    public static Figure Of(string what, string unit, IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new(what, unit, (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}

/// <summary>Loops as users run them, from data or environments to a trained policy.</summary>
internal static class WholeRuns
{
    private const int EnvironmentSteps = 20_000,
        StepsPerRound = 500,
        EpochsPerRound = 4,
        Repetitions = 3;

    public static IEnumerable<Figure> All(bool brief)
    {
        yield return DAgger();
        foreach (var figure in CollectingRuns.All())
            yield return figure;
        yield return Rollout(samples: true);
        yield return Rollout(samples: false);
        foreach (var rows in (int[])(brief ? [1_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000, 10_000_000]))
            yield return Epoch(rows);
        foreach (var members in (int[])[1, 2, 5, 10, 20])
            yield return Ensemble(members);
        yield return FirstStep();
        foreach (var figure in Memory(brief ? 100_000 : 1_000_000))
            yield return figure;
    }

    /// <summary>Rounds of 500 steps in 8 environments, 4 epochs over all labels after each: the defaults of <c>imitation</c>.</summary>
    private static Figure DAgger() =>
        Figure.Of(
            "DAgger on CartPole, 20,000 environment steps, 4 epochs a round",
            "s",
            Times(() =>
            {
                using var policy = Policy(1);
                var data = new Dataset<Demonstration>();
                new DAgger().Train(
                    policy,
                    data,
                    new VectorCartPole(8),
                    Expert.From(new CartPoleController()),
                    new Rounds(EnvironmentSteps / StepsPerRound, StepsPerRound),
                    new TrainingOptions
                    {
                        Epochs = EpochsPerRound,
                        BatchSize = 32,
                        Seed = 1,
                    }
                );
            })
        );

    private static Figure Rollout(bool samples)
    {
        const int count = 8,
            steps = 100_000;
        using var policy = Policy(1);
        var environments = new VectorCartPole(count);
        float[] states = new float[4 * count],
            actions = new float[count],
            final = new float[4 * count];
        var (results, random) = (new StepResult[count], new SeedSequence(1).Stream());
        environments.Reset(1, states);
        return Figure.Of(
            $"8 CartPoles and a 2 x 32 perceptron that {(samples ? "samples" : "acts by its mode")}",
            "million environment steps/s",
            Times(() =>
                {
                    for (var i = 0; i < steps; i++)
                    {
                        if (samples)
                            policy.Sample(states, actions, random);
                        else
                            policy.Mode(states, actions);
                        environments.Step(actions, states, results, final);
                    }
                })
                .Select(static seconds => count * steps / seconds / 1e6)
        );
    }

    private static Figure Epoch(int rows)
    {
        var (random, data) = (new SeedSequence(2).Stream(), new Dataset<Demonstration>());
        for (var i = 0; i < rows; i++)
            data.Add(
                new Demonstration(
                    State.Of(random.NextUniform(), random.NextUniform(), random.NextUniform(), random.NextUniform()),
                    Act.Discrete(i & 1)
                )
            );
        var epochs = Math.Max(1, 300_000 / rows);
        using var policy = Policy(1);
        return Figure.Of(
            string.Create(CultureInfo.InvariantCulture, $"A, an epoch over {rows:N0} rows"),
            "ns/row",
            Times(() => new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = epochs, BatchSize = 32 }))
                .Select(seconds => seconds / epochs / rows * 1e9)
        );
    }

    private static Figure Ensemble(int members)
    {
        const int steps = 2_000;
        var perceptron = new CpuPerceptron<float>(new PerceptronShape(4, [32, 32], 2, Activation.Tanh), members, 0);
        var optimizer = new Optimization.AdamOptions().Create(perceptron);
        perceptron.Load([.. Enumerable.Range(0, members).SelectMany(Scenario.A(1, 1).Parameters)]);
        return Figure.Of(
            $"A, forward, backward and update of {members} member{(members == 1 ? "" : "s")}",
            "us/member",
            Times(() =>
                {
                    for (var i = 0; i < steps; i++)
                    {
                        perceptron.Input(32).Fill(0.5f);
                        perceptron.Forward(32);
                        perceptron.OutputGradient(32).Fill(0.01f);
                        perceptron.ZeroGradients();
                        perceptron.Backward(32);
                        perceptron.Update(optimizer, 1e-3);
                    }
                })
                .Select(seconds => seconds / steps / members * 1e6)
        );
    }

    /// <summary>In a process of its own, from the entry of <c>Main</c>.</summary>
    private static Figure FirstStep() =>
        Figure.Of(
            "From Main to the end of the first training step, in a new process",
            "s",
            Enumerable.Range(0, Repetitions).Select(static _ => double.Parse(Child("first-step"), CultureInfo.InvariantCulture))
        );

    private static IEnumerable<Figure> Memory(int steps)
    {
        using var policy = Policy(1);
        var data = new Dataset<Demonstration>(
            Enumerable
                .Range(0, 3_200)
                .Select(static i => new Demonstration(State.Of(Math.Sin(i), Math.Cos(i), 0.1, 0.2), Act.Discrete(i & 1)))
        );
        var passed = 0;
        foreach (var (until, name) in new[] { (steps / 10, "a tenth of them"), (steps, "all of them") })
        {
            new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = (until - passed) / 100, BatchSize = 32 });
            passed = until;
            yield return Figure.Of(
                string.Create(CultureInfo.InvariantCulture, $"Resident memory in a run of {steps:N0} steps, after {name}"),
                "MB",
                [Environment.WorkingSet / 1e6]
            );
        }
    }

    /// <summary>What the child process of <see cref="FirstStep"/> does: prints seconds since <paramref name="start"/>.</summary>
    public static void TakeFirstStep(long start)
    {
        using var policy = Policy(1);
        var data = new Dataset<Demonstration>(
            Enumerable.Range(0, 32).Select(static i => new Demonstration(State.Of(i, 0.1, 0.2, 0.3), Act.Discrete(i & 1)))
        );
        new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 1, BatchSize = 32 });
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string Child(string command)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(WholeRuns).Assembly.Location);
        start.ArgumentList.Add(command);
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? printed.Trim()
            : throw new InvalidOperationException($"The child process ended with {process.ExitCode}.");
    }

    private static CategoricalPolicy Policy(ulong seed) => new(4, 2, [32, 32], Activation.Tanh, new SeedSequence(seed));

    private static double[] Times(Action run)
    {
        run();
        return
        [
            .. Enumerable
                .Range(0, Repetitions)
                .Select(_ =>
                {
                    var start = Stopwatch.GetTimestamp();
                    run();
                    return Stopwatch.GetElapsedTime(start).TotalSeconds;
                }),
        ];
    }
}
