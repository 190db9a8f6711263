using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Runs the parts of one piece of work on a pool of threads, which wait (after a short spin) for work. The thread that runs a
/// part makes no difference to its result: the caller, once done with its own part, also runs those that no thread has begun, and
/// it runs all of them while the threads are busy with the work of another caller.
/// </summary>
internal sealed class WorkerPool
{
    private static readonly WorkerPool Shared = new();

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
            _workers[part - 1].Offer(work);
        work(0);
        for (var part = 1; part < parts; part++)
            if (_workers[part - 1].Withdraw())
                work(part);
        for (var part = 1; part < parts; part++)
            _workers[part - 1].Join();
    }

    /// <summary>Lives as long as the process.</summary>
    [SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "Never ends.")]
    private sealed class Worker
    {
        private const int Nothing = 0,
            Offered = 1,
            Taken = 2;

        private readonly ManualResetEventSlim _offered = new(false),
            _done = new(false);
        private readonly int _part;
        private Action<int>? _work;
        private int _state;

        public Worker(int part)
        {
            _part = part;
            new Thread(Loop) { IsBackground = true, Name = $"{nameof(WorkerPool)} {part}" }.Start();
        }

        public void Offer(Action<int> work)
        {
            _work = work;
            _done.Reset();
            Volatile.Write(ref _state, Offered);
            _offered.Set();
        }

        /// <summary>Takes the work back; true if it was not begun, and then it will not be.</summary>
        public bool Withdraw() => Interlocked.CompareExchange(ref _state, Nothing, Offered) == Offered;

        /// <summary>Returns when what was not withdrawn is done.</summary>
        public void Join()
        {
            if (Volatile.Read(ref _state) == Taken)
                _done.Wait();
            _state = Nothing;
            _work = null;
        }

        private void Loop()
        {
            while (true)
            {
                _offered.Wait();
                _offered.Reset(); // before looking: an offer made from here on sets it again
                if (Interlocked.CompareExchange(ref _state, Taken, Offered) != Offered)
                    continue;
                _work!(_part);
                _done.Set();
            }
        }
    }
}
