using System.Diagnostics;
using DeclarativeIL.Experts;
using DeclarativeIL.Games;

namespace DeclarativeIL.Samples.Game;

/// <summary>The loop of a game, as an engine has one: frames follow each other, and nothing in them waits.</summary>
internal sealed class GameLoop(Meadow world, FrameEnvironment environments, FrameExpert player)
{
    private static readonly TimeSpan Sixtieth = TimeSpan.FromSeconds(1 / 60.0);

    /// <summary>All frames, those in which the world held still too.</summary>
    public long Frames { get; private set; }

    /// <summary>The longest that one took.</summary>
    public TimeSpan Worst { get; private set; }

    /// <summary>How many questions the player answered.</summary>
    public int Labels { get; private set; }

    /// <summary>The most questions that were open in one frame.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Frames until a run has ended.</summary>
    public T Until<T>(Task<T> run, CancellationToken cancellation)
    {
        while (!run.IsCompleted)
        {
            Frame();
            Thread.Yield(); // a game would show the frame now, and wait for the next
        }
        cancellation.ThrowIfCancellationRequested();
        return run.GetAwaiter().GetResult();
    }

    /// <summary>Frames until the player is asked; the question is left open.</summary>
    public FrameQuestion UntilAsked(Task run)
    {
        while (true)
        {
            if (run.IsCompleted)
                throw new InvalidOperationException("The run ended without a question.", run.Exception);
            if (player.Poll() is { } question)
                return question;
            Frame();
            Thread.Yield();
        }
    }

    /// <summary>One frame.</summary>
    public void Frame()
    {
        var start = Stopwatch.GetTimestamp();
        if (environments.BeginFrame(Sixtieth))
            world.Advance();
        environments.EndFrame();
        if (!environments.Paused)
            Answer();
        Frames++;
        var took = Stopwatch.GetElapsedTime(start);
        if (took > Worst)
            Worst = took;
    }

    /// <summary>The player says of each agent what they would do with it, the last one first.</summary>
    private void Answer()
    {
        var asked = 0;
        for (var agent = world.Agents - 1; agent >= 0; agent--)
        {
            if (player.Poll(agent) is not { } question)
                continue;
            asked++;
            if (question.Answer(Act.Discrete(Meadow.Advise(question.Query.State.Span))))
                Labels++;
        }
        MostAtOnce = Math.Max(MostAtOnce, asked);
    }
}
