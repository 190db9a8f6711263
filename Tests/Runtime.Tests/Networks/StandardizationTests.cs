using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Networks that standardise their observations: what they answer and learn, by tensors and without.</summary>
public sealed partial class StandardizationTests
{
    private const int Count = 7;
    private const ScalarType Double = ScalarType.Float64;
    private static readonly SeedSequence Seeds = new(5);
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);
    private static readonly Scaling By = new([1, -200, 0.03], [2, 1000, 0.01]);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    public static TheoryData<string> Kinds => [.. Networks(Double).Select(static made => made.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answers_are_those_of_the_plain_network_about_scaled_states(string kind)
    {
        using var scope = NewDisposeScope();
        var states = States();
        var scaled = (states - tensor(By.Mean.ToArray())) / tensor(By.Deviation.ToArray());
        using var plain = Networks(Double)[kind]();
        using var network = Networks(Double)[kind]();
        ((IStandardizedNetwork)network).Standardize(By);
        var acts = Gradients.Random(_random, Count, 2);
        using var expected = plain.Forward(Asked(kind, scaled, acts));
        using var found = network.Forward(Asked(kind, states, acts));
        Assert.True(((expected[0] - found[0]).abs().max() < Held.Of(1e-13)).item<bool>());
        using var unscaled = plain.Forward(Asked(kind, states, acts));
        Assert.True(((unscaled[0] - found[0]).abs().max() > Held.Of(1e-3)).item<bool>()); // it makes a difference
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_equal_central_differences(string kind)
    {
        using var scope = NewDisposeScope();
        using var network = Networks(Double)[kind]();
        ((IStandardizedNetwork)network).Standardize(By);
        var (states, acts) = (States(), Gradients.Random(_random, Count, 2));
        var question = Asked(kind, states, acts);
        Tensor[] weights = [Weights(network, question)];
        Gradients.Equal(Gradients.Differences(network, weights, question), Gradients.Backward(network, weights, question), 1e-7);
        if (network is not (IDifferentiableArguments and BodyNetwork critic))
            return;
        var (expected, found) = (
            Arguments.Differences(critic, weights[0], states, question),
            Arguments.Gradient(critic, weights, 0, 0, question)
        );
        Gradients.Equal(Scaled(expected), Scaled(found), 1e-6);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Both_forms_say_and_learn_the_same(ScalarType type)
    {
        foreach (var (kind, make) in Networks(type))
        {
            using var scope = NewDisposeScope();
            if (kind.Contains("module", StringComparison.Ordinal))
                continue; // it has no second form
            using var network = make();
            ((IStandardizedNetwork)network).Standardize(By);
            using var rows = ((ICpuTrainable)network).OnCpu(new DeclarativeIL.Optimization.SgdOptions(), 1)!;
            var (states, acts) = (States(), Gradients.Random(_random, Count, 2));
            var question = Asked(kind, states.to(type), acts.to(type));
            var found = Ask(rows, question);
            using var answers = network.Forward(question);
            var tolerance = type == Double ? 1e-12 : 1e-4;
            Gradients.Equal(Numbers(answers[0]), found.Values.ToArray(), tolerance);
            for (var row = 0; row < answers[0].numel() / (answers[0].dim() == 1 ? 1 : answers[0].size(-1)); row++)
                found.AddGradient(row, 0, 0.1);
            rows.Backward();
            rows.Step(1);
            network.Parameters.Gradients.zero_();
            network.Backward(answers, First(answers[0], 0.1));
            var expected = Numbers(network.Parameters.Values - network.Parameters.Gradients);
            rows.Store();
            Gradients.Equal(expected, Numbers(network.Parameters.Values), tolerance);
        }
    }

    [Fact]
    public void Arguments_have_the_same_gradients_without_tensors()
    {
        using var scope = NewDisposeScope();
        using var critic = CriticNetwork.OfStep(3, Box, [5], Activation.Tanh, Seeds, Double).Standardized(By);
        var (states, acts) = (States(), Gradients.Random(_random, Count, 2));
        var question = new StepValueQuestion(states, acts, states.flip(0));
        using var rows = ((ICpuTrainable)critic).OnCpu(null, 1)!;
        rows.Load();
        CpuColumn[] columns = [Column(states), Column(acts), Column(question.Next)];
        var asked = rows.Ask<StepValueQuestion>(columns);
        var slopes = Enumerable.Range(0, 3).Select(asked.ArgumentGradient).ToList();
        rows.Forward();
        for (var row = 0; row < Count; row++)
            asked.AddGradient(row, 1);
        rows.BackwardToArguments();
        for (var argument = 0; argument < 3; argument++)
            Gradients.Equal(
                Arguments.Gradient(critic, [ones(Count, Double)], 0, argument, question),
                [.. Enumerable.Range(0, Count).SelectMany(row => slopes[argument].Vector(row).Span.ToArray())],
                1e-12
            );
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Acting_scales_too_and_allocates_nothing(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var plain = new DeterministicPolicy(3, Box, [5], Activation.Tanh, Seeds, type);
        using var policy = new DeterministicPolicy(3, Box, [5], Activation.Tanh, Seeds, type).Standardized(By);
        using var ensemble = new DeterministicEnsemble(2, 3, Box, [5], Activation.Tanh, Seeds, type).Standardized(By);
        using var module = DeterministicPolicy.Over(Modules.Perceptron(Activation.Tanh, 3, 2, type), 3, Box).Standardized(By);
        float[] states = [2, 300, 0.05f, -1, -700, 0],
            scaled = [0.5f, 0.5f, 2, -1, -0.5f, -3];
        var (expected, found) = (new float[4], new float[4]);
        plain.Mode(scaled, expected);
        policy.Mode(states, found);
        for (var i = 0; i < 4; i++)
            Assert.Equal(expected[i], found[i], 1e-5);
        Assert.Equal(0, Allocations.Of(() => policy.Mode(states, found)));
        var one = new Act(policy.OneSample().Mean(State.Of(2, 300, 0.05f)).Span.ToArray());
        Assert.Equal(found[0], one[0], 1e-5);
        foreach (var network in new PolicyNetwork[] { ensemble, module })
        {
            var before = new float[4];
            network.Mode(states, found);
            network.Standardize(null);
            network.Mode(scaled, before);
            for (var i = 0; i < 4; i++)
                Assert.Equal(before[i], found[i], 1e-5);
        }
    }

    [Fact]
    public void Copies_and_members_have_it()
    {
        using var policy = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds).Standardized(By);
        using var critic = CriticNetwork.OfAct(3, Box, [5], Activation.Tanh, Seeds).Standardized(By);
        using var ensemble = new DeterministicEnsemble(2, 3, Box, [5], Activation.Tanh, Seeds).Standardized(By);
        using var copied = (GaussianPolicy)policy.Copy();
        using var other = (ActCritic)critic.Copy();
        using var member = ensemble.CopyMember(1);
        Assert.All<IStandardizedNetwork>([copied, other, member], static network => Assert.Same(By, network.Observed));
        using var taking = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        taking.Parameters.CopyFrom(policy.Parameters);
        Assert.Same(By, taking.Observed);
    }

    [Fact]
    public void Answers_on_file_are_known_to_be_another_networks()
    {
        using var plain = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds);
        using var scaled = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds).Standardized(By);
        using var nearly = new GaussianPolicy(3, Box, [5], Activation.Tanh, Seeds).Standardized(
            new Scaling(By.Mean, [2, 1000, 0.01 + 1e-17])
        );
        Assert.Equal(3, new[] { plain, scaled, nearly }.Select(static one => ((IFixedState)one).Kind).Distinct().Count());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var policy = new GaussianPolicy(4, Box, [5], Activation.Tanh, Seeds);
        Assert.Contains(
            "expected 4",
            Assert.Throws<ArgumentException>("by", () => policy.Standardize(By)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentNullException>("by", () => policy.Standardized(null!));
        Assert.Null(policy.Observed);
        var other = new Scaling([0, 0, 0, 0], [1, 1, 1, 1]);
        using (new DeclarativeIL.Generated.TrainingMonitor(new(), null, [policy.Parameters]))
            Assert.Throws<InvalidOperationException>(() => policy.Standardize(other));
        policy.Standardize(other);
    }
}
