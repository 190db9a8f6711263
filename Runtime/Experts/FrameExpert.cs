using System.Collections.Concurrent;

namespace DeclarativeIL.Experts;

/// <summary>A question that waits for a person's answer.</summary>
public sealed class FrameQuestion
{
    private readonly TaskCompletionSource<Act> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FrameQuestion(ExpertQuery query) => Query = query;

    /// <summary>What is asked, and where.</summary>
    public ExpertQuery Query { get; }

    /// <summary>Whether the answer is still waited for.</summary>
    public bool IsOpen => !_answer.Task.IsCompleted;

    internal Task<Act> Task => _answer.Task;

    /// <summary>Answers. Never blocks, and runs nothing of the training's on this thread.</summary>
    /// <returns>Whether the answer was still waited for.</returns>
    public bool Answer(Act act) => _answer.TrySetResult(act);

    internal void Withdraw(CancellationToken cancellation) => _answer.TrySetCanceled(cancellation);
}

/// <summary>
/// A person at a game engine: once a frame the engine looks whether something is asked, shows it, and answers when there is an
/// answer. Nothing here blocks the frame.
/// </summary>
/// <remarks>
/// <code>
/// var player = new FrameExpert();
/// var training = new HgDAgger().TrainAsync(policy, data, environments, Expert.From(player), rounds);
/// // in each frame:
/// if (takeOverKey) player.TakeOver(); else player.HandBack();
/// if (player.Poll() is { } question)
///     question.Answer(Act.Discrete(stickRight ? 1 : 0));
/// </code>
/// All members may be called from any thread.
/// </remarks>
public sealed class FrameExpert : IInteractiveExpert
{
    private readonly ConcurrentQueue<FrameQuestion> _questions = new();
    private readonly ConcurrentDictionary<int, bool> _takenOver = new();
    private int _pollingThread;                                         // managed threads count from 1

    /// <inheritdoc/>
    public bool AnswersOnThisThread => Volatile.Read(ref _pollingThread) == Environment.CurrentManagedThreadId;

    /// <summary>The oldest question that is still open; null if nothing is asked. The same one until it is answered or withdrawn.</summary>
    public FrameQuestion? Poll()
    {
        Volatile.Write(ref _pollingThread, Environment.CurrentManagedThreadId);
        while (_questions.TryPeek(out var question))
        {
            if (question.IsOpen)
                return question;
            _questions.TryDequeue(out _);
        }
        return null;
    }

    /// <summary>From now on the person acts in an environment.</summary>
    public void TakeOver(int environment = 0) => _takenOver[environment] = true;

    /// <summary>From now on the learner acts in an environment.</summary>
    public void HandBack(int environment = 0) => _takenOver[environment] = false;

    /// <inheritdoc/>
    public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation)
    {
        var question = new FrameQuestion(query);
        using var withdrawal = cancellation.Register(() => question.Withdraw(cancellation));
        _questions.Enqueue(question);
        return await question.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>As things stand: no question is put.</remarks>
    public ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation)
        => new(_takenOver.GetValueOrDefault(query.Environment));
}
