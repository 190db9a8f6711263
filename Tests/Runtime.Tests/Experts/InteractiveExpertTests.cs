using DeclarativeIL.Experts;

namespace DeclarativeIL.Runtime.Tests.Experts;

public sealed class InteractiveExpertTests
{
    private static readonly DiscreteSpace Two = new(2);

    private static ExpertSession Session(IActionExpert expert, int environments = 1)
    {
        var session = new ExpertSession(expert, Two, environments);
        session.Begin(0);
        session.NextStep();
        return session;
    }

    /// <summary>A clock that a test moves.</summary>
    private sealed class Clock : TimeProvider
    {
        private readonly TaskCompletionSource<Timer> _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Timer> Waiting => _waiting.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state);
            _waiting.TrySetResult(timer);
            return timer;
        }

        public sealed class Timer(TimerCallback callback, object? state) : ITimer
        {
            public void Fire() => callback(state);

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }

    [Fact]
    public async Task A_frame_loop_answers_what_training_asks()
    {
        var player = new FrameExpert();
        Assert.Null(player.Poll());
        var training = Task.Run(() =>
        {
            var session = Session(Expert.From(player), 2);
            return (session.Action(0, State.Of(1)).Index, session.Action(1, State.Of(2)).Index);
        });
        var asked = new List<ExpertQuery>();
        while (!training.IsCompleted) // the engine's frames
        {
            if (player.Poll() is not { } question)
            {
                await Task.Yield();
                continue;
            }
            Assert.Same(question, player.Poll());
            asked.Add(question.Query);
            Assert.True(question.Answer(Act.Discrete(question.Query.Environment)));
            Assert.False(question.Answer(Act.Discrete(0)));
        }
        Assert.Equal((0, 1), await training);
        Assert.Equal([0, 1], asked.Select(query => query.Environment));
    }

    [Fact]
    public void Taking_over_and_handing_back_is_per_environment()
    {
        var player = new FrameExpert();
        var session = Session(Expert.From(player), 2);
        bool Wants(int i) => session.TakesOver(i, session.Situation(i, State.Of(0)));
        Assert.False(Wants(0));
        player.TakeOver(1);
        Assert.True(Wants(1));
        player.TakeOver(0);
        Assert.False(Wants(0)); // asked once per step
        session.NextStep();
        Assert.True(Wants(0));
        player.HandBack(1);
        Assert.False(Wants(1));
    }

    [Fact]
    public async Task When_the_time_is_up_the_question_is_withdrawn_and_named()
    {
        var (player, clock) = (new FrameExpert(), new Clock());
        var training = Task.Run(() =>
            Session(Expert.From(player, new() { TimeOut = TimeSpan.FromSeconds(5), Time = clock })).Action(0, State.Of(1))
        );
        var timer = await clock.Waiting;
        FrameQuestion? question;
        while ((question = player.Poll()) is null)
            await Task.Yield();
        timer.Fire();
        var exception = await Assert.ThrowsAsync<ExpertException>(() => training);
        Assert.Equal((0, 0, 0L), (exception.Environment, exception.Round, exception.Step));
        Assert.IsType<TimeoutException>(exception.InnerException);
        Assert.Contains("00:00:05", exception.Found, StringComparison.Ordinal);
        Assert.False(question.Answer(Act.Discrete(1)));
        Assert.Null(player.Poll());
    }

    [Fact]
    public async Task Somebody_may_stand_in_for_who_is_late()
    {
        var (player, clock) = (new FrameExpert(), new Clock());
        var options = new InteractiveOptions
        {
            TimeOut = TimeSpan.FromSeconds(5),
            Time = clock,
            Fallback = Expert.From(_ => Act.Discrete(1)),
        };
        var training = Task.Run(() => Session(Expert.From(player, options)).Action(0, State.Of(1)));
        (await clock.Waiting).Fire();
        Assert.Equal(Act.Discrete(1), await training);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        var player = new FrameExpert();
        var training = Task.Run(() => Session(Expert.From(player, new() { Cancellation = stop.Token })).Action(0, State.Of(1)));
        while (player.Poll() is null)
            await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
    }

    [Fact]
    public void Asking_on_the_thread_that_answers_is_refused_instead_of_waiting_for_ever()
    {
        var player = new FrameExpert();
        player.Poll();
        var exception = Assert.Throws<ExpertException>(() => Session(Expert.From(player)).Action(0, State.Of(1)));
        Assert.Contains("TrainAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_persons_continuation_on_a_blocked_context_does_not_deadlock()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Stuck());
        try
        {
            Assert.Equal(Act.Discrete(1), Session(Expert.From(new Slow())).Action(0, State.Of(1)));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(double.NaN)]
    public async Task An_answer_that_cannot_be_done_is_named(double answer)
    {
        var player = new FrameExpert();
        var training = Task.Run(() => Session(Expert.From(player)).Action(0, State.Of(1)));
        FrameQuestion? question;
        while ((question = player.Poll()) is null)
            await Task.Yield();
        question.Answer(Act.Continuous(answer));
        Assert.Equal(0, (await Assert.ThrowsAsync<ExpertException>(() => training)).Environment);
    }

    [Fact]
    public void A_time_out_is_positive() =>
        Assert.Throws<ArgumentOutOfRangeException>("options", () => Expert.From(new FrameExpert(), new() { TimeOut = TimeSpan.Zero }));

    /// <summary>A user interface's thread that never gets to its messages.</summary>
    private sealed class Stuck : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) { }
    }

    private sealed class Slow : IInteractiveExpert
    {
        public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation)
        {
            await Task.Yield();
            return Act.Discrete(1);
        }

        public ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation) => new(false);
    }
}
