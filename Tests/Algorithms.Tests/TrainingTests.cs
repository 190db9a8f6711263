using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>The generated loop in use: what it tells, what it leaves behind, what it refuses.</summary>
public class TrainingTests
{
    private sealed class ProgressRecorder(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }

    [Fact]
    public void Cloning_learns_the_labels_and_tells_its_progress()
    {
        using var policy = Runs.Policy(1);
        var (data, told) = (Runs.Labelled(500), new ProgressRecorder());
        var result = new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 20, LearningRate = 3e-3 }, told);
        Assert.Equal(20, told.All.Count);
        Assert.Equal(20 * 16, result.Steps); // 15 batches of 32 and one of 20
        Assert.Equal(20 * 500, result.Samples);
        Assert.True(told.All[0].Losses["NegativeLogLikelihood"] > 2 * result.Losses["NegativeLogLikelihood"]);
        var right = data.Count(row => Choice(policy, row.State) == row.Action.Index);
        Assert.True(right > 450, $"{right} of 500 labels learned");
    }

    [Fact]
    public void Regression_learns_a_linear_controller()
    {
        using var policy = new DeterministicPolicy(2, new BoxSpace([-10], [10]), [16], Activation.Tanh, new SeedSequence(2));
        var (random, data) = (new SeedSequence(4).Stream(), new Dataset<Demonstration>());
        for (var i = 0; i < 400; i++)
        {
            var state = State.Of(random.NextGaussian(), random.NextGaussian());
            data.Add(new Demonstration(state, Act.Continuous(0.5 * state[0] - 0.25 * state[1])));
        }
        var result = new RegressionCloning().Train(policy, data, new TrainingOptions { Epochs = 60, LearningRate = 3e-3 });
        Assert.True(result.Losses["SquaredError"] < 0.01, $"loss {result.Losses["SquaredError"]}");
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void A_user_module_trains_by_the_same_generated_code()
    {
        using var module = nn.Sequential(("a", nn.Linear(4, 16)), ("b", nn.Tanh()), ("c", nn.Linear(16, 2)));
        using var policy = CategoricalPolicy.Over(module, 4, 2);
        var result = new BehaviorCloning().Train(policy, Runs.Labelled(300), new TrainingOptions { Epochs = 30, LearningRate = 3e-3 });
        Assert.True(result.Losses["NegativeLogLikelihood"] < 0.3, $"loss {result.Losses["NegativeLogLikelihood"]}");
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Five_thousand_steps_leave_no_tensor_behind()
    {
        using var policy = Runs.Policy(1);
        var (data, counts) = (Runs.Labelled(250), new List<long>());
        var told = new ProgressRecorder(_ => counts.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        var result = new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 625 }, told);
        Assert.Equal(5000, result.Steps);
        Assert.Equal(counts[5], counts[^1]);
    }

    [Fact]
    public void Cancelling_leaves_policy_and_data_usable()
    {
        using var policy = Runs.Policy(1);
        using var cancel = new CancellationTokenSource();
        var data = Runs.Labelled(100);
        var told = new ProgressRecorder(progress =>
        {
            if (progress.Epoch == 3)
                cancel.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() =>
            new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 1000 }, told, cancel.Token)
        );
        Assert.Equal(3, told.All.Count);
        Assert.Equal(100, data.Count);
        new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 1 });
    }

    [Fact]
    public async Task The_asynchronous_twin_gives_the_same_bits()
    {
        using var one = Runs.Policy(1);
        using var other = Runs.Policy(1);
        new BehaviorCloning().Train(one, Runs.Labelled(100), new TrainingOptions { Epochs = 2 });
        await new BehaviorCloning().TrainAsync(other, Runs.Labelled(100), new TrainingOptions { Epochs = 2 });
        Assert.Equal(Runs.Fingerprint(one), Runs.Fingerprint(other));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_with_the_last_good_parameters()
    {
        using var policy = Runs.Policy(1);
        var data = Runs.Labelled(100);
        var good = "";
        var told = new ProgressRecorder(_ => good = Runs.Fingerprint(policy));
        var diverging = new BehaviorCloning { L2Weight = -1e30 };
        var thrown = Assert.Throws<NonFiniteLossException>(() =>
            diverging.Train(policy, data, new TrainingOptions { Epochs = 100, LearningRate = 1e6 }, told)
        );
        Assert.Contains("epoch", thrown.Message, StringComparison.Ordinal);
        if (told.All.Count == 0)
            good = Runs.Fingerprint(Runs.Policy(1));
        Assert.Equal(good, Runs.Fingerprint(policy));
        Assert.Equal(100, data.Count);
    }

    [Fact]
    public void Wrong_use_is_refused_by_name()
    {
        using var policy = Runs.Policy(1);
        using var wide = new CategoricalPolicy(5, 2, [8], Activation.Tanh, new SeedSequence(1));
        var bad = new Dataset<Demonstration> { new(State.Of(0, 0, 0, 0), Act.Discrete(7)) };
        Assert.Contains(
            "empty",
            Assert.Throws<ArgumentException>(() => new BehaviorCloning().Train(policy, new Dataset<Demonstration>())).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "4 numbers; the policy expects 5",
            Assert.Throws<ArgumentException>(() => new BehaviorCloning().Train(wide, Runs.Labelled(1))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "from 0 to 1",
            Assert.Throws<ArgumentException>(() => new BehaviorCloning().Train(policy, bad)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "LearningRate",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingOptions { LearningRate = 0 }).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "EntropyWeight",
            Assert.Throws<ArgumentOutOfRangeException>(() => new BehaviorCloning { EntropyWeight = double.NaN }).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "from 0 to 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new DAgger { P = 1.5 }).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() =>
            new DAgger().Train(wide, new Dataset<Demonstration>(), new VectorCartPole(1), Runs.Expert, new Rounds(1, 1))
        );
    }

    private static int Choice(CategoricalPolicy policy, State state)
    {
        Span<float> observation = stackalloc float[state.Size],
            action = stackalloc float[1];
        for (var i = 0; i < observation.Length; i++)
            observation[i] = (float)state[i];
        policy.Mode(observation, action);
        return (int)action[0];
    }
}
