namespace DeclarativeIL.Files;

/// <summary>
/// A file that is being written, under a name that only this library gives. It is locked as long as it is open; the system gives
/// up the lock of a process that dies, so that an unlocked one is abandoned, and is swept at the next write into its folder.
/// </summary>
internal sealed class TemporaryFile
{
    private const string Prefix = ".declarativeil-",
        Suffix = ".tmp";
    private const int Attempts = 16;

    private TemporaryFile(string path, FileStream stream) => (Path, Stream) = (path, stream);

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>For reading and writing.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates one, and sweeps those that dead processes left in the folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="mode">Its permissions; none = as the system gives them to new files.</param>
    public static TemporaryFile Create(string folder, UnixFileMode? mode)
    {
        Sweep(folder);
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}");
            FileStream stream;
            try
            {
                // others may delete it, which on Windows a rename needs
                // all is written at once
                stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 1);
                Permit(stream, mode);
            }
            catch (IOException e) when (attempt < Attempts && e is not DirectoryNotFoundException) // swept between creation and lock
            {
                continue;
            }
            if (File.Exists(path)) // who finds it locked from now on leaves it alone
                return new TemporaryFile(path, stream);
            stream.Dispose();
            if (attempt == Attempts)
                throw new IOException($"{folder}: temporary files are deleted as soon as they are made.");
        }
    }

    private static void Permit(FileStream stream, UnixFileMode? mode)
    {
        if (mode is not { } permissions || OperatingSystem.IsWindows())
            return;
        try
        {
            File.SetUnixFileMode(stream.SafeFileHandle, permissions);
        }
        catch
        {
            File.Delete(stream.Name);
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Closes it; deletes it, unless it has found its place.</summary>
    public void Dispose(bool keep)
    {
        if (!keep)
            File.Delete(Path);
        Stream.Dispose();
    }

    /// <summary>Deletes the temporary files of processes that have ended. A failure to do so does not prevent writing.</summary>
    private static void Sweep(string folder)
    {
        if (!IsLocking)
            return;
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}"))
                if (IsOurs(System.IO.Path.GetFileName(path)) && FileKinds.Of(path, follow: false) == FileKind.Regular)
                    Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    private static void Delete(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // somebody writes it
        { }
    }

    private static bool IsOurs(string name) =>
        name.Length == Prefix.Length + 32 + Suffix.Length && Guid.TryParseExact(name.AsSpan(Prefix.Length, 32), "N", out _);

    /// <summary>True if .NET locks files here: a setting can forbid it.</summary>
    private static bool IsLocking =>
        !(AppContext.TryGetSwitch("System.IO.DisableFileLocking", out var off) && off)
        && Environment.GetEnvironmentVariable("DOTNET_SYSTEM_IO_DISABLEFILELOCKING") is null or "0" or "false";
}
