using DeclarativeIL.Experts;
using DeclarativeIL.Games;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Experts;

/// <summary>A person is asked of all environments before the first answer is waited for.</summary>
public sealed class AskedAtOnceTests
{
    private const int Environments = 4;
    private static readonly DiscreteSpace Two = new(2);
    private static readonly InteractiveOptions AtOnce = new() { AsksAtOnce = true };

    /// <summary>One step as a generated rollout takes it: whoever is not the learner's is labelled.</summary>
    private static List<(int Environment, int Act)> Step(ExpertSession session, Func<int, State, Control> decide)
    {
        var labels = new List<(int, int)>();
        session.NextStep();
        while (session.NextPass())
            for (var i = 0; i < Environments; i++)
            {
                var state = State.Of(i);
                var control = decide(i, state);
                if (session.Puts(i, state, control))
                    continue;
                if (control != Control.Learner)
                    labels.Add((i, session.Action(i, state).Index));
                session.Acts(i, control);
            }
        return labels;
    }

    private static ExpertSession Session(IActionExpert expert)
    {
        var session = new ExpertSession(expert, Two, Environments);
        session.Begin(0);
        return session;
    }

    private static Control Odd(int environment, State state) => environment % 2 == 1 ? Control.Expert : Control.Learner;

    private static Control Everywhere(int environment, State state) => Control.Expert;

    private static async Task<FrameQuestion> Asked(FrameExpert player, int environment)
    {
        FrameQuestion? question;
        while ((question = player.Poll(environment)) is null)
            await Task.Yield();
        return question;
    }

    [Fact]
    public async Task All_questions_of_a_step_are_open_and_answered_in_any_order()
    {
        var player = new FrameExpert();
        var run = Waiting.Alone(() =>
        {
            var session = Session(Expert.From(player, AtOnce));
            return (Step(session, Odd), Step(session, Everywhere), session.Counts);
        });
        var (three, one) = (await Asked(player, 3), await Asked(player, 1));
        Assert.Same(one, player.Poll());
        Assert.Null(player.Poll(0));
        Assert.Null(player.Poll(2));
        Assert.Equal((1, 0L, State.Of(1)), (one.Query.Environment, one.Query.Step, one.Query.State));
        Assert.True(three.Answer(Act.Discrete(1)));
        Assert.True(one.Answer(Act.Discrete(0)));
        for (var i = Environments - 1; i >= 0; i--)
            Assert.True((await Asked(player, i)).Answer(Act.Discrete(i / 2)));
        var (first, second, counts) = await run;
        Assert.Equal([(1, 0), (3, 1)], first);
        Assert.Equal([(0, 0), (1, 0), (2, 1), (3, 1)], second);
        Assert.Equal(6, counts.Queries);
    }

    /// <summary>A rule reads what the expert would do, of two environments alone, and labels one of them.</summary>
    [Fact]
    public async Task A_rule_that_reads_the_answers_puts_no_question_but_its_own()
    {
        var player = new FrameExpert();
        var run = Waiting.Alone(() =>
        {
            var session = Session(Expert.From(player, AtOnce));
            return Step(session, (i, state) => i >= 2 && session.Action(i, state).Index == 1 ? Control.Expert : Control.Learner);
        });
        var (two, three) = (await Asked(player, 2), await Asked(player, 3));
        Assert.Null(player.Poll(0));
        Assert.True(three.Answer(Act.Discrete(1)));
        Assert.True(two.Answer(Act.Discrete(0)));
        Assert.Equal([(3, 1)], await run);
    }

