using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Heads;

/// <summary>Cloning by whichever head: by its likelihood, by a regression, by a flow.</summary>
public sealed partial class AnyCloning
{
    [Loss]
    static double Fit(Policy pi, Demonstration d, Draw z) => pi.Fit(d.Action, d.State, z);
}

/// <summary>One declaration clones by every head.</summary>
public sealed class FitDeclarationTests
{
    private static readonly BoxSpace Box = new([-1], [1]);
    private static readonly SeedSequence Seeds = new(4);

    [Fact]
    public void A_regression_finds_the_mean_and_a_likelihood_too()
    {
        using var deterministic = new DeterministicPolicy(1, Box, [8], Activation.Tanh, Seeds);
        using var gaussian = new GaussianPolicy(1, Box, [8], Activation.Tanh, Seeds);
        foreach (var policy in new PolicyNetwork[] { deterministic, gaussian })
        {
            if (policy is DeterministicPolicy regression)
                new AnyCloning().Train(regression, Line(), Options(200));
            else
                new AnyCloning().Train(gaussian, Line(), Options(200));
            var act = new float[1];
            policy.Mode([0.5f], act);
            Assert.Equal(0.3, act[0], 0.05);
        }
    }

    [Fact]
    public void A_flow_keeps_to_both_sides()
    {
        using var flow = new FlowPolicy(1, Box, [32, 32], Activation.Tanh, Seeds);
        using var regression = new DeterministicPolicy(1, Box, [32], Activation.Tanh, Seeds);
        new AnyCloning().Train(flow, Sides(), Options(150));
        new AnyCloning().Train(regression, Sides(), Options(150));
        var (states, acts) = (new float[400], new float[400]);
        flow.Sample(states, acts, new RandomStream(9));
        Assert.InRange(acts.Count(static act => act > 0), 140, 260);
        Assert.True(acts.Count(static act => Math.Abs(Math.Abs(act) - 0.6) < 0.2) > 350);
        regression.Mode(states, acts);
        Assert.Equal(0, acts[0], 0.1); // into the post
    }

    [Fact]
    public void By_tensors_and_by_rows_a_flow_learns_the_same()
    {
        using var rows = new FlowPolicy(1, Box, [8], Activation.Tanh, Seeds, TorchSharp.torch.ScalarType.Float64);
        using var tensors = new FlowPolicy(1, Box, [8], Activation.Tanh, Seeds, TorchSharp.torch.ScalarType.Float64);
        new AnyCloning().Train(rows, Sides(), Options(3));
        new AnyCloning().Train(tensors, Sides(), Options(3) with { Computation = Computation.Tensors });
        var (byRows, byTensors) = (new float[1], new float[1]);
        rows.Mode([0.2f], byRows);
        tensors.Mode([0.2f], byTensors);
        Assert.Equal(byRows[0], byTensors[0], 1e-6);
    }

    private static Dataset<Demonstration> Line() =>
        new(
            Enumerable
                .Range(0, 200)
                .Select(static i => i / 200f)
                .Select(static x => new Demonstration(State.Of(x), Act.Continuous(0.6f * x)))
        );

    private static Dataset<Demonstration> Sides() =>
        new(Enumerable.Range(0, 400).Select(static i => new Demonstration(State.Of(0), Act.Continuous(i % 2 == 0 ? 0.6f : -0.6f))));

    private static TrainingOptions Options(int epochs) =>
        new()
        {
            Epochs = epochs,
            BatchSize = 50,
            LearningRate = 0.005,
        };
}
