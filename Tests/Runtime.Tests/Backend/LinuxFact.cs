using System.Runtime.InteropServices;

namespace DeclarativeIL.Runtime.Tests.Backend;

/// <summary>A test of what happens on linux-x64 only.</summary>
internal class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Skip = "linux-x64 only";
    }
}

/// <summary>A test of what happens where the system's libstdc++ is older than TorchSharp's shim asks for.</summary>
internal sealed class OldLinuxFactAttribute : LinuxFactAttribute
{
    public OldLinuxFactAttribute()
    {
        if (Skip is null && StockLoads())
            Skip = "TorchSharp's shim loads here as it is";
    }

    /// <summary>Asked of the file of libstdc++, not of the loader: loading it would change this process.</summary>
    private static bool StockLoads()
    {
        var library = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains("libstdc++.so.6", StringComparison.Ordinal));
        return library is not null
            && File.ReadAllBytes(library[library.IndexOf('/', StringComparison.Ordinal)..]).AsSpan().IndexOf("GLIBCXX_3.4.32\0"u8) >= 0;
    }
}
