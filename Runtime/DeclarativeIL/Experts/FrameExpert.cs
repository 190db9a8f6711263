using System.Collections.Concurrent;

namespace DeclarativeIL.Experts;

/// <summary>A question that waits for a person's answer.</summary>
public sealed class FrameQuestion
{
    private readonly TaskCompletionSource<Act> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FrameQuestion(ExpertQuery query) => Query = query;

    /// <summary>The question, with its place in the run.</summary>
    public ExpertQuery Query { get; }

    /// <summary>
    /// True while the answer is waited for. Once it is not, it never will be again: the question was answered or withdrawn, not both.
    /// </summary>
    public bool IsOpen => !_answer.Task.IsCompleted;

    internal Task<Act> Task => _answer.Task;

    /// <summary>Answers. Never blocks, and runs nothing of the training's on this thread.</summary>
    /// <returns>
    /// True where the answer was still waited for, and is what training goes on with, unless the run ends first; false where it was
    /// answered or withdrawn before.
    /// </returns>
    public bool Answer(Act act) => _answer.TrySetResult(act);

    /// <returns>Whether it was still open: false where it was answered before.</returns>
    internal bool Withdraw() => _answer.TrySetCanceled();
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
    private readonly Queue<FrameQuestion> _questions = new(); // locked, so that two who look cannot drop one that is open
    private readonly ConcurrentDictionary<int, bool> _takenOver = new();
    private Thread? _pollingThread; // not its number: a later thread may get the same

    /// <inheritdoc/>
    public bool AnswersOnThisThread => Volatile.Read(ref _pollingThread) == Thread.CurrentThread;

    /// <summary>The oldest question that is still open; null if nothing is asked. The same one until it is answered or withdrawn.</summary>
    public FrameQuestion? Poll()
    {
        Volatile.Write(ref _pollingThread, Thread.CurrentThread);
        lock (_questions)
        {
            DropClosed();
            return _questions.TryPeek(out var question) ? question : null;
        }
    }

    /// <summary>The open question about an environment; null if nothing is asked there.</summary>
    /// <remarks>Several are open where <see cref="InteractiveOptions.AsksAtOnce"/> says so.</remarks>
    /// <param name="environment">The environment's number, counted from 0.</param>
    public FrameQuestion? Poll(int environment)
    {
        Volatile.Write(ref _pollingThread, Thread.CurrentThread);
        lock (_questions)
            foreach (var question in _questions)
                if (question.IsOpen && question.Query.Environment == environment)
                    return question;
        return null;
    }

    /// <summary>From now on the person acts in an environment.</summary>
    public void TakeOver(int environment = 0) => _takenOver[environment] = true;

    /// <summary>From now on the learner acts in an environment.</summary>
    public void HandBack(int environment = 0) => _takenOver[environment] = false;

    /// <inheritdoc/>
    public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var question = new FrameQuestion(query);
        using var withdrawal = cancellation.Register(() => question.Withdraw()); // before anybody can see the question
        Add(question);
        return await question.Task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>As things stand: no question is put.</remarks>
    public ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation) => new(TakesOver(query));

    /// <summary>Puts a question; who asked waits for its task, and withdraws it when giving up.</summary>
    internal FrameQuestion Put(ExpertQuery query)
    {
        var question = new FrameQuestion(query);
        Add(question);
        return question;
    }

    internal bool TakesOver(ExpertQuery query) => _takenOver.GetValueOrDefault(query.Environment);

    private void Add(FrameQuestion question)
    {
        lock (_questions)
        {
            DropClosed(); // nobody may be looking
            _questions.Enqueue(question);
        }
    }

    private void DropClosed()
    {
        while (_questions.TryPeek(out var question) && !question.IsOpen)
            _questions.Dequeue();
    }
}
