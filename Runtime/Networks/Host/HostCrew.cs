using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Networks;

/// <summary>
/// Runs the parts of one piece of work on threads of its own, which wait (after a short spin) until there is some. Who runs a
/// part makes no difference to what it computes: where the threads are busy with someone else's work, the caller runs all
/// parts itself.
/// </summary>
internal sealed class HostCrew
{
    private static readonly HostCrew Shared = new();

    private readonly Lock _busy = new();
    private readonly List<Worker> _workers = [];

    /// <summary>Runs part 0 to <paramref name="parts"/> - 1 and returns when all are done.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="work">What a part does; it must not throw.</param>
    public static void Run(int parts, Action<int> work)
    {
        if (parts > 1 && Shared._busy.TryEnter())
            try
            {
                Shared.RunParts(parts, work);
                return;
            }
            finally
            {
                Shared._busy.Exit();
            }
        for (var part = 0; part < parts; part++)
            work(part);
    }

    private void RunParts(int parts, Action<int> work)
    {
        while (_workers.Count < parts - 1)
            _workers.Add(new Worker(_workers.Count + 1));
        for (var part = 1; part < parts; part++)
            _workers[part - 1].Start(work);
        work(0);
        for (var part = 1; part < parts; part++)
            _workers[part - 1].Join();
    }

    /// <summary>Lives as long as the process.</summary>
    [SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "Never ends.")]
    private sealed class Worker
    {
        private const int Spins = 35;

        private readonly ManualResetEventSlim _started = new(false, Spins), _done = new(false, Spins);
        private readonly int _part;
        private Action<int>? _work;

        public Worker(int part)
        {
            _part = part;
            new Thread(Loop) { IsBackground = true, Name = $"{nameof(HostCrew)} {part}" }.Start();
        }

        public void Start(Action<int> work)
        {
            _work = work;
            _started.Set();
        }

        public void Join()
        {
            _done.Wait();
            _done.Reset();
        }

        private void Loop()
        {
            while (true)
            {
                _started.Wait();
                _started.Reset();
                _work!(_part);
                _work = null;
                _done.Set();
            }
        }
    }
}