    [Fact]
    public async Task Time_counts_from_when_a_question_was_put()
    {
        var (player, time) = (new FrameExpert(), new GameTime());
        var options = AtOnce with { Time = time, TimeOut = TimeSpan.FromSeconds(5), Fallback = Expert.From(static _ => Act.Discrete(1)) };
        var run = Waiting.Alone(() => Step(Session(Expert.From(player, options)), Everywhere));
        var last = await Asked(player, 3);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.True((await Asked(player, 0)).Answer(Act.Discrete(0)));
        while (!run.IsCompleted) // a second more ends all the others, not five each
        {
            Assert.True(time.Now <= TimeSpan.FromSeconds(6));
            if (time.Now < TimeSpan.FromSeconds(5))
                time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Equal([(0, 0), (1, 1), (2, 1), (3, 1)], await run);
        Assert.False(last.IsOpen);
    }

    [Fact]
    public async Task Cancelled_all_that_was_put_is_withdrawn()
    {
        var player = new FrameExpert();
        using var stop = new CancellationTokenSource();
        var run = Waiting.Alone(() =>
        {
            using var asking = ExpertCancellation.Until(stop.Token);
            return Step(Session(Expert.From(player, AtOnce)), Everywhere);
        });
        var questions = new List<FrameQuestion>();
        for (var i = 0; i < Environments; i++)
            questions.Add(await Asked(player, i));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.All(questions, static question => Assert.False(question.Answer(Act.Discrete(0))));
        Assert.Null(player.Poll());
    }

    [Fact]
    public async Task What_nobody_needs_in_the_end_is_withdrawn()
    {
        var (player, pass) = (new FrameExpert(), 0);
        var run = Waiting.Alone(() =>
            Step(Session(Expert.From(player, AtOnce)), (i, _) => i == 0 && pass++ == 0 || i == 1 ? Control.Expert : Control.Learner)
        );
        var (needless, needed) = (await Asked(player, 0), await Asked(player, 1));
        Assert.True(needed.Answer(Act.Discrete(1)));
        Assert.Equal([(1, 1)], await run);
        Assert.False(needless.IsOpen);
    }

    /// <summary>Noise and delay stand before a person, and answer as where each question waits.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Behind_noise_and_delay_the_answers_are_the_same(bool atOnce)
    {
        var player = new FrameExpert();
        var person = Expert.From(player, new() { AsksAtOnce = atOnce }).TakingOver(static _ => true);
        var expert = new NoisyExpert(new DelayedExpert(person, 1), Two, 0.5, new SeedSequence(3));
        var most = 0;
        var run = Waiting.Alone(() =>
        {
            var session = Session(expert);
            return Enumerable.Range(0, 6).SelectMany(_ => Step(session, Everywhere)).ToList();
        });
        while (!run.IsCompleted)
        {
            var open = Enumerable.Range(0, Environments).Select(player.Poll).OfType<FrameQuestion>().ToList();
            most = Math.Max(most, open.Count);
            if (open.Count >= (atOnce ? Environments : 1))
                open.ForEach(static question => question.Answer(Act.Discrete((int)(question.Query.Environment + question.Query.Step) % 2)));
            await Task.Yield();
        }
        var expected = new NoisyExpert(new DelayedExpert(new Alternating(), 1), Two, 0.5, new SeedSequence(3));
        var session = Session(expected);
        Assert.Equal([.. Enumerable.Range(0, 6).SelectMany(_ => Step(session, Everywhere))], await run);
        Assert.Equal(atOnce ? Environments : 1, most);
    }

    /// <summary>One of those who are asked at once throws: the others are told, and the error names the environment.</summary>
    [Fact]
    public void Whoever_fails_ends_the_waiting_of_all()
    {
        var person = new Failing(2);
        var failure = Assert.Throws<ExpertException>(() => Step(Session(Expert.From(person, AtOnce)), Everywhere));
        Assert.Equal(2, failure.Environment);
        Assert.True(person.Told.Wait(TimeSpan.FromMinutes(1)), "Who still thought was not told.");
    }

    private sealed class Alternating : Expert, ISituatedExpert
    {
        public override Act Action(State state) => throw new NotSupportedException();

        public Act Action(ExpertQuery query) => Act.Discrete((int)(query.Environment + query.Step) % 2);
    }

    /// <summary>Answers of all before one, throws of that one, and thinks for ever of those behind it.</summary>
    private sealed class Failing(int environment) : IInteractiveExpert
    {
        public ManualResetEventSlim Told { get; } = new();

        public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation)
        {
            if (query.Environment < environment)
                return Act.Discrete(0);
            if (query.Environment == environment)
                throw new InvalidOperationException("broken");
            cancellation.Register(Told.Set);
            await new TaskCompletionSource().Task;
            return default;
        }

        public ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation) => new(false);
    }
}
