using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>Parts of a run that have a state of their own, in runs that are broken off and resumed.</summary>
public class ResumedPartsTests
{
    private static readonly SeedSequence Seeds = new(11);

    public static TheoryData<string> Worlds => [.. Environments.Keys];

    private static Dictionary<string, Func<IVectorEnvironment>> Environments { get; } =
        new()
        {
            ["a limit"] = static () => new VectorTimeLimit(new VectorCartPole(3), 20),
            ["rewards that are scaled"] = static () => new VectorNormalizeReward(new VectorCartPole(3)),
            ["frames"] = static () => ObservationView.Frames(2).Of(new VectorCartPole(3)),
            ["single ones"] = static () => new VectorEnvironment(3, static _ => new TimeLimit(new NormalizeReward(new CartPole()), 30)),
            ["grids"] = static () => new VectorEnvironment(3, static _ => new GridWorld(GridWorld.DefaultMap, slip: 0.1)),
        };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Environments_go_on_where_they_were(string name) =>
        BrokenRun.EndsAlike(part =>
        {
            var environments = Environments[name]();
            var running = new RunningScaling(environments.Observations.Width);
            var (size, actions) = (environments.Observations.Width, ((DiscreteSpace)environments.Actions).Count);
            using var pi = new CategoricalPolicy(size, actions, [8], Activation.Tanh, Seeds.Child("pi")).Standardized(running);
            using var v = CriticNetwork.OfState(size, [8], Activation.Tanh, Seeds.Child("v")).Standardized(running);
            var result = new Ppo().Train(
                pi,
                v,
                environments,
                new Rounds(4, 96) { EvaluationEpisodes = 2 },
                Options(part, epochs: 2),
                part?.Progress,
                resume: part?.Resume
            );
            return BrokenRun.Print([pi, v], result) + string.Join(' ', running.Mean) + string.Join(' ', running.Variance);
        });

    [Fact]
    public void Experts_that_are_late_and_err_go_on_alike() =>
        BrokenRun.EndsAlike(part =>
        {
            var environments = new VectorCartPole(3);
            using var pi = Runs.Policy(3);
            var expert = new DelayedExpert(
                new NoisyExpert(Expert.From(new CartPoleController()), environments.Actions, 0.2, Seeds.Child("noise")),
                questions: 3
            );
            var data = new Dataset<Demonstration> { Capacity = 150 };
            var result = new DAgger().Train(
                pi,
                data,
                environments,
                expert,
                new Rounds(4, 96),
                Options(part, epochs: 2),
                part?.Progress,
                resume: part?.Resume
            );
            return BrokenRun.Print([pi], result) + string.Join('\n', data);
        });

    [Fact]
    public void Policies_that_remember_go_on_in_the_midst_of_an_episode() =>
        BrokenRun.EndsAlike(part =>
        {
            using var pi = CategoricalPolicy.Over(Module(2, "pi"), 4, 2, static () => Module(2, "pi"));
            using var v = StateCritic.Over(Module(1, "v"), 4, static () => Module(1, "v"));
            var result = new Ppo().Train(
                pi,
                v,
                new VectorCartPole(3),
                new Rounds(3, 96),
                Options(part, epochs: 2) with
                {
                    Windows = new(8, 4),
                },
                part?.Progress,
                resume: part?.Resume
            );
            return BrokenRun.Print([pi, v], result);

            static MemoryModule Module(int outputs, string name) => Memory.Gru(4, outputs, 6, Seeds.Child(name));
        });

    [Fact]
    public void Dropout_and_running_statistics_of_modules_go_on_alike() =>
        BrokenRun.EndsAlike(part =>
        {
            using var module = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Dropout(0.3), nn.Linear(8, 2));
            Start(module);
            using var pi = CategoricalPolicy.Over(module, 4, 2);
            var (data, options) = (Runs.Labelled(200), Options(part, epochs: 5));
            var result = new BehaviorCloning().Train(pi, data, options, part?.Progress, resume: part?.Resume);
            var statistics = module.buffers().SelectMany(static buffer => buffer.to(ScalarType.Float64).data<double>().ToArray());
            return BrokenRun.Print([pi], result) + string.Join(' ', statistics);
        });

    /// <summary>Parameters of the test's own: those that a module starts with come from a generator that all tests share.</summary>
    private static void Start(nn.Module module)
    {
        var draws = Seeds.Child("module").Stream();
        using var quiet = no_grad();
        foreach (var parameter in module.parameters())
        {
            var numbers = Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)draws.NextGaussian() / 2).ToArray();
            using var values = tensor(numbers, parameter.shape);
            parameter.copy_(values);
        }
    }

    private static TrainingOptions Options(RunPart? part, int epochs) =>
        new()
        {
            Epochs = epochs,
            BatchSize = 32,
            Seed = 4,
            Checkpoints = part?.Checkpoints,
        };
}
