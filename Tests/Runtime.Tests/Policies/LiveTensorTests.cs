using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

[Trait("Speed", "Slow")]
public sealed class LiveTensorTests
{
    private static readonly SeedSequence Seeds = new(17);
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);

    [Trait("Speed", "Slow")]
    [Fact]
    public void Training_a_module_does_not_leak_tensors()
    {
        using var module = nn.Sequential(("a", nn.Linear(3, 5)), ("f", nn.ReLU()), ("b", nn.Linear(5, 2)));
        using var policy = GaussianPolicy.Over(module, 3, Box);
        using var optimizer = new SgdOptions(0.9).Create(policy.Parameters);
        using var states = ones(8, 3);
        using var actions = ones(8, 2);
        using var weights = full(8, Held.Of(-0.125));
        Step();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 5000; step++)
            Step();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(policy.Parameters.IsFinite());

        void Step()
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            using var answers = policy.Forward(new LogProbQuestion(actions, states), new EntropyQuestion(states));
            optimizer.ZeroGradients();
            policy.Backward(answers, weights, null);
            optimizer.ClipNorm(1);
            optimizer.Step(1e-3);
        }
    }

    [Fact]
    public void Answers_free_everything_without_a_scope()
    {
        using var module = nn.Sequential(("a", nn.Linear(3, 5)), ("f", nn.ReLU()), ("b", nn.Linear(5, 2)));
        using var policy = GaussianPolicy.Over(module, 3, Box);
        using var perceptron = new GaussianPolicy(3, Box, [5, 6], Activation.Gelu, Seeds);
        using var categorical = new CategoricalPolicy(3, 2, [5, 6], Activation.Gelu, Seeds);
        using var states = ones(8, 3);
        using var others = ones(2, 3);
        using var actions = ones(8, 2);
        using var choices = ones(2, 1);
        using var weights = full(8, Held.Of(-0.125));
        using var two = full(2, Held.Of(-0.125));
        Ask(); // makes the views that stay
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Ask();
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Ask()
        {
            foreach (var network in new PolicyNetwork[] { policy, perceptron })
            {
                using var answers = network.Forward(
                    new LogProbQuestion(actions, states),
                    new EntropyQuestion(states),
                    new MeanQuestion(others),
                    new SquaredWeightsQuestion()
                );
                network.Backward(answers, weights, weights, null, null);
            }
            using (var answers = categorical.Forward(new LogProbQuestion(choices, others), new EntropyQuestion(states)))
                categorical.Backward(answers, two, weights);
        }
    }
}
