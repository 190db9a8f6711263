using DeclarativeIL.Policies;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed partial class EnsembleTests
{
    [Fact]
    public void It_acts_by_the_mean_of_its_members()
    {
        using var gaussian = (GaussianEnsemble)New("gaussian", Activation.Tanh, ScalarType.Float32);
        using var deterministic = (DeterministicEnsemble)New("deterministic", Activation.Tanh, ScalarType.Float32);
        using var categorical = New("categorical", Activation.Tanh, ScalarType.Float32);
        const int rows = 20_000;
        var state = State.Of(0.5, -1, 2);
        var (states, actions, drawn, again) = (new float[rows * 3], new float[rows * 2], new float[rows * 2], new float[rows * 2]);
        for (var i = 0; i < states.Length; i++)
            states[i] = (float)state[i % 3];

        deterministic.Mode(states, actions);
        deterministic.Sample(states, drawn, Seeds.Stream());
        Assert.Equal(actions, drawn);
        var mean = deterministic.OneSample().Mean(state);
        Assert.Equal([Math.Clamp((float)mean[0], -0.5f, 0.5f), (float)mean[1]], actions[..2], (x, y) => Math.Abs(x - y) < 1e-6);

        gaussian.Mode(states, actions);
        gaussian.Sample(states, drawn, Seeds.Stream());
        gaussian.Sample(states, again, Seeds.Stream());
        Assert.Equal(drawn, again);
        var second = drawn.Where(static (_, i) => i % 2 == 1).ToArray();
        var (middle, spread) = (gaussian.OneSample().Mean(state)[1], 1 + gaussian.OneSampleEnsemble().Covariance(state)[1, 1]);
        Assert.Equal(middle, actions[1], 1e-6);
        Assert.InRange(second.Average(), middle - (4 * Math.Sqrt(spread / rows)), middle + (4 * Math.Sqrt(spread / rows)));
        Assert.InRange(second.Average(x => (x - middle) * (x - middle)) / spread, 0.95, 1.05);

        var (choices, one) = (new float[rows], categorical.OneSample());
        categorical.Mode(states, choices);
        Assert.All(choices, choice => Assert.Equal(Enumerable.Range(0, 4).MaxBy(action => one.LogProbs(state)[action]), (int)choice));
        categorical.Sample(states, choices, Seeds.Stream());
        for (var action = 0; action < 4; action++)
            Assert.InRange(choices.Count(choice => choice == action) / (double)rows - Math.Exp(one.LogProbs(state)[action]), -0.015, 0.015);
    }

    [Fact]
    public void Copies_are_independent_and_a_member_can_be_taken_out()
    {
        using var scope = NewDisposeScope();
        foreach (var kind in new[] { "categorical", "gaussian", "deterministic" })
        {
            using var ensemble = New(kind, Activation.Tanh, Double);
            Gradients.Stir(ensemble, _random);
            using var copy = (EnsembleNetwork)ensemble.Copy();
            using PolicyNetwork member = ensemble switch
            {
                CategoricalEnsemble categorical => categorical.CopyMember(1),
                GaussianEnsemble gaussian => gaussian.CopyMember(1),
                _ => ((DeterministicEnsemble)ensemble).CopyMember(1),
            };
            var before = ensemble.Parameters.Values.data<double>().ToArray();
            ensemble.Parameters.Values.zero_();

            Assert.Equal(before, copy.Parameters.Values.data<double>().ToArray());
            Assert.Equal(before.Skip(before.Length / 3).Take(before.Length / 3), member.Parameters.Values.data<double>().ToArray());
        }
        using var one = (CategoricalEnsemble)New("categorical", Activation.Tanh, Double);
        Assert.StartsWith(
            "Found member 3; expected one of 0 to 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => one.CopyMember(3)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Each_member_says_its_own_mode_and_the_ensemble_as_one_policy_none()
    {
        using var scope = NewDisposeScope();
        foreach (var kind in (string[])["categorical", "gaussian", "deterministic"])
        {
            using var ensemble = New(kind, Activation.Tanh, Double);
            var states = Numbers(Members, 6, 3);
            using var answers = ensemble.Forward(new ModeQuestion(states));
            Assert.Equal([Members, 6, ensemble.Actions.Width], answers[0].shape);
            using PolicyNetwork member = ensemble switch
            {
                CategoricalEnsemble categorical => categorical.CopyMember(1),
                GaussianEnsemble gaussian => gaussian.CopyMember(1),
                _ => ((DeterministicEnsemble)ensemble).CopyMember(1),
            };
            using var expected = member.Forward(new ModeQuestion(states[1]));
            Gradients.Equal(expected[0].contiguous().data<double>().ToArray(), answers[0][1].contiguous().data<double>().ToArray(), 1e-12);
            Assert.Equal(
                "OneSampleMixture does not answer Mode.",
                Assert.Throws<NotSupportedException>(() => ensemble.OneSample().Mode(State.Of(1, 2, 3))).Message
            );
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var ensemble = New("gaussian", Activation.Tanh, ScalarType.Float32);
        using var discrete = New("categorical", Activation.Tanh, ScalarType.Float32);
        var (each, shared) = (zeros(3, 5, 3), zeros(5, 3));

        Assert.Equal("Mean: State is [5, 3]; expected [3, n, 3].", Refused(new MeanQuestion(shared)));
        Assert.Equal("EnsembleMean: State is [3, 5, 3]; expected [n, 3].", Refused(new EnsembleMeanQuestion(each)));
        Assert.Equal("LogProb: Action is [5, 2]; expected [3, 5, 2].", Refused(new LogProbQuestion(zeros(5, 2), each)));
        Assert.Equal("LogProbsOf: Actions is [3, 5, 2]; expected [3, 5, n, 2].", Refused(new LogProbsOfQuestion(zeros(3, 5, 2), each)));
        Assert.Equal(
            "A policy with the head 'gaussian' does not answer EnsembleDisagreement.",
            Unanswered(ensemble, new EnsembleDisagreementQuestion(shared))
        );
        Assert.Equal(
            "A policy with the head 'categorical' does not answer EnsembleMean.",
            Unanswered(discrete, new EnsembleMeanQuestion(shared))
        );
        Assert.Equal(
            "A policy with the head 'categorical' does not answer Sample.",
            Unanswered(discrete, new SampleQuestion(each, new DrawBatch(Seeds.Stream(), 0)))
        );
        using var single = ((GaussianEnsemble)ensemble).CopyMember(0);
        Assert.Equal(
            "A policy with the head 'gaussian' does not answer EnsembleMean.",
            Unanswered(single, new EnsembleMeanQuestion(shared))
        );
        using var answers = ensemble.Forward(new EnsembleMeanQuestion(shared));
        Assert.Equal(
            "EnsembleMean: the answer of a whole ensemble has no gradient.",
            Assert.Throws<NotSupportedException>(() => ensemble.Backward(answers, zeros(5, 2))).Message
        );
        Assert.Equal(
            "members",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalEnsemble(1, 3, 4, [8], Activation.Tanh, Seeds)).ParamName
        );

        string Refused(Question question) => Assert.Throws<ArgumentException>(() => ensemble.Forward(question)).Message;
        static string Unanswered(INetwork network, Question question) =>
            Assert.Throws<NotSupportedException>(() => network.Forward(question)).Message;
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData("categorical")]
    [InlineData("gaussian")]
    [InlineData("deterministic")]
    public void Training_does_not_leak_tensors(string kind)
    {
        using var ensemble = New(kind, Activation.Gelu, Double);
        using var first = Numbers(Members, 6, 3);
        using var second = Numbers(Members, 4, 3);
        using var shared = Numbers(5, 3);
        var (questions, weights) = Ask(kind, first, second);
        questions = [.. questions, Whole(kind, shared)];
        Once();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 2000; step++)
            Once();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Once()
        {
            using var answers = ensemble.Forward(questions);
            ensemble.Backward(answers, [.. weights, null]);
        }
    }
}
