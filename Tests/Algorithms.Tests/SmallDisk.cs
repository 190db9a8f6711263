using System.Diagnostics;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>A disk of a few hundred kilobytes, in memory: Linux gives it to who may mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(int kilobytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path) is var code and not 0)
        {
            Directory.Delete(Path);
            throw new IOException($"mount ended with {code}; expected 0.");
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("declarativeil-disk-").FullName;

    /// <summary>Takes all but so much of what is free.</summary>
    public string Fill(int butBytes)
    {
        var file = System.IO.Path.Combine(Path, "filler");
        File.WriteAllBytes(file, new byte[new DriveInfo(Path).AvailableFreeSpace - butBytes]);
        return file;
    }

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}

/// <summary>A test on a disk that is full; where none can be mounted it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullDiskFactAttribute : FactAttribute
{
    private static readonly bool CanMount = Try();

    public FullDiskFactAttribute()
    {
        if (!CanMount)
            Skip = "No small disk can be mounted (Linux, as root): what a full one does is not tried.";
    }

    private static bool Try()
    {
        try
        {
            using var disk = new SmallDisk(100);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
