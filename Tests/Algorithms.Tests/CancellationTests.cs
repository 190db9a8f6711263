using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>The token of <c>Train</c> reaches whoever is waited for.</summary>
public sealed class CancellationTests
{
    private static readonly SeedSequence Seeds = new(1);
    private static readonly TrainingOptions Short = new() { Epochs = 1, Seed = 3 };

    public static TheoryData<string> Experts => ["person", "delayed", "noisy", "stochastic", "function", "own"];

    private static Expert Wrap(string how, Expert person) =>
        how switch
        {
            "delayed" => new DelayedExpert(person, 1),
            "noisy" => new NoisyExpert(person, new DiscreteSpace(2), 0.1, Seeds),
            "stochastic" => new StochasticExpert([(person, 1)], Seeds),
            "function" => Expert.From(state => person.Action(state)),
            "own" => new Own(person),
            _ => person,
        };

    private static async Task<FrameQuestion> Asked(FrameExpert player)
    {
        FrameQuestion? question;
        while ((question = player.Poll()) is null)
            await Task.Yield();
        return question;
    }

    [Theory]
    [MemberData(nameof(Experts))]
    public async Task TrainAsync_ends_while_a_label_is_waited_for_and_the_next_run_is_not_given_the_old_question(string how)
    {
        using var policy = Runs.Policy(1);
        var (player, data) = (new FrameExpert(), new Dataset<Demonstration>());
        var expert = Wrap(how, Expert.From(player));
        for (var run = 1; run <= 3; run++)
        {
            using var stop = new CancellationTokenSource();
            var before = data.Count;
            var training = new DAgger().TrainAsync(
                policy,
                data,
                new VectorCartPole(2),
                expert,
                new Rounds(1, 20),
                Short with
                {
                    Seed = (ulong)run,
                },
                null,
                stop.Token
            );
            for (var answers = 0; answers < 3; answers++)
                Assert.True((await Asked(player)).Answer(Act.Discrete(1)));
            var open = await Asked(player);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
            Assert.True(training.IsCanceled);
            Assert.False(open.IsOpen);
            Assert.Null(player.Poll());
            Assert.Equal(before + 3, data.Count); // what was labelled is kept
        }
    }

    [Fact]
    public async Task Train_ends_while_it_waits_for_whether_the_person_takes_over()
    {
        using var policy = Runs.Policy(1);
        using var stop = new CancellationTokenSource();
        var person = new Undecided(stop);
        var data = new Dataset<Demonstration>();
        var training = Task.Run(() =>
            new HgDAgger().Train(
                policy,
                data,
                new VectorCartPole(2),
                Expert.From(person),
                new Rounds(1, 20),
                Short,
                cancellationToken: stop.Token
            )
        );
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        Assert.Equal(stop.Token, thrown.CancellationToken);
        Assert.Empty(data);
    }

    [Fact]
    public async Task TrainAsync_ends_while_a_judge_is_waited_for()
    {
        using var policy = new CategoricalPolicy(1, 2, [4], Activation.Tanh, Seeds);
        using var stop = new CancellationTokenSource();
        var input = new Asleep();
        var training = new OnlineDpo().TrainAsync(
            policy,
            new Dataset<Preference>(),
            Contexts.From([State.Of(1)]),
            PreferenceExpert.FromPerson(input, TextWriter.Null),
            new Rounds(1, 40),
            Short,
            null,
            stop.Token
        );
        input.Waits.Wait();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        Assert.True(training.IsCanceled);
        input.Wake.Set();
    }

    private sealed class Own(IActionExpert inner) : Expert
    {
        public override Act Action(State state) => inner.Action(state);
    }

    /// <summary>Cancels the run as soon as it waits, and never answers.</summary>
    private sealed class Undecided(CancellationTokenSource stop) : IInteractiveExpert
    {
        public ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation) => throw new NotSupportedException();

        public async ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation)
        {
            await stop.CancelAsync();
            await new TaskCompletionSource().Task;
            return false;
        }
    }

    private sealed class Asleep : TextReader
    {
        public ManualResetEventSlim Waits { get; } = new();

        public ManualResetEventSlim Wake { get; } = new();

        public override string? ReadLine()
        {
            Waits.Set();
            Wake.Wait();
            return null;
        }
    }
}
