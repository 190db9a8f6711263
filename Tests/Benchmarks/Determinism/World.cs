using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using TorchSharp;

namespace DeclarativeIL.Benchmarks.Determinism;

/// <summary>Where networks are, and what they compute in.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Device">Where; null for the CPU.</param>
internal sealed record Place(torch.ScalarType Type, torch.Device? Device)
{
    /// <summary>The CPU, in float32.</summary>
    public static Place Usual { get; } = new(torch.ScalarType.Float32, null);
}

/// <summary>What an algorithm is given: networks of two layers of 64, 777 rows, or environments for three rounds.</summary>
/// <param name="name">For people.</param>
/// <param name="stateSize">Numbers of an observation.</param>
/// <param name="acts">What can be done.</param>
/// <param name="makeEnvironments">Makes the environments; none where nothing is collected.</param>
/// <param name="makeController">Makes the expert's controller; none where nothing is collected.</param>
internal sealed class World(
    string name,
    int stateSize,
    Space acts,
    Func<IVectorEnvironment>? makeEnvironments,
    Func<IController>? makeController
)
{
    public const int Rows = 777,
        RoundCount = 3;

    private const int Lanes = 8,
        StepsPerRound = 256,
        FirstRows = 77;

    private static readonly int[] Hidden = [64, 64];

    /// <summary>For algorithms that collect nothing, and for those that do.</summary>
    public static IReadOnlyList<World> All { get; } =
    [
        new("continuous", 17, Box(6, 1), null, null),
        new("discrete", 17, new DiscreteSpace(5), null, null),
        new("continuous", 3, new Pendulum().Actions, static () => new VectorPendulum(Lanes), static () => new PendulumController()),
        new("discrete", 4, new DiscreteSpace(2), static () => new VectorCartPole(Lanes), static () => new CartPoleController()),
    ];

    public string Name => name;

    public bool Collects => makeEnvironments is not null;

    /// <summary>Kinds of networks, those that can do the least first, and how to make one.</summary>
    /// <param name="members">Of an ensemble.</param>
    /// <param name="place">Where they are, and what they compute in.</param>
    public IReadOnlyList<(Type Type, Func<SeedSequence, INetwork> Make)> Networks(int members, Place place) =>
        acts is BoxSpace box
            ?
            [
                Kind(seeds => new DeterministicPolicy(stateSize, box, Hidden, Activation.Tanh, seeds, place.Type, place.Device)),
                Kind(seeds => new GaussianPolicy(stateSize, box, Hidden, Activation.Tanh, seeds, place.Type, place.Device)),
                Kind(seeds => new SquashedGaussianPolicy(stateSize, box, Hidden, Activation.Tanh, seeds, place.Type, place.Device)),
                Kind(seeds => new DeterministicEnsemble(members, stateSize, box, Hidden, Activation.Tanh, seeds, place.Type, place.Device)),
                Kind(seeds => new GaussianEnsemble(members, stateSize, box, Hidden, Activation.Tanh, seeds, place.Type, place.Device)),
                .. Others(3, place),
            ]
            :
            [
                Kind(seeds => new CategoricalPolicy(stateSize, Choices, Hidden, Activation.Relu, seeds, place.Type, place.Device)),
                Kind(seeds => new CategoricalEnsemble(
                    members,
                    stateSize,
                    Choices,
                    Hidden,
                    Activation.Relu,
                    seeds,
                    place.Type,
                    place.Device
                )),
                .. Others(Choices, place),
            ];

    private int Choices => ((DiscreteSpace)acts).Count;

    /// <summary>What is given for a parameter that is no network.</summary>
    /// <exception cref="NotSupportedException">
    /// Nothing is known for that type: say here what an algorithm with such a parameter is given.
    /// </exception>
    public object? Argument(Type type, string parameter, TrainingOptions options)
    {
        var random = new SeedSequence(options.Seed).Child(parameter).Stream();
        return type switch
        {
            _ when type == typeof(TrainingOptions) => options,
            _ when type == typeof(Rounds) => new Rounds(RoundCount, StepsPerRound),
            _ when type == typeof(IVectorEnvironment) => makeEnvironments!(),
            _ when type == typeof(IContexts) => Contexts.From(State),
            _ when type == typeof(CancellationToken) => CancellationToken.None,
            _ when type == typeof(string) => null, // nothing to resume from
            _ when type == typeof(IProgress<TrainingProgress>) => null,
            _ when type == typeof(Vector) => new Vector(Enumerable.Repeat(0.1, stateSize).ToArray()),
            _ when type == typeof(Matrix) => new Matrix(
                acts.Width,
                stateSize,
                Enumerable.Range(0, acts.Width * stateSize).Select(_ => 0.1 * random.NextGaussian()).ToArray()
            ),
            _ when type == typeof(Dataset<Demonstration>) => Data(random, row => new Demonstration(State(row), Act(row))),
            _ when type == typeof(Dataset<Transition>) => Data(
                random,
                row => new Transition(State(row), Act(row), 0, State(row), row.NextInt(20) == 0)
            ),
            _ when type == typeof(Dataset<Preference>) => Data(random, row => new Preference(State(row), Act(row), Act(row))),
            _ when type == typeof(Dataset<Rating>) => Data(random, row => new Rating(State(row), Act(row), row.NextInt(2) == 0)),
            _ => throw new NotSupportedException(
                $"Parameter '{parameter}': found the type {type}; expected one that {nameof(World)}.{nameof(Argument)} knows."
            ),
        };
    }

    /// <summary>Whether an argument of that type is an expert.</summary>
    public static bool IsExpert(Type type) => typeof(IActionExpert).IsAssignableFrom(type) || type == typeof(IPreferenceExpert);

    /// <summary>An expert of the kind that is asked for.</summary>
    public object Expert(Type kind) =>
        kind == typeof(IPreferenceExpert) ? PreferenceExpert.FromReward(static (state, act) => -Math.Pow(act[0] - state[0], 2))
        : kind == typeof(ITakeoverExpert) ? Actor().TakingOver(static step => step.State[0] > 0)
        : kind == typeof(IActionExpert) ? Actor()
        : throw new NotSupportedException($"Found the expert {kind}; expected one that {nameof(World)}.{nameof(Expert)} knows.");

    private Expert Actor() =>
        DeclarativeIL.Expert.From((makeController ?? throw new NotSupportedException("An expert acts in environments only."))());

    private static (Type, Func<SeedSequence, INetwork>) Kind<TNetwork>(Func<SeedSequence, TNetwork> make)
        where TNetwork : INetwork => (typeof(TNetwork), seeds => make(seeds));

    private IEnumerable<(Type, Func<SeedSequence, INetwork>)> Others(int features, Place place) =>
        [
            Kind(seeds => CriticNetwork.OfState(stateSize, Hidden, Activation.Relu, seeds, place.Type, place.Device)),
            Kind(seeds => CriticNetwork.OfAct(stateSize, acts, Hidden, Activation.Relu, seeds, place.Type, place.Device)),
            Kind(_ => new CoefficientNetwork(0, place.Type, place.Device)),
            Kind(seeds => new FeatureNetwork(stateSize, features, Hidden, Activation.Relu, seeds, place.Type, place.Device)),
        ];

    private Dataset<TRow> Data<TRow>(RandomStream random, Func<RandomStream, TRow> make)
        where TRow : struct => new(Enumerable.Range(0, Collects ? FirstRows : Rows).Select(_ => make(random)));

    private State State(RandomStream random) =>
        new(Enumerable.Range(0, stateSize).Select(_ => (double)(float)random.NextGaussian()).ToArray());

    private Act Act(RandomStream random) =>
        acts is DiscreteSpace choices
            ? DeclarativeIL.Act.Discrete(random.NextInt(choices.Count))
            : DeclarativeIL.Act.Continuous([
                .. Enumerable.Range(0, acts.Width).Select(_ => (double)(float)(1.8 * random.NextUniform() - 0.9)),
            ]);

    private static BoxSpace Box(int width, float bound) => new([.. Enumerable.Repeat(-bound, width)], [.. Enumerable.Repeat(bound, width)]);
}
