using System.Runtime.InteropServices;

namespace DeclarativeIL.Files;

/// <summary>The kind of thing that a path leads to.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A file of bytes.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A link, where links are not followed.</summary>
    Link,

    /// <summary>A device, a pipe or a socket: opening it may wait for ever, and its bytes may have no end.</summary>
    Device,
}

/// <summary>Asks the system what a path leads to; .NET tells folders from files, but not files from devices.</summary>
internal static unsafe partial class FileKinds
{
    private const int CurrentFolder = -100,
        NotFollowed = 0x100,
        TypeMask = 1,
        NoEntry = 2,
        NoFolder = 20;

    /// <summary>The kind; links are followed unless asked otherwise.</summary>
    /// <exception cref="IOException">The system does not say, for instance since a folder on the way may not be entered.</exception>
    public static FileKind Of(string path, bool follow = true)
    {
        if (OperatingSystem.IsWindows())
            return Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal) ? FileKind.Device : Simple(path);
        var buffer = stackalloc byte[512]; // statx: 256 bytes; stat on macOS: 144
        int result,
            mode;
        try
        {
            if (OperatingSystem.IsLinux())
            {
                result = StatX(CurrentFolder, path, follow ? 0 : NotFollowed, TypeMask, buffer);
                mode = *(ushort*)(buffer + 28);
            }
            else
            {
                result = follow ? Stat(path, buffer) : LStat(path, buffer);
                mode = *(ushort*)(buffer + 4);
            }
        }
        catch (EntryPointNotFoundException) // a C library from before 2018
        {
            return Simple(path);
        }
        if (result == 0)
            return (mode & 0xF000) switch
            {
                0x8000 => FileKind.Regular,
                0x4000 => FileKind.Folder,
                0xA000 => FileKind.Link,
                _ => FileKind.Device,
            };
        var error = Marshal.GetLastPInvokeError();
        return error is NoEntry or NoFolder ? FileKind.None : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>The thing that stands in place of a readable file; null where a file or nothing is.</summary>
    public static string? Fault(string path) =>
        Of(path) switch
        {
            FileKind.Folder => "a folder",
            FileKind.Device => "a device, a pipe or a socket",
            _ => null,
        };

    private static FileKind Simple(string path) =>
        Directory.Exists(path) ? FileKind.Folder
        : File.Exists(path) ? FileKind.Regular
        : FileKind.None;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, byte* buffer);
}
