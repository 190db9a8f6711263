using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

[Trait("Speed", "Slow")]
public sealed partial class EnsembleTests
{
    private const ScalarType Double = ScalarType.Float64;
    private const int Members = 3;
    private static readonly SeedSequence Seeds = new(41);
    private static readonly BoxSpace Box = new([-0.5f, -100], [0.5f, 100]);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    public static TheoryData<string, Activation> Kinds
    {
        get
        {
            var data = new TheoryData<string, Activation>();
            foreach (var activation in Enum.GetValues<Activation>())
            foreach (var kind in new[] { "categorical", "gaussian", "deterministic" })
                data.Add(kind, activation);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Members_equal_single_policies(string kind, Activation activation)
    {
        using var scope = NewDisposeScope();
        using var ensemble = New(kind, activation, Double);
        var (first, second, shared) = (Numbers(Members, 6, 3), Numbers(Members, 4, 3), Numbers(5, 3));
        var (questions, weights) = Ask(kind, first, second);
        using var answers = ensemble.Forward([.. questions, Whole(kind, shared)]);
        ensemble.Backward(answers, [.. weights, null]);
        var size = ensemble.Parameters.Count / Members;

        for (var member = 0; member < Members; member++)
        {
            using var single = Single(kind, activation, member);
            Assert.Equal(single.Parameters.Values.data<double>().ToArray(), Slice(ensemble.Parameters.Values, member));
            var one = Array.ConvertAll(questions, question => Select(question, member));
            using var expected = single.Forward(one);
            single.Backward(expected, [.. weights.Select(weight => weight[member])]);
            for (var i = 0; i < one.Length; i++)
                Equal(expected[i], answers[i][member], 1e-12);
            Gradients.Equal([.. single.Parameters.Gradients.data<double>()], Slice(ensemble.Parameters.Gradients, member), 1e-12);
        }

        double[] Slice(Tensor flat, int member) => flat.narrow(0, member * size, size).data<double>().ToArray();
    }

    [Theory]
    [InlineData("categorical")]
    [InlineData("gaussian")]
    [InlineData("deterministic")]
    public void Gradients_equal_central_differences(string kind)
    {
        using var scope = NewDisposeScope();
        using var ensemble = New(kind, Activation.Tanh, Double);
        Gradients.Stir(ensemble, _random);
        var (questions, weights) = Ask(kind, Numbers(Members, 6, 3), Numbers(Members, 4, 3));

        Gradients.Equal(Gradients.Differences(ensemble, weights, questions), Gradients.Backward(ensemble, weights, questions), 1e-7);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("deterministic")]
    public void Mean_and_covariance_are_those_of_the_members(string kind)
    {
        using var scope = NewDisposeScope();
        using var ensemble = New(kind, Activation.Tanh, Double);
        var states = Numbers(5, 3);
        using var answers = ensemble.Forward(new EnsembleMeanQuestion(states), new EnsembleCovarianceQuestion(states));
        var one = ensemble.OneSampleEnsemble();

        Assert.Equal([5, 2, 2], answers[1].shape);
        for (var row = 0; row < 5; row++)
        {
            var state = new State(states[row].data<double>().ToArray());
            var means = Enumerable
                .Range(0, Members)
                .Select(member => Single(kind, Activation.Tanh, member).OneSample().Mean(state))
                .ToArray();
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal(Mean(i), answers[0][row, i].item<double>(), 13);
                for (var j = 0; j < 2; j++)
                    Assert.Equal(
                        means.Average(mean => (mean[i] - Mean(i)) * (mean[j] - Mean(j))),
                        answers[1][row, i, j].item<double>(),
                        13
                    );
            }
            Gradients.Equal([.. answers[0][row].data<double>()], one.Mean(state).Span.ToArray(), 1e-13);
            Gradients.Equal([.. answers[0][row].data<double>()], ensemble.OneSample().Mean(state).Span.ToArray(), 1e-13);
            Gradients.Equal([.. answers[1][row].contiguous().view(-1).data<double>()], one.Covariance(state).Span.ToArray(), 1e-13);

            double Mean(int component) => means.Average(mean => mean[component]);
        }
        Assert.Throws<NotSupportedException>(() => one.Disagreement(State.Of(1, 2, 3)));
        Assert.Throws<NotSupportedException>(() => one.LogProbs(State.Of(1, 2, 3)));
    }

    [Fact]
    public void Disagreement_and_mixture_are_those_of_the_members()
    {
        using var scope = NewDisposeScope();
        using var ensemble = New("categorical", Activation.Tanh, Double);
        var states = Numbers(5, 3);
        using var answers = ensemble.Forward(new EnsembleDisagreementQuestion(states), new EnsembleLogProbsQuestion(states));
        var (one, mixture) = (ensemble.OneSampleEnsemble(), ensemble.OneSample());

        for (var row = 0; row < 5; row++)
        {
            var state = new State(states[row].data<double>().ToArray());
            var members = Enumerable
                .Range(0, Members)
                .Select(member => Single("categorical", Activation.Tanh, member).OneSample())
                .ToArray();
            var mean = Enumerable
                .Range(0, 4)
                .Select(action => members.Average(m => Math.Exp(m.LogProb(Act.Discrete(action), state))))
                .ToArray();
            var entropy = -mean.Sum(static p => p * Math.Log(p));

            Assert.Equal(entropy - members.Average(m => m.Entropy(state)), answers[0][row].item<double>(), 12);
            Assert.Equal(answers[0][row].item<double>(), one.Disagreement(state), 12);
            Gradients.Equal([.. mean.Select(static p => Math.Log(p))], answers[1][row].data<double>().ToArray(), 1e-12);
            Gradients.Equal([.. mean.Select(static p => Math.Log(p))], one.LogProbs(state).Span.ToArray(), 1e-12);
            Assert.Equal(entropy, mixture.Entropy(state), 12);
            Gradients.Equal([.. mean.Select(static p => Math.Log(p))], mixture.LogProbs(state).Span.ToArray(), 1e-12);
            Assert.Equal(Math.Log(mean[2]), mixture.LogProb(Act.Discrete(2), state), 12);
            Assert.Equal(Math.Log(mean[1]), mixture.LogProb(new Acts(Act.Discrete(2), Act.Discrete(1)), state)[1], 12);
        }
        Assert.Equal(ensemble.Parameters.Values.data<double>().Sum(static w => w * w), mixture.SquaredWeights, 9);
        Assert.Throws<NotSupportedException>(() => one.Mean(State.Of(1, 2, 3)));
    }

    [Fact]
    public void Equal_members_never_disagree()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new CategoricalEnsemble(5, 3, 4, [8], Activation.Tanh, Seeds);
        ensemble.Parameters.Values.fill_(Held.Of(0.3));
        using var answers = ensemble.Forward(new EnsembleDisagreementQuestion(randn(1000, 3)));

        Assert.All(answers[0].data<float>(), static value => Assert.InRange(value, 0, 1e-6f));
    }
}
