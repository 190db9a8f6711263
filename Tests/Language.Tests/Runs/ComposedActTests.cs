using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>A number of a state and an act, learned.</summary>
public sealed partial class ActValues
{
    [Loss]
    static double Miss(Critic q, Demonstration d) => Square(q.Value(d.State, d.Action) - d.State[0] * d.State[1]);
}

/// <summary>Critics of acts with several parts: they learn as those that are given the encoded numbers.</summary>
public class ComposedActTests
{
    private const int StateSize = 2,
        Count = 30;

    private static readonly Dictionary<string, Space> Spaces = new()
    {
        ["choices"] = new MultiDiscreteSpace(2, 3, 2),
        ["tuple"] = new TupleSpace(
            ("aim", new BoxSpace([-1, -1], [1, 1])),
            ("gear", new DiscreteSpace(3)),
            ("inner", new TupleSpace(("lights", new MultiBinarySpace(2)), ("wheels", new MultiDiscreteSpace(2, 4))))
        ),
    };

    [Theory]
    [InlineData("choices", Computation.Fastest)]
    [InlineData("choices", Computation.Tensors)]
    [InlineData("tuple", Computation.Fastest)]
    [InlineData("tuple", Computation.Tensors)]
    public void Ends_with_the_bits_of_a_critic_of_encoded_numbers(string kind, Computation computation)
    {
        var space = Spaces[kind];
        var numbers = new BoxSpace(Bounds(space.Encoded, -1), Bounds(space.Encoded, 1));
        var rows = Rows(space);
        var encoded = rows.Select(row => row with { Action = Encoded(space, row.Action) }).ToArray();

        Assert.Equal(Trained(numbers, encoded, computation), Trained(space, rows, computation));
    }

    [Theory]
    [InlineData("choices")]
    [InlineData("tuple")]
    public void One_sample_answers_as_of_encoded_numbers(string kind)
    {
        var space = Spaces[kind];
        using var critic = Critic(space);
        using var plain = Critic(new BoxSpace(Bounds(space.Encoded, -1), Bounds(space.Encoded, 1)));
        foreach (var row in Rows(space))
            Assert.Equal(
                plain.OneSample().Value(row.State, Encoded(space, row.Action)),
                critic.OneSample().Value(row.State, row.Action),
                12
            );
    }

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void Acts_that_are_no_elements_are_refused(Computation computation)
    {
        var beyond = Refused(State.Of(0, 0), Act.Continuous(0, 3, 1), "expected a whole number from 0 to 2");
        var shorter = Refused(State.Of(0, 0), Act.Continuous(0, 1), "expected");
        Assert.Contains("3", beyond, StringComparison.Ordinal);
        Assert.Contains("2", shorter, StringComparison.Ordinal);

        string Refused(State state, Act act, string expected)
        {
            using var critic = Critic(Spaces["choices"]);
            var data = new Dataset<Demonstration>([new Demonstration(state, act)]);
            var options = new TrainingOptions { Epochs = 1, Computation = computation };
            var message = Assert.Throws<ArgumentException>(() => new ActValues().Train(critic, data, options)).Message;
            Assert.Contains(expected, message, StringComparison.Ordinal);
            return message;
        }
    }

    [Fact]
    public void Acts_that_are_images_are_refused_at_once() =>
        Assert.Contains(
            "Found acts of ImageSpace; expected a box, choices, switches, or a tuple of these",
            Assert.Throws<ArgumentException>(static () => Critic(new TupleSpace(("picture", new ImageSpace(2, 2, 1))))).Message,
            StringComparison.Ordinal
        );

    private static float[] Trained(Space space, Demonstration[] rows, Computation computation)
    {
        using var critic = Critic(space);
        new ActValues().Train(
            critic,
            new Dataset<Demonstration>(rows),
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 8,
                Computation = computation,
            }
        );
        return critic.Parameters.Values.data<float>().ToArray();
    }

    private static ActCritic Critic(Space acts) => CriticNetwork.OfAct(StateSize, acts, [6], Activation.Tanh, new SeedSequence(4));

    private static float[] Bounds(int width, float bound) => [.. Enumerable.Repeat(bound, width)];

    private static Act Encoded(Space space, Act act)
    {
        var encoded = new float[space.Encoded];
        space.Encode([.. act.Span.ToArray().Select(static number => (float)number)], encoded);
        return Act.From(encoded);
    }

    private static Demonstration[] Rows(Space space)
    {
        var random = new SeedSequence(9).Stream();
        double Number() => (float)random.NextGaussian();
        return
        [
            .. Enumerable.Range(0, Count).Select(_ => new Demonstration(State.Of(Number(), Number()), new Act(Element(space).ToArray()))),
        ];

        IEnumerable<double> Element(Space part) =>
            part switch
            {
                DiscreteSpace discrete => [random.NextInt(discrete.Count)],
                MultiDiscreteSpace several => several.Counts.Select(count => (double)random.NextInt(count)).ToArray(),
                MultiBinarySpace => Enumerable.Range(0, part.Width).Select(_ => (double)random.NextInt(2)).ToArray(),
                TupleSpace tuple => tuple.Parts.SelectMany(one => Element(one.Space)).ToArray(),
                _ => Enumerable.Range(0, part.Width).Select(_ => Number()).ToArray(),
            };
    }
}
