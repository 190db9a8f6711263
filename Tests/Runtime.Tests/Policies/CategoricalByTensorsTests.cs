using DeclarativeIL.Arithmetic;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>What is written by hand for choices by tensors, against the equations that are generated for them.</summary>
public sealed class CategoricalByTensorsTests
{
    private const int Actions = 3,
        Rows = 4;

    [Theory]
    [InlineData(ScalarType.Float32, 0)]
    [InlineData(ScalarType.Float64, 0)]
    [InlineData(ScalarType.Float32, 2)]
    [InlineData(ScalarType.Float64, 2)]
    public void Answers_and_gradients_are_those_of_the_equations(ScalarType type, int members)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var policy = new CategoricalPolicy(1, Actions, [], Activation.Tanh, new SeedSequence(1), type);
        long[] lead = members == 0 ? [] : [members];
        var logits = tensor(Enumerable.Range(0, Math.Max(1, members) * Rows * Actions).Select(Logit).ToArray())
            .to(type)
            .reshape([.. lead, Rows, Actions]);
        Tensor Numbers(int each, Func<int, int, double> number) =>
            tensor(Enumerable.Range(0, Math.Max(1, members) * Rows * each).Select(i => number(i / each, i % each)).ToArray()).to(type);
        var states = zeros([.. lead, Rows, 1], type);
        var acts = Numbers(1, static (row, _) => row % Actions).reshape([.. lead, Rows, 1]);
        var several = Numbers(2, static (row, place) => (row + place) % Actions).reshape([.. lead, Rows, 2, 1]); // two acts a row
        Question[] questions =
        [
            new LogProbQuestion(acts, states),
            new LogProbsOfQuestion(several, states),
            new LogProbsQuestion(states),
            new EntropyQuestion(states),
        ];
        var declared = new CategoricalPolicy.Equations();
        var expected = Run(declared, policy.Parameters, logits, questions);
        var found = Run(new CategoricalByTensors(declared), policy.Parameters, logits, questions);
        Assert.Equal(questions.Length + 1, found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            Assert.Equal(expected[i].shape, found[i].shape);
            var (wanted, written) = (Read(expected[i]), Read(found[i]));
            for (var k = 0; k < wanted.Length; k++)
                Assert.Equal(wanted[k], written[k], type == ScalarType.Float32 ? 1e-5 : 1e-12);
        }
        Assert.Contains(Read(found[^1]), static slope => Math.Abs(slope) > 0.1);
    }

    /// <summary>Ordinary ones, one that all but must be, and one that cannot be.</summary>
    private static double Logit(int i) =>
        i switch
        {
            4 => 300,
            7 => double.NegativeInfinity,
            _ => Math.Sin(3 * i),
        };

    /// <summary>
    /// All answers, and the gradient of their weighted sum with respect to the logits: the last two questions are about some rows.
    /// </summary>
    private static List<Tensor> Run(HeadEquations equations, FlatParameters parameters, Tensor logits, Question[] questions)
    {
        var space = new DiscreteSpace(Actions);
        using var units = new ActUnits(space, equations);
        using var head = new DeclaredHead(logits, parameters, equations, PolicyParts.LayoutOf(equations, space), null, units);
        var all = new DeclarativeIL.Backends.Torch.Rows(0, Rows, IsAll: true);
        var some = new DeclarativeIL.Backends.Torch.Rows(1, Rows - 1, IsAll: false);
        List<Tensor> answers = [];
        for (var i = 0; i < questions.Length; i++)
            answers.Add(head.Answer(questions[i], i, i < 2 ? all : some).clone());
        for (var i = 0; i < questions.Length; i++)
            head.Backward(questions[i], i, i < 2 ? all : some, answers[i].FilledLike(0.5 + i));
        return [.. answers, head.OutputGradient!.clone()];
    }

    private static double[] Read(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
