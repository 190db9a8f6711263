namespace DeclarativeIL.Benchmarks.Files;

/// <summary>What came of changed files.</summary>
internal sealed class FileReport
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Subject, string Seal), Dictionary<string, int>> _counts = [];
    private readonly List<string> _failures = [];

    /// <summary>How many files were loaded.</summary>
    public int Files { get; private set; }

    /// <summary>Files of our own formats, with the old checksum, that loaded as something else.</summary>
    public int Altered { get; private set; }

    /// <summary>Files that loaded as what is not valid.</summary>
    public int Invalid { get; private set; }

    /// <summary>Files that ended in an exception that is not documented.</summary>
    public int Crashes { get; private set; }

    /// <summary>Files that did not end.</summary>
    public int Hangs { get; private set; }

    /// <summary>The most bytes that were allocated beyond 16 for each byte of the file.</summary>
    public long Largest { get; private set; }

    /// <summary>Whether all is as it should be.</summary>
    public bool IsClean => Altered == 0 && Invalid == 0 && Crashes == 0 && Hangs == 0 && Largest <= 64L << 20;

    /// <summary>What is not, in words.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Counts a file by what it was, how it was changed and how it ended.</summary>
    public void Add(FileSubject subject, Mutation mutation, bool isSealed, string verdict, string? failure)
    {
        lock (_lock)
        {
            Files++;
            Altered += verdict == "altered" ? 1 : 0;
            Invalid += verdict == "invalid" ? 1 : 0;
            Crashes += verdict == "crash" ? 1 : 0;
            Hangs += verdict == "hang" ? 1 : 0;
            var key = (
                subject.Name,
                subject.IsOurs
                    ? isSealed
                        ? "sealed again"
                        : "old checksum"
                    : ""
            );
            var counts = _counts.TryGetValue(key, out var found) ? found : _counts[key] = [];
            foreach (var word in (string[])[mutation.ToString(), verdict])
                counts[word] = counts.GetValueOrDefault(word) + 1;
            if (failure is not null)
                _failures.Add(failure);
        }
    }

    /// <summary>Counts bytes.</summary>
    public void Allocated(long beyond, string file)
    {
        lock (_lock)
        {
            if (beyond > 64L << 20)
                _failures.Add($"{file}: {beyond} bytes allocated beyond 16 for each of its own");
            Largest = Math.Max(Largest, beyond);
        }
    }

    /// <summary>Counts by subject: every kind of change, every end.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var ((subject, seal), counts) in _counts)
        {
            var kinds = string.Join(
                ", ",
                Enum.GetNames<Mutation>().Select(kind => $"{kind.ToLowerInvariant()} {counts.GetValueOrDefault(kind)}")
            );
            var ends = string.Join(
                ", ",
                ((string[])["refused", "original", "valid", "altered", "invalid", "crash", "hang"])
                    .Where(counts.ContainsKey)
                    .Select(end => $"{end} {counts[end]}")
            );
            yield return $"{subject}{(seal.Length > 0 ? $", {seal}" : "")}: {kinds}; {ends}";
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"files {Files}, accepted altered {Altered + Invalid}, crashes {Crashes}, hangs {Hangs}, largest allocation "
        + $"{(Largest + (1 << 20) - 1) >> 20} MiB";
}
