using DeclarativeIL.Experts;

namespace DeclarativeIL.Runtime.Tests.Experts;

/// <summary>Threads on which somebody is waited for.</summary>
internal static class Waiting
{
    /// <summary>A thread of its own, which has never looked for questions.</summary>
    public static Task<T> Alone<T>(Func<T> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

/// <summary>An expert of a user's own around another.</summary>
internal sealed class Own(IActionExpert inner) : IActionExpert
{
    public Act Action(State state) => inner.Action(state);
}

/// <summary>A person of a user's own who hands questions on.</summary>
internal sealed class Forwarding(FrameExpert player) : IInteractiveExpert
{
    public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation) =>
        await player.LabelAsync(query, cancellation);

    public ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation) => player.TakesOverAsync(query, cancellation);
}

/// <summary>Never answers, and never ends by itself.</summary>
internal sealed class Silent : IInteractiveExpert
{
    private readonly TaskCompletionSource _asked = new(),
        _told = new();

    public Task Asked => _asked.Task;

    public Task Told => _told.Task;

    public async ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation)
    {
        await new TaskCompletionSource().Task;
        return default;
    }

    public async ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation)
    {
        cancellation.Register(_told.SetResult);
        _asked.SetResult();
        await new TaskCompletionSource().Task;
        return false;
    }
}

/// <summary>Threads that keep the machine's cores from those who wait.</summary>
internal sealed class BusyThreads : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stop;

    public BusyThreads(int count)
    {
        _threads =
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => new Thread(() =>
                {
                    while (!_stop)
                        Thread.SpinWait(1000);
                })),
        ];
        foreach (var thread in _threads)
            thread.Start();
    }

    public void Dispose()
    {
        _stop = true;
        foreach (var thread in _threads)
            thread.Join();
    }
}
