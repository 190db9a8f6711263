namespace DeclarativeIL.Logging.Files;

/// <summary>
/// One writer of a file at a time, while others may read it. The share modes of .NET do not say that on Unix: a byte far behind the end is
/// locked instead, which other processes see (macOS has no such locks in .NET), and a list of this process's own files.
/// </summary>
internal sealed class SoleWriter : IDisposable
{
    private const long LockedByte = long.MaxValue - 1;
    private static readonly HashSet<string> Written = [];
    private readonly string _path;

    private SoleWriter(string path) => _path = path;

    /// <summary>Claims a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="file">The file, opened for writing.</param>
    /// <exception cref="IOException">It has a writer.</exception>
    public static SoleWriter Claim(string path, FileStream file)
    {
        var full = Path.GetFullPath(path);
        lock (Written)
            if (!Written.Add(full))
                throw new IOException($"{path} cannot be appended to: found another writer of it in this process; expected none.");
        var writer = new SoleWriter(full);
        try
        {
            if (!OperatingSystem.IsMacOS() && !OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS() && !OperatingSystem.IsFreeBSD())
                file.Lock(LockedByte, 1); // gone with the file, and with the process
            return writer;
        }
        catch (IOException e)
        {
            writer.Dispose();
            throw new IOException($"{path} cannot be appended to: found another process that writes it; expected none.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Written)
            Written.Remove(_path);
    }
}
