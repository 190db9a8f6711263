using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>Environment steps a second of the processor's time.</summary>
/// <param name="Environment">Which.</param>
/// <param name="Count">Environments in the vectorised form.</param>
/// <param name="Single">Median of the single form.</param>
/// <param name="SingleFastest">Its fastest repetition.</param>
/// <param name="Vector">Median of the vectorised form, all environments together.</param>
/// <param name="VectorFastest">Its fastest repetition.</param>
internal sealed record EnvironmentSpeed(
    string Environment,
    int Count,
    double Single,
    double SingleFastest,
    double Vector,
    double VectorFastest
);

/// <summary>Steps with actions drawn beforehand; episodes that end are started anew, as in training.</summary>
internal static class EnvironmentBenchmark
{
    public const int Repetitions = 201;
    private const int Drawn = 1024,
        Chunk = 1024;

    public static IEnumerable<EnvironmentSpeed> Run(int count, double seconds)
    {
        IEnumerable<Func<List<EnvironmentSpeed>>> all =
        [
            () => Declared<CartPoleByHand>("CartPole-v1", new CartPole(), new VectorCartPole(count), seconds),
            () => Declared<PendulumByHand>("Pendulum-v1", new Pendulum(), new VectorPendulum(count), seconds),
            () => Declared<MountainCarByHand>("MountainCar-v0", new MountainCar(), new VectorMountainCar(count), seconds),
            () =>
                Declared<MountainCarContinuousByHand>(
                    "MountainCarContinuous-v0",
                    new MountainCarContinuous(),
                    new VectorMountainCarContinuous(count),
                    seconds
                ),
            () => Declared<AcrobotByHand>("Acrobot-v1", new Acrobot(), new VectorAcrobot(count), seconds),
            () => Declared<LaneKeepingByHand>("LaneKeeping", new LaneKeeping(), new VectorLaneKeeping(count), seconds),
            () => Measure([("GridWorld, wrapped", new GridWorld(), new VectorEnvironment(count, _ => new GridWorld()))], seconds),
        ];
        return all.SelectMany(measure => measure());
    }

    /// <summary>The declared form, and by turns with it the one that was written over lanes by hand.</summary>
    private static List<EnvironmentSpeed> Declared<TByHand>(string name, IEnvironment single, IVectorEnvironment vector, double seconds)
        where TByHand : struct, IDynamics =>
        Measure([(name, single, vector), (name + ", by hand", new ByHand<TByHand>(), new VectorByHand<TByHand>(vector.Count))], seconds);

    /// <summary>Several side by side: the repetitions of one between those of the others.</summary>
    private static List<EnvironmentSpeed> Measure((string Name, IEnvironment Single, IVectorEnvironment Vector)[] all, double seconds)
    {
        var one = Rates([.. all.Select(each => (Stepper(each.Single), 1))], seconds);
        var many = Rates([.. all.Select(each => (Stepper(each.Vector), each.Vector.Count))], seconds);
        return
        [
            .. all.Select(
                (each, i) =>
                    new EnvironmentSpeed(
                        each.Name,
                        each.Vector.Count,
                        one[i][Repetitions / 2],
                        one[i][^1],
                        many[i][Repetitions / 2],
                        many[i][^1]
                    )
            ),
        ];
    }

    /// <summary>Environment steps a second of each, sorted; what is compiled late is compiled before.</summary>
    private static double[][] Rates((Action<int> Step, int Count)[] all, double seconds)
    {
        var rates = all.Select(_ => new double[Repetitions]).ToArray();
        TimeSpan share = TimeSpan.FromSeconds(seconds / Repetitions),
            warm = TimeSpan.FromSeconds(Math.Max(0.3, seconds / 10));
        foreach (var (step, _) in all)
            for (var start = Now(); Now() - start < warm; )
                step(Chunk);
        for (var r = 0; r < Repetitions; r++)
        for (var i = 0; i < all.Length; i++)
        {
            var chunks = 0L;
            var start = Now();
            for (; Now() - start < share; chunks++)
                all[i].Step(Chunk);
            rates[i][r] = chunks * Chunk * all[i].Count / (Now() - start).TotalSeconds;
        }
        foreach (var sorted in rates)
            Array.Sort(sorted);
        return rates;
    }

    /// <summary>The processor's time, not the clock's: other people's work on a shared machine does not count.</summary>
    private static TimeSpan Now() => Environment.CpuUsage.TotalTime;

    private static Action<int> Stepper(IEnvironment environment)
    {
        var (actions, width, t) = (Actions(environment.Actions, 1), environment.Actions.Width, 0);
        var observation = new float[environment.Observations.Width];
        environment.Reset(1, observation);
        return steps =>
        {
            for (var i = 0; i < steps; i++)
            {
                t = (t + 1) % Drawn;
                var result = environment.Step(actions.AsSpan(t * width, width), observation);
                if (result.Terminated || result.Truncated)
                    environment.Reset(null, observation);
            }
        };
    }

    private static Action<int> Stepper(IVectorEnvironment environments)
    {
        var (count, t) = (environments.Count, 0);
        var actions = Actions(environments.Actions, count);
        float[] observations = new float[count * environments.Observations.Width],
            finals = new float[observations.Length];
        var (results, width) = (new StepResult[count], count * environments.Actions.Width);
        environments.Reset(1, observations);
        return steps =>
        {
            for (var i = 0; i < steps; i++)
            {
                t = (t + 1) % Drawn;
                environments.Step(actions.AsSpan(t * width, width), observations, results, finals);
            }
        };
    }

    private static float[] Actions(Space space, int count)
    {
        var random = new RandomStream(7);
        var actions = new float[Drawn * count * space.Width];
        for (var i = 0; i < actions.Length; i++)
            actions[i] = space is BoxSpace box
                ? box.Low[i % space.Width] + (box.High[i % space.Width] - box.Low[i % space.Width]) * (float)random.NextUniform()
                : random.NextInt(((DiscreteSpace)space).Count);
        return actions;
    }
}
