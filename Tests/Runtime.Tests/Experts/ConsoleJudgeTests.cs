using DeclarativeIL.Experts;

namespace DeclarativeIL.Runtime.Tests.Experts;

/// <summary>A judge at a console is waited for until the run is cancelled, and no line answers a question that was withdrawn.</summary>
public sealed class ConsoleJudgeTests
{
    [Fact]
    public async Task A_judge_at_a_console_is_waited_for_no_longer()
    {
        var input = new Typed();
        var judge = PreferenceExpert.FromPerson(input, TextWriter.Null);
        using var stop = new CancellationTokenSource();
        var run = Waiting.Alone(() =>
        {
            using var asking = ExpertCancellation.Until(stop.Token);
            return judge.Prefers(Act.Discrete(0), Act.Discrete(1), State.Of(0));
        });
        await input.Waits;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        input.Type("1");
    }

    [Fact]
    public async Task A_line_that_is_typed_after_the_question_was_withdrawn_answers_nothing()
    {
        var input = new Typed();
        var lines = new LineWaiter(input);
        string? Next(CancellationToken cancellation)
        {
            using var asking = ExpertCancellation.Until(cancellation);
            lines.Forget();
            return lines.Next();
        }
        using (var stop = new CancellationTokenSource())
        {
            var run = Waiting.Alone(() => Next(stop.Token));
            await input.Waits;
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            Assert.True(lines.IsReading);
        }
        input.Type("old");
        while (lines.IsReading)
            await Task.Yield();
        var next = Waiting.Alone(() => Next(default));
        await input.Waits;
        input.Type("new");
        Assert.Equal("new", await next);
    }

    /// <summary>A console: a reader waits until a line is typed.</summary>
    private sealed class Typed : TextReader
    {
        private readonly SemaphoreSlim _waits = new(0);
        private readonly System.Collections.Concurrent.BlockingCollection<string> _lines = [];

        public Task Waits => _waits.WaitAsync();

        public override string? ReadLine()
        {
            _waits.Release();
            return _lines.Take();
        }

        public void Type(string line) => _lines.Add(line);
    }
}
