namespace DeclarativeIL.Files;

/// <summary>
/// The one way in which this library writes files: into a temporary one beside the place, flushed to disk and renamed. Whatever
/// happens (an exception, a cancellation, a kill, a full disk), the old file or the new one is there, complete.
/// </summary>
/// <remarks>
/// A link is followed: what it leads to is replaced, and the link stays. Permissions of an older file are kept. What is no
/// file (a folder, a device, a pipe) and what is read-only is refused.
/// </remarks>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _place;
    private readonly TemporaryFile _file;
    private bool _isDone;

    private AtomicFile(string path, UnixFileMode? mode)
    {
        _place = Place(path);
        if (mode is null && !OperatingSystem.IsWindows() && File.Exists(_place))
            mode = File.GetUnixFileMode(_place);
        _file = TemporaryFile.Create(Path.GetDirectoryName(_place)!, mode);
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <param name="mode">Its permissions; none = as an older file has them, or as the system gives them to new ones.</param>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    public static void Write(string path, Action<Stream> write, UnixFileMode? mode = null)
    {
        using var file = Open(path, mode);
        write(file._file.Stream);
        file._file.Stream.Flush(flushToDisk: true);
        file.Replace();
    }

    /// <summary>Writes files that belong together: none takes its place before all of them are on disk.</summary>
    /// <exception cref="IOException">One cannot be written; what was there is unchanged.</exception>
    public static void WriteAll(params ReadOnlySpan<(string Path, Action<Stream> Write)> files)
    {
        var opened = new List<AtomicFile>();
        try
        {
            foreach (var (path, write) in files)
            {
                opened.Add(Open(path, null));
                write(opened[^1]._file.Stream);
                opened[^1]._file.Stream.Flush(flushToDisk: true);
            }
            foreach (var file in opened)
                file.Replace();
        }
        finally
        {
            foreach (var file in opened)
                file.Dispose();
        }
    }

    /// <summary>Writes a file that takes time; after a cancellation what was there is unchanged.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var file = Open(path, null);
        await write(file._file.Stream).ConfigureAwait(false);
        file._file.Stream.Flush(flushToDisk: true);
        cancellation.ThrowIfCancellationRequested();
        file.Replace();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose(keep: _isDone);

    /// <summary>Puts a file aside by another name beside it, in no other file's place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="suffix">What its name ends with from then on; a number follows where there is such a file.</param>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static void PutAside(string path, string suffix)
    {
        var aside = path + suffix;
        for (var number = 2; File.Exists(aside); number++)
            aside = $"{path}{suffix}{number}";
        File.Move(path, aside, overwrite: false);
    }

    private static AtomicFile Open(string path, UnixFileMode? mode)
    {
        try
        {
            return new AtomicFile(path, mode);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>While the temporary file is still open and locked: nobody may sweep it away in between.</summary>
    private void Replace()
    {
        try
        {
            File.Move(_file.Path, _place, overwrite: true);
            _isDone = true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{_place} cannot be replaced: {e.Message}", e);
        }
    }

    /// <summary>The path that the file is written to: behind links, where a file or nothing is.</summary>
    private static string Place(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(full))
            throw Wrong(path, "the name of a folder");
        if (FileKinds.Fault(full) is { } fault)
            throw Wrong(path, fault);
        if (new FileInfo(full).LinkTarget is not null)
            full = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        return File.Exists(full) && new FileInfo(full).IsReadOnly ? throw Wrong(path, "a file that is read-only") : full;
    }

    private static IOException Wrong(string path, string found) =>
        new($"{path} cannot be written: found {found}; expected a file that may be replaced, or nothing.");
}
