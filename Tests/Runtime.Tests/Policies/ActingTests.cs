using DeclarativeIL.LanguageModels;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

/// <summary>Acting by every kind of policy: without memory of its own where it needs no tensor, and by several threads at once.</summary>
[Trait("Speed", "Slow")]
public sealed class ActingTests
{
    private const int Threads = 4,
        Size = 5;

    private static readonly BoxSpace Box = new([-1, -1, -1], [1, 1, 1]);
    private static readonly int[] Hidden = [16, 16];

    private static readonly Dictionary<string, Func<PolicyNetwork>> Makers = new()
    {
        ["categorical"] = static () => new CategoricalPolicy(Size, 4, Hidden, Activation.Tanh, new SeedSequence(3)),
        ["gaussian"] = static () => new GaussianPolicy(Size, Box, Hidden, Activation.Tanh, new SeedSequence(3)),
        ["deterministic"] = static () => new DeterministicPolicy(Size, Box, Hidden, Activation.Gelu, new SeedSequence(3)),
        ["categorical ensemble"] = static () => new CategoricalEnsemble(3, Size, 4, Hidden, Activation.Tanh, new SeedSequence(3)),
        ["gaussian ensemble"] = static () => new GaussianEnsemble(3, Size, Box, Hidden, Activation.Relu, new SeedSequence(3)),
        ["deterministic ensemble"] = static () => new DeterministicEnsemble(3, Size, Box, Hidden, Activation.Tanh, new SeedSequence(3)),
    };

    public static TheoryData<string> Kinds => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_act_allocates_nothing(string kind)
    {
        using var policy = Makers[kind]();
        float[] state = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f],
            action = new float[policy.Actions.Width];
        var random = new RandomStream(3);
        policy.Mode(state, action);
        policy.Sample(state, action, random);

        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                for (var i = 0; i < 100; i++)
                    policy.Mode(state, action);
            })
        );
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                for (var i = 0; i < 100; i++)
                    policy.Sample(state, action, random);
            })
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Threads_that_act_at_once_do_what_one_does_alone(string kind)
    {
        using var policy = Makers[kind]();
        AtOnce(policy, 150_000);
    }

    [Fact]
    public void So_they_do_by_a_policy_over_a_module()
    {
        using var module = new MixedModule(Size, 3);
        using var policy = GaussianPolicy.Over(module, Size, Box);
        AtOnce(policy, 300);
    }

    [Fact]
    public void So_they_do_in_float64_by_tensors()
    {
        using var policy = new GaussianPolicy(Size, Box, Hidden, Activation.Tanh, new SeedSequence(3), ScalarType.Float64);
        AtOnce(policy, 2_000);
    }

    [Fact]
    public void Threads_that_ask_at_once_are_answered_as_one_is()
    {
        using var policy = Makers["gaussian"]();
        using var ensemble = new CategoricalEnsemble(3, Size, 4, Hidden, Activation.Tanh, new SeedSequence(3));
        using var critic = CriticNetwork.OfAct(Size, Box, Hidden, Activation.Tanh, new SeedSequence(4));
        using var coefficient = new CoefficientNetwork(0.3);
        using var features = new FeatureNetwork(Size, 2, Hidden, Activation.Tanh, new SeedSequence(4));
        var expected = Enumerable.Range(0, 300).Select(Asked).ToArray();

        Parallel.For(
            0,
            Threads,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            thread =>
            {
                for (var i = 0; i < expected.Length; i++)
                {
                    var row = (i + (thread * 70)) % expected.Length;
                    Assert.Equal(expected[row], Asked(row));
                }
            }
        );

        double[] Asked(int row)
        {
            var (state, act) = (State.From(At(row)), Act.Continuous(0.1, 0.2, 0.3));
            return
            [
                policy.OneSample().LogProb(act, state),
                policy.OneSample().Sample(state, new Draw(5, (ulong)row))[1],
                ensemble.OneSampleEnsemble().Disagreement(state),
                critic.OneSample().Value(state, act),
                coefficient.OneSample().Value,
                features.OneSample().Of(state)[1],
            ];
        }
    }

    [Fact]
    public void Threads_that_continue_texts_at_once_write_what_one_writes()
    {
        using var policy = new SequencePolicy(
            new Gpt2(new Gpt2Configuration(11, 12, 8, 2, 2), new SeedSequence(5)),
            new Generation { MaxTokens = 4 }
        );
        var expected = Enumerable.Range(0, 11).Select(Written).ToArray();

        Parallel.For(
            0,
            Threads,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            _ =>
            {
                for (var token = 0; token < expected.Length; token++)
                    Assert.Equal(expected[token], Written(token));
            }
        );

        Act Written(int token) => policy.Sample([State.Of(token, 3)], new RandomStream((ulong)token))[0];
    }

    /// <summary>Parameters jump between two values; who acts meanwhile acts by one of them, never by a mixture.</summary>
    [Fact]
    public async Task Acts_while_parameters_are_written_are_those_of_one_moment()
    {
        using var policy = new GaussianPolicy(Size, Box, Hidden, Activation.Tanh, new SeedSequence(3));
        using var one = new GaussianPolicy(Size, Box, Hidden, Activation.Tanh, new SeedSequence(8), deviation: 0.1);
        using var other = new GaussianPolicy(Size, Box, Hidden, Activation.Tanh, new SeedSequence(9), deviation: 3);
        policy.Parameters.CopyFrom(one.Parameters);
        var (first, second) = (Act(one), Act(other));
        using var stop = new CancellationTokenSource();
        var writer = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                    policy.Parameters.CopyFrom((i % 2 == 0 ? other : one).Parameters);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

        var found = Enumerable.Range(0, 50_000).Select(_ => Act(policy)).Distinct().ToArray();
        await stop.CancelAsync();
        await writer;

        Assert.All(found, act => Assert.True(act == first || act == second, act));

        static string Act(GaussianPolicy policy)
        {
            var action = new float[Box.Width];
            policy.Sample(At(1), action, new RandomStream(4));
            return string.Join(" ", action);
        }
    }

    private static void AtOnce(PolicyNetwork policy, int count)
    {
        var width = policy.Actions.Width;
        var (modes, samples) = (Acts(false), Acts(true));
        var wrong = 0;
        Parallel.For(
            0,
            Threads,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            thread =>
            {
                var found = Acts(thread % 2 == 0);
                var expected = thread % 2 == 0 ? samples : modes;
                for (var i = 0; i < found.Length; i++)
                    if (found[i] != expected[i])
                        Interlocked.Increment(ref wrong);
            }
        );
        Assert.Equal(0, wrong);

        float[] Acts(bool sample)
        {
            var actions = new float[count * width];
            var random = new RandomStream(11);
            Span<float> state = stackalloc float[Size];
            for (var i = 0; i < count; i++)
            {
                At(i, state);
                if (sample)
                    policy.Sample(state, actions.AsSpan(i * width, width), random);
                else
                    policy.Mode(state, actions.AsSpan(i * width, width));
            }
            return actions;
        }
    }

    private static float[] At(int row)
    {
        var state = new float[Size];
        At(row, state);
        return state;
    }

    private static void At(int row, Span<float> state)
    {
        for (var i = 0; i < Size; i++)
            state[i] = MathF.Sin((row * Size) + i);
    }
}
