using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>Critics, features and fields answer by ONNX Runtime as by the library.</summary>
public sealed class NetworkTests
{
    private const int States = 5;

    private static readonly SeedSequence Seeds = new(5);
    private static readonly BoxSpace Box = new([-1, -2], [1.5f, 3]);

    private static readonly Space[] Spaces =
    [
        Box,
        new DiscreteSpace(4),
        new MultiDiscreteSpace(2, 3),
        new MultiBinarySpace(3),
        new TupleSpace(("steer", Box), ("gear", new DiscreteSpace(3))),
    ];

    [Fact]
    public void Features_answer_as_the_library() =>
        Try(
            static b => new FeatureNetwork(States, 3, b.Hidden, b.Activation, Seeds, b.Type),
            static network => network.OneSample(),
            ["features [batch, 3]"],
            [States],
            static (features, row) => Numbers(features.Of(State(row[0])))
        );

    [Fact]
    public void Critic_of_states_answers_as_the_library() =>
        Try(
            static b => CriticNetwork.OfState(States, b.Hidden, b.Activation, Seeds, b.Type),
            static network => network.OneSample(),
            ["value [batch, 1]"],
            [States],
            static (critic, row) => [critic.Value(State(row[0]))]
        );

    [Fact]
    public void Field_answers_as_the_library() =>
        Try(
            static b => new FieldNetwork(States, 2, b.Hidden, b.Activation, Seeds, b.Type),
            static network => network.OneSample(),
            ["field [batch, 2]"],
            [States, 2, 1],
            static (field, row) => Numbers(field.Of(State(row[0]), new Vector(Wide(row[1])), row[2][0]))
        );

    [Fact]
    public void Critics_of_acts_answer_as_the_library()
    {
        foreach (var space in Spaces)
            Try(
                b => CriticNetwork.OfAct(States, space, b.Hidden, b.Activation, Seeds, b.Type),
                static network => network.OneSample(),
                ["value [batch, 1]"],
                [States, space.Width],
                static (critic, row) => [critic.Value(State(row[0]), Act(row[1]))],
                space
            );
    }

    [Fact]
    public void Critics_of_steps_answer_as_the_library()
    {
        foreach (var space in Spaces)
            Try(
                b => CriticNetwork.OfStep(States, space, b.Hidden, b.Activation, Seeds, b.Type),
                static network => network.OneSample(),
                ["value [batch, 1]"],
                [States, space.Width, States],
                static (critic, row) => [critic.Value(State(row[0]), Act(row[1]), State(row[2]))],
                space
            );
    }

    private static void Try<TNetwork, TFace>(
        Func<Build, TNetwork> make,
        Func<TNetwork, TFace> face,
        string[] outputs,
        int[] widths,
        Func<TFace, float[][], double[]> ask,
        Space? acts = null
    )
        where TNetwork : BodyNetwork, IStandardizedNetwork
    {
        foreach (var build in Build.All)
        {
            using var network = make(build);
            Made.Stir(network.Parameters);
            if (build.IsStandardized)
                network.Standardize(Made.Observed);
            var model = OnnxModel.Of(network);
            Assert.Equal(outputs, model.Outputs.Select(static output => output.ToString()));
            Assert.Equal(widths, model.Inputs.Select(static input => int.Parse(input.Dimensions[1], null)));
            var inputs = widths.Select(width => Made.Rows(build, width, out _)).ToArray();
            Made.Rows(build, States, out var rows);
            if (acts is not null)
                inputs[1] = Elements(acts, rows);
            using var runtime = new Runtime(model);
            var found = runtime.Run(rows, [.. model.Inputs.Zip(inputs, static (input, values) => (input.Name, values))]);
            var asked = face(network);
            double[] expected =
            [
                .. Enumerable
                    .Range(0, rows)
                    .SelectMany(row => ask(asked, [.. inputs.Zip(widths, (all, width) => all[(row * width)..((row + 1) * width)])])),
            ];
            Near.Check($"{typeof(TNetwork).Name} of {acts} {build}", found[model.Outputs[0].Name].Values, expected);
        }
    }

    private static float[] Elements(Space space, int rows)
    {
        var random = new RandomStream(13);
        return [.. Enumerable.Range(0, rows).SelectMany(_ => Element(space, random))];
    }

    private static IEnumerable<float> Element(Space space, RandomStream random) =>
        space switch
        {
            DiscreteSpace discrete => [random.NextInt(discrete.Count)],
            MultiDiscreteSpace several => [.. several.Counts.Select(count => (float)random.NextInt(count))],
            MultiBinarySpace => [.. Enumerable.Range(0, space.Width).Select(_ => (float)random.NextInt(2))],
            TupleSpace tuple => [.. tuple.Parts.SelectMany(part => Element(part.Space, random))],
            _ => [.. Enumerable.Range(0, space.Width).Select(_ => (float)random.NextGaussian())],
        };

    private static State State(float[] numbers) => new(Wide(numbers));

    private static Act Act(float[] numbers) => DeclarativeIL.Act.At(new Vector(Wide(numbers)));

    private static double[] Wide(float[] numbers) => Array.ConvertAll(numbers, static number => (double)number);

    private static double[] Numbers(Vector vector) => vector.Span.ToArray();
}
