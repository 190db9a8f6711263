using System.Runtime.Versioning;
using System.Security.Cryptography;
using DeclarativeIL.Files;

namespace DeclarativeIL.Native;

/// <summary>Keeps adapted copies of TorchSharp's shim in the user's own cache folder, and nowhere else.</summary>
[SupportedOSPlatform("linux")]
internal static class ShimCache
{
    private const string Application = "declarativeil",
        FileName = "libLibTorchSharp.so";
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The cache folder of this user as the XDG base directory specification has it.</summary>
    /// <exception cref="IOException">The user has no home.</exception>
    public static string UserFolder()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        // without a home it would be a folder of wherever the process happens to be
        return Path.IsPathRooted(cache) ? Path.Combine(cache, Application) : throw new IOException("This user has no home folder.");
    }

    /// <summary>
    /// Loads <paramref name="adapted"/> from the cache, or where that fails from a temporary folder that lasts for a moment.
    /// </summary>
    /// <remarks>The key is the stock file's hash, so that a new version of TorchSharp gets a new copy.</remarks>
    public static nint Load(byte[] stock, byte[] adapted, Func<string, nint> load)
    {
        try
        {
            return load(Keep(UserFolder(), stock, adapted));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            // no home, a full or read-only disk, or one that does not allow code (noexec)
            return LoadOnce(adapted, load);
        }
    }

    /// <summary>The path of the copy, which was compared byte by byte or written anew.</summary>
    public static string Keep(string folder, byte[] stock, byte[] adapted)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(stock)[..16]);
        var own = Directory.CreateDirectory(Path.Combine(folder, key), UserOnly | UnixFileMode.UserExecute);
        var path = Path.Combine(own.FullName, FileName);
        if (!Holds(path, adapted))
            AtomicFile.Write(path, file => file.Write(adapted), UserOnly); // two processes may do this at once
        return Holds(path, adapted) ? path : throw new IOException($"'{path}' does not hold what was written to it.");
    }

    private static bool Holds(string path, byte[] expected)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == expected.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(expected);
    }

    /// <summary>
    /// Loads an adapted library from a temporary file, which is deleted at once: a loaded library needs its file no longer.
    /// </summary>
    private static nint LoadOnce(byte[] adapted, Func<string, nint> load)
    {
        var folder = Directory.CreateTempSubdirectory(Application);
        try
        {
            var path = Path.Combine(folder.FullName, FileName);
            File.WriteAllBytes(path, adapted);
            return load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
