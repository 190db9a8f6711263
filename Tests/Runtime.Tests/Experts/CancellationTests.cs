using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Environments;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Experts;

/// <summary>
/// A run's cancellation reaches whoever is waited for, however deep; the question is withdrawn, and answered or withdrawn but never both.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class CancellationTests
{
    private const int Trials = 200;
    private static readonly DiscreteSpace Two = new(2);
    private static readonly SeedSequence Seeds = new(1);

    public static TheoryData<string> Wrappers =>
        ["none", "takeover", "delayed", "noisy", "stochastic", "fallback", "function", "own", "forwarded"];

    private static IActionExpert Wrap(string how, FrameExpert player)
    {
        var person = Expert.From(player);
        return how switch
        {
            "takeover" => person.TakingOver(_ => true),
            "delayed" => new DelayedExpert(person, 2),
            "noisy" => new NoisyExpert(person, Two, 0.5, Seeds),
            "stochastic" => new StochasticExpert([(person, 0.5), (person, 0.5)], Seeds),
            "fallback" => Expert.From(new Silent(), new() { TimeOut = TimeSpan.FromTicks(1), Fallback = person }),
            "function" => Expert.From(state => person.Action(state)),
            "own" => new Own(person),
            "forwarded" => Expert.From(new Forwarding(player)),
            _ => person,
        };
    }

    private static Act Ask(IActionExpert expert, double state, CancellationToken cancellation)
    {
        using var asking = ExpertCancellation.Until(cancellation);
        var session = new ExpertSession(expert, Two, 1);
        session.Begin(0);
        session.NextStep();
        return session.Action(0, State.Of(state));
    }

    private static async Task<FrameQuestion> Asked(FrameExpert player)
    {
        FrameQuestion? question;
        while ((question = player.Poll()) is null)
            await Task.Yield();
        return question;
    }

    [Theory]
    [MemberData(nameof(Wrappers))]
    public async Task Cancelling_the_run_ends_the_waiting_and_withdraws_the_question(string how)
    {
        var player = new FrameExpert();
        var expert = Wrap(how, player);
        using var stop = new CancellationTokenSource();
        var run = Waiting.Alone(() => Ask(expert, 1, stop.Token));
        var question = await Asked(player);
        await stop.CancelAsync();
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(stop.Token, thrown.CancellationToken);
        Assert.False(question.IsOpen || question.Answer(Act.Discrete(1)));
        // a later run has its own question, and its own answer
        var next = Waiting.Alone(() => Ask(expert, 2, default));
        question = await Asked(player);
        Assert.Equal(State.Of(2), question.Query.State);
        Assert.True(question.Answer(Act.Discrete(1)));
        var answer = await next;
        Assert.True(how == "noisy" || answer == Act.Discrete(1));
        Assert.Null(player.Poll());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("options")]
    [InlineData("forwarded")]
    public async Task A_question_is_answered_or_withdrawn_and_never_both(string token)
    {
        using var busy = new BusyThreads(2);
        var player = new FrameExpert();
        var (answered, withdrawn) = (0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            using var stop = new CancellationTokenSource();
            using var together = new Barrier(2);
            IInteractiveExpert person = token == "forwarded" ? new Forwarding(player) : player;
            var expert = Expert.From(person, new() { Cancellation = token == "options" ? stop.Token : default });
            var state = trial;
            var run = Waiting.Alone(() => Ask(expert, state, token == "options" ? default : stop.Token));
            var question = await Asked(player);
            Assert.Equal(State.Of(trial), question.Query.State); // never one of an earlier run
            var cancelling = Waiting.Alone(() =>
            {
                together.SignalAndWait();
                stop.Cancel();
                return 0;
            });
            together.SignalAndWait();
            var accepted = trial % 4 != 0 && question.Answer(Act.Discrete(1));
            await cancelling;
            var used = await Outcome(run);
            Assert.True(used ? accepted : !accepted || token == "forwarded", $"trial {trial}: accepted {accepted}, used {used}");
            Assert.False(question.IsOpen);
            Assert.Null(player.Poll());
            (answered, withdrawn) = (answered + (used ? 1 : 0), withdrawn + (used ? 0 : 1));
        }
        Assert.True(withdrawn >= Trials / 4, $"{answered} answered, {withdrawn} withdrawn");
    }

    private static async Task<bool> Outcome(Task<Act> run)
    {
        try
        {
            return await run == Act.Discrete(1);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Waiting_for_whether_a_person_takes_over_ends_too()
    {
        using var stop = new CancellationTokenSource();
        var person = new Silent();
        var run = Waiting.Alone(() =>
        {
            using var asking = ExpertCancellation.Until(stop.Token);
            var session = new ExpertSession(Expert.From(person), Two, 1);
            return session.TakesOver(0, session.Situation(0, State.Of(1)));
        });
        await person.Asked;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await person.Told;
    }

    [Fact]
    public async Task Evaluations_and_recordings_of_a_person_end_too()
    {
        foreach (var record in new[] { false, true })
        {
            using var stop = new CancellationTokenSource();
            var player = new FrameExpert();
            var run = Waiting.Alone<object>(() =>
                record
                    ? TrajectoryRecorder.Record(new Endless(), Expert.From(player), 2, Seeds, stop.Token)
                    : Evaluation.Run(Expert.From(player), new VectorEnvironment(2, _ => new Endless()), 2, Seeds, cancellation: stop.Token)
            );
            (await Asked(player)).Answer(Act.Discrete(0));
            await Asked(player);
            await stop.CancelAsync();
            var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            Assert.Null(player.Poll());
            Assert.Equal(record, StoppedRecording.Of(thrown)?.Unfinished is { Length: 1 });
            Assert.Equal(!record, StoppedEvaluation.Of(thrown) is not null);
        }
    }

    [Fact]
    public void A_delayed_expert_gives_a_later_run_no_answer_of_an_earlier_one()
    {
        var expert = new DelayedExpert(Expert.From(state => Act.Discrete((int)state[0])), 3);
        Assert.Equal(Act.Discrete(0), Ask(expert, 0, default));
        Assert.Equal(Act.Discrete(1), Ask(expert, 1, default)); // the same round and step, of another run
    }

    [Fact]
    public void What_an_expert_throws_while_its_run_is_cancelled_is_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var failing = Expert.From(_ =>
        {
            stop.Cancel();
            throw new AggregateException(new TaskCanceledException());
        });
        var thrown = Assert.Throws<OperationCanceledException>(() => Ask(failing, 1, stop.Token));
        Assert.Equal(stop.Token, thrown.CancellationToken);
        Assert.IsType<AggregateException>(thrown.InnerException);
        Assert.False(ExpertCancellation.Current.CanBeCanceled);
    }

    [Fact]
    public void Runs_within_runs_stop_with_either()
    {
        using var outer = new CancellationTokenSource();
        using var inner = new CancellationTokenSource();
        using (ExpertCancellation.Until(outer.Token))
        {
            using (ExpertCancellation.Until(default))
                Assert.Equal(outer.Token, ExpertCancellation.Current);
            using (ExpertCancellation.Until(inner.Token))
            {
                outer.Cancel();
                Assert.True(ExpertCancellation.Current.IsCancellationRequested && !inner.IsCancellationRequested);
            }
            Assert.Equal(outer.Token, ExpertCancellation.Current);
        }
        Assert.False(ExpertCancellation.Current.CanBeCanceled);
    }
}
