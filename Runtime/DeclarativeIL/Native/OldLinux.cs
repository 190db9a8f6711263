using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DeclarativeIL.Native;

/// <summary>Loads TorchSharp's shim, once a process, where libstdc++ is older than the shim asks for: as an adapted copy.</summary>
[SupportedOSPlatform("linux")]
internal static class OldLinux
{
    private const string Shim = "LibTorchSharp",
        CxxLibrary = "libstdc++.so.6";

    // the copy lies elsewhere, so what it needs has to be there before it; CUDA builds bring two more
    private static readonly (string Name, bool Required)[] _needed =
    [
        ("c10", true),
        ("torch_cpu", true),
        ("c10_cuda", false),
        ("torch_cuda", false),
        ("torch", true),
    ];

    // a failure is kept as well: asked again, it says the same
    private static readonly Lazy<nint> _shim = new(static () => Load([.. NativeFiles.Folders()]));

    /// <summary>The handle of the shim.</summary>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public static nint Handle => _shim.Value;

    /// <summary>The libraries to load before the shim, in order.</summary>
    /// <exception cref="NativeLibraryException">There is no libtorch in these folders.</exception>
    public static IReadOnlyList<string> Needed(IReadOnlyList<string> folders)
    {
        var found = new List<string>();
        foreach (var (name, required) in _needed)
        {
            if (NativeFiles.Find(folders, name) is { } path)
                found.Add(path);
            else if (required)
                throw LoadFailure.NoTorch(NativeFiles.Platform);
        }
        return found;
    }

    private static nint Load(IReadOnlyList<string> folders)
    {
        var shim =
            NativeFiles.Find(folders, Shim)
            ?? throw new NativeLibraryException($"lib{Shim}.so of the package TorchSharp is not beside this application.");
        foreach (var path in Needed(folders))
            LoadFile(path);
        // with libtorch there, it may load as it is: packages that were not copied together lie in folders of their own
        return TryLoad(shim, out var error) is { } handle ? handle
            : LoadFailure.IsCurable(error!.Message) ? LoadAdapted(shim)
            : throw LoadFailure.Explain(error.Message, error);
    }

    private static nint LoadAdapted(string shim)
    {
        try
        {
            var stock = File.ReadAllBytes(shim);
            return ShimCache.Load(stock, ElfShim.WithOptional(stock, CxxLibrary, LoadFailure.UnusedVersion), LoadFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException(
                $"This system's libstdc++ lacks {LoadFailure.UnusedVersion}, and an adapted copy of TorchSharp's library can be kept "
                    + $"neither in this user's cache folder nor in '{Path.GetTempPath()}': {error.Message}",
                error
            );
        }
    }

    private static nint LoadFile(string path) => TryLoad(path, out var error) ?? throw LoadFailure.Explain(error!.Message, error);

    private static nint? TryLoad(string path, out Exception? error)
    {
        try
        {
            error = null;
            return NativeLibrary.Load(path);
        }
        catch (Exception thrown) when (thrown is DllNotFoundException or BadImageFormatException)
        {
            error = thrown;
            return null;
        }
    }
}
