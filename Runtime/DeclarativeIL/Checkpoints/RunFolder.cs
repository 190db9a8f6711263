using System.Globalization;
using DeclarativeIL.Files;

namespace DeclarativeIL.Checkpoints;

/// <summary>The folder of a run's checkpoints, which belongs to one run at a time: a lock on a file in it, which the system gives up with
/// the process.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string Prefix = "checkpoint-",
        Suffix = ".zip",
        LockName = "run.lock";

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Takes a folder for a run.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isNew">Whether it is made if it is not there; else it has to be.</param>
    /// <exception cref="IOException">It cannot be written to, or another run uses it.</exception>
    public static RunFolder Open(string path, bool isNew)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!isNew && !Directory.Exists(full))
            throw new DirectoryNotFoundException($"{path}: found no such folder; expected one with the checkpoints of a run.");
        return new(full, FolderLock.Take(full, LockName, "checkpoints", "run"));
    }

    /// <summary>The numbers of the checkpoints in a folder, the newest first; none where there is no such folder.</summary>
    public static IReadOnlyList<long> Numbers(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Directory.Exists(path)
            ?
            [
                .. Directory
                    .EnumerateFiles(path, Prefix + "*" + Suffix)
                    .Select(static file => NumberOf(System.IO.Path.GetFileName(file)))
                    .OfType<long>()
                    .OrderDescending(),
            ]
            : [];
    }

    /// <summary>The file of a checkpoint.</summary>
    public string FileOf(long number) =>
        System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D8}{Suffix}"));

    /// <summary>Deletes all checkpoints but the newest ones.</summary>
    /// <param name="kept">How many stay.</param>
    public void Drop(int kept)
    {
        foreach (var number in Numbers(Path).Skip(kept))
            File.Delete(FileOf(number));
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static long? NumberOf(string name) =>
        long.TryParse(name[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
