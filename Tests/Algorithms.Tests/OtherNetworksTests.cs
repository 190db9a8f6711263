using DeclarativeIL.Algorithms.Tests.Determinism;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Networks of equal parameters that mean something else, and environments of another kind, do not continue a run.</summary>
public sealed class OtherNetworksTests : IDisposable
{
    private static readonly BoxSpace Narrow = new([-2], [2]),
        Wide = new([-5], [5]);

    private readonly RunFolderOfTest _folder = new();

    public void Dispose() => _folder.Dispose();

    private static SeedSequence Seeds => new(1);

    private static Dataset<Demonstration> Pushes =>
        new(Enumerable.Range(0, 40).Select(static i => new Demonstration(State.Of(i / 40.0, 1), Act.Continuous(i / 40.0))));

    private static TrainingOptions Options(string? folder) =>
        new() { Epochs = 3, Checkpoints = folder is null ? null : new CheckpointOptions(folder) { EveryEpochs = 1 } };

    private static void Refused(Func<PolicyNetwork> first, Func<PolicyNetwork> second, string found, string expected)
    {
        using var folder = new RunFolderOfTest();
        using (var policy = first())
            new BehaviorCloning().Train((dynamic)policy, Pushes, Options(folder.Path));
        using var other = second();
        var before = Runs.Fingerprint(other);
        var refused = Assert.Throws<CheckpointException>(() =>
        {
            new BehaviorCloning().Train((dynamic)other, Pushes, Options(null), resume: folder.Path);
        });
        Assert.Contains(found, refused.Found, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Expected, StringComparison.Ordinal);
        Assert.Equal(before, Runs.Fingerprint(other));
    }

    [Fact]
    public void Another_kind_of_policy() =>
        Refused(
            () => new GaussianPolicy(2, Narrow, [8], Activation.Tanh, Seeds),
            () => new FreeGaussianPolicy(2, Narrow, [8], Activation.Tanh, Seeds),
            "GaussianPolicy",
            "FreeGaussianPolicy"
        );

    [Fact]
    public void Another_activation() =>
        Refused(
            () => new GaussianPolicy(2, Narrow, [8], Activation.Tanh, Seeds),
            () => new GaussianPolicy(2, Narrow, [8], Activation.Relu, Seeds),
            "Tanh",
            "Relu"
        );

    [Fact]
    public void Other_bounds() =>
        Refused(
            () => new GaussianPolicy(2, Narrow, [8], Activation.Tanh, Seeds),
            () => new GaussianPolicy(2, Wide, [8], Activation.Tanh, Seeds),
            "-2",
            "-5"
        );

    [Fact]
    public void Other_hyperparameters_of_the_head() =>
        Refused(
            () => new StateGaussianPolicy(2, Narrow, [8], Activation.Tanh, Seeds, smallest: -3, largest: 1),
            () => new StateGaussianPolicy(2, Narrow, [8], Activation.Tanh, Seeds, smallest: -4, largest: 1),
            "-3",
            "-4"
        );

    /// <summary>What the caller holds is as it was, so that another run can begin with it.</summary>
    [Fact]
    public void Environments_of_another_kind_leave_policy_and_data_alone()
    {
        var rounds = new Rounds(2, 64);
        using (var policy = Runs.Policy(1))
            new DAgger().Train(policy, new Dataset<Demonstration>(), new VectorCartPole(2), Runs.Expert, rounds, Options(_folder.Path));
        IVectorEnvironment[] others =
        [
            new VectorTimeLimit(new VectorCartPole(2), 100),
            new VectorEnvironment(2, static _ => new CartPole()),
        ];
        foreach (var environments in others)
        {
            using var policy = Runs.Policy(2);
            var (before, data) = (Runs.Fingerprint(policy), new Dataset<Demonstration>());
            var refused = Assert.Throws<CheckpointException>(() =>
                new DAgger().Train(policy, data, environments, Runs.Expert, rounds, Options(null), resume: _folder.Path)
            );
            Assert.Contains("VectorCartPole", refused.Found, StringComparison.Ordinal);
            Assert.Contains(environments.GetType().Name, refused.Expected, StringComparison.Ordinal);
            Assert.Equal((before, 0), (Runs.Fingerprint(policy), data.Count));
        }
    }

    /// <summary>A state that proves not to fit only when it is read: the caller's things come last.</summary>
    [Fact]
    public void A_state_that_does_not_fit_leaves_policy_and_data_alone()
    {
        var rounds = new Rounds(2, 64);
        using (var first = Runs.Policy(1).Standardized(new RunningScaling(4)))
            new DAgger().Train(
                first,
                new Dataset<Demonstration>(),
                new VectorTimeLimit(new VectorCartPole(2), 50),
                Runs.Expert,
                rounds,
                Options(_folder.Path)
            );
        var running = new RunningScaling(4);
        using var policy = Runs.Policy(2).Standardized(running);
        var (before, data) = (Runs.Fingerprint(policy), new Dataset<Demonstration>());
        var other = new VectorTimeLimit(new VectorEnvironment(2, static _ => new CartPole()), 50);
        Assert.ThrowsAny<Exception>(() =>
            new DAgger().Train(policy, data, other, Runs.Expert, rounds, Options(null), resume: _folder.Path)
        );
        Assert.Equal((before, 0, 0), (Runs.Fingerprint(policy), data.Count, running.Count));
    }

    [Fact]
    public void A_folder_is_the_same_with_a_slash_behind_it()
    {
        using var policy = Runs.Policy(1);
        new BehaviorCloning().Train(policy, Runs.Labelled(50), Options(_folder.Path));
        var result = new BehaviorCloning().Train(policy, Runs.Labelled(50), Options(_folder.Path), resume: _folder.Path + "/");
        Assert.Equal(6, result.Steps);
    }
}
