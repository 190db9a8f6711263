using DeclarativeIL.Algorithms;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>What a run over a module leaves that fails, is cancelled, or meets another one.</summary>
[Collection(TorchGenerator.Name)]
public class StoppedModuleTrainings
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 16,
        Seed = 9,
    };

    [Fact]
    public void A_run_that_fails_puts_parameters_and_statistics_back()
    {
        using var module = new NormalisedModule(2, 2);
        using var policy = GaussianPolicy.Over(module, 2, Reach.Pushes);
        var told = new List<(string Print, double[] Buffers)> { (Nets.Fingerprint(policy), module.Buffers) };
        var progress = new AfterEpoch(() => told.Add((Nets.Fingerprint(policy), module.Buffers)));

        Assert.Throws<NonFiniteLossException>(() =>
            new BehaviorCloning().Train(
                policy,
                Nets.Pushes(),
                Options with
                {
                    Epochs = 50,
                    LearningRate = 1e30,
                    Optimizer = new Optimization.SgdOptions(),
                },
                progress
            )
        );

        Assert.Equal(told[^1].Print, Nets.Fingerprint(policy));
        Assert.Equal(told[^1].Buffers, module.Buffers);
        Assert.All(module.Buffers, static value => Assert.True(double.IsFinite(value)));
    }

    [Theory]
    [InlineData(1e30)]
    [InlineData(1e-3)]
    public void A_run_that_is_cancelled_leaves_what_is_finite(double learningRate)
    {
        using var module = new NormalisedModule(2, 2);
        using var policy = GaussianPolicy.Over(module, 2, Reach.Pushes);
        var (start, buffers) = (Nets.Fingerprint(policy), module.Buffers);
        using var stop = new CancellationTokenSource();
        module.Before = pass =>
        {
            if (pass == 2)
                stop.Cancel();
        };

        Assert.Throws<OperationCanceledException>(() =>
            new BehaviorCloning().Train(
                policy,
                Nets.Pushes(),
                Options with
                {
                    LearningRate = learningRate,
                    Optimizer = new Optimization.SgdOptions(),
                },
                null,
                stop.Token
            )
        );

        Assert.True(policy.Parameters.IsFinite());
        Assert.Equal(learningRate == 1e30, start == Nets.Fingerprint(policy));
        Assert.Equal(learningRate == 1e30, buffers.AsSpan().SequenceEqual(module.Buffers));
    }

    [Fact]
    public void Two_runs_at_once_do_not_train_one_network()
    {
        using var policy = Nets.Gaussian();
        var within = new AfterEpoch(() =>
            Assert.Contains(
                "is being trained by another run",
                Assert.Throws<InvalidOperationException>(() => new BehaviorCloning().Train(policy, Nets.Pushes(), Options)).Message,
                StringComparison.Ordinal
            )
        );

        new BehaviorCloning().Train(policy, Nets.Pushes(), Options, within);
        new BehaviorCloning().Train(policy, Nets.Pushes(), Options);
    }
}
