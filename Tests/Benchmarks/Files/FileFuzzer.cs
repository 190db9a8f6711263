using System.Diagnostics;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Changes files of every format that the library reads, and reads them.</summary>
internal static class FileFuzzer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30),
        NoPatience = TimeSpan.FromMinutes(5),
        Work = TimeSpan.FromSeconds(20);

    /// <summary>Changes and reads files number <paramref name="first"/> and following; the same whatever the number of threads.</summary>
    public static FileReport Run(int count, ulong seed, int threads = 1, int first = 0, Action<FileReport>? tell = null)
    {
        var folder = Directory.CreateTempSubdirectory("hostile-");
        var (report, next, workers) = (new FileReport(), first - 1, new List<Worker>());
        try
        {
            for (var i = 0; i < threads; i++)
                workers.Add(
                    new(
                        Path.Combine(folder.FullName, $"{i}"),
                        seed,
                        report,
                        () => Interlocked.Increment(ref next) is var number && number < first + count ? number : null
                    )
                );
            var said = Stopwatch.StartNew();
            while (workers.Exists(static worker => worker.IsRunning))
            {
                Thread.Sleep(100);
                foreach (var worker in workers.Where(static worker => worker.IsRunning).ToList())
                    if (worker.IsHanging(Patience, Work, NoPatience))
                    {
                        worker.GiveUp();
                        workers.Add(
                            new(
                                $"{worker.Folder}+",
                                seed,
                                report,
                                () => Interlocked.Increment(ref next) is var number && number < first + count ? number : null
                            )
                        );
                    }
                if (said.Elapsed.TotalSeconds > 30)
                {
                    tell?.Invoke(report);
                    said.Restart();
                }
            }
            return report;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A thread that reads one file after the other.</summary>
    private sealed class Worker
    {
        private readonly FileReport _report;
        private readonly SeedSequence _seeds;
        private readonly Func<int?> _next;
        private readonly Thread _thread;
        private volatile Reading? _reading;
        private volatile bool _isGivenUp;

        public Worker(string folder, ulong seed, FileReport report, Func<int?> next)
        {
            (Folder, _report, _seeds, _next) = (folder, report, new SeedSequence(seed), next);
            _thread = new Thread(Run) { IsBackground = true, Name = "hostile files" };
            _thread.Start();
        }

        public string Folder { get; }

        public bool IsRunning => _thread.IsAlive && !_isGivenUp;

        /// <summary>Whether a file takes long, and the process worked meanwhile; or whether it takes very long.</summary>
        public bool IsHanging(TimeSpan patience, TimeSpan work, TimeSpan noPatience) =>
            _reading is { } reading
            && (
                reading.Clock.Elapsed > noPatience
                || (reading.Clock.Elapsed > patience && Environment.CpuUsage.TotalTime - reading.Worked > work)
            );

        /// <summary>Counts the file as one that does not end; the thread is left to itself.</summary>
        public void GiveUp()
        {
            _isGivenUp = true;
            if (_reading is { } reading)
                _report.Add(reading.Subject, reading.Mutation, reading.IsSealed, "hang", $"{reading.Name}: no end");
        }

        private void Run()
        {
            Directory.CreateDirectory(Folder);
            FileSubject[] subjects =
            [
                .. OwnSubjects.Create(Folder, _seeds.Child("own")),
                .. ComparisonSubjects.Create(Folder, _seeds.Child("other")),
                .. LanguageSubjects.Create(Folder, _seeds.Child("other")),
                .. D4rlSubjects.Create(Folder),
                .. RobomimicSubjects.Create(Folder),
                .. MinariSubjects.Create(Folder),
                .. LeRobotSubjects.Create(Folder),
                .. ImitationSubjects.Create(Folder),
                .. TableSubjects.Create(Folder),
            ];
            var originals = subjects.ToDictionary(static subject => subject, static subject => subject.Load(subject.Path)?.Content);
            foreach (var subject in subjects)
                if (originals[subject] is null || subject.Load(subject.Path)?.Fault is not null)
                    _report.Add(subject, default, false, "invalid", $"{subject.Path}: the original does not load");
            while (!_isGivenUp && _next() is { } number)
                Try(number, subjects, originals);
        }

        private void Try(int number, FileSubject[] subjects, Dictionary<FileSubject, string?> originals)
        {
            var random = _seeds.Child((ulong)number).Stream();
            var (subject, other) = (subjects[number % subjects.Length], subjects[random.NextInt(subjects.Length)]);
            var (mutation, seal) = ((Mutation)random.NextInt(7), subject.IsOurs && random.NextInt(2) == 0);
            var bytes = Mutations.Apply(mutation, subject.Original, other.Original, random);
            if (seal)
                bytes = subject.Reseal!(bytes);
            File.WriteAllBytes(subject.Path, bytes);
            var name = $"file {number} ({Path.GetFileName(subject.Path)}, {mutation}{(seal ? ", sealed again" : "")})";
            _reading = new(subject, mutation, seal, name, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var (verdict, failure, native) = Read(subject, seal, name, originals[subject], Folder, out var allocated);
            _reading = null;
            if (_isGivenUp)
                return;
            File.WriteAllBytes(subject.Path, subject.Original);
            _report.Allocated(allocated + native - (16L * bytes.Length), name);
            _report.Add(subject, mutation, seal, verdict, failure);
        }

        private static (string Verdict, string? Failure, long Native) Read(
            FileSubject subject,
            bool seal,
            string name,
            string? original,
            string folder,
            out long allocated
        )
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var loaded = subject.Load(subject.Path);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (loaded is not { } found)
                    return ("refused", null, 0);
                if (found.Fault is { } fault)
                    return ("invalid", $"{name}: loaded as what has {fault}", found.NativeBytes);
                if (subject.IsOurs && found.Content == original)
                    return ("original", null, found.NativeBytes);
                return subject.IsOurs && !seal
                    ? ("altered", $"{name}: loaded as something else", found.NativeBytes)
                    : ("valid", null, found.NativeBytes);
            }
            catch (Exception e) when (subject.IsRefusal(e) && e.Message.Contains(folder, StringComparison.Ordinal))
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                return ("refused", null, 0);
            }
            catch (Exception e)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                return ("crash", $"{name}: {e.GetType().Name} {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()}", 0);
            }
        }

        private sealed record Reading(FileSubject Subject, Mutation Mutation, bool IsSealed, string Name, Stopwatch Clock, TimeSpan Worked);
    }
}
