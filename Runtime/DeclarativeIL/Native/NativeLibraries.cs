using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;
using TorchSharp;

namespace DeclarativeIL.Native;

/// <summary>Finds libtorch for TorchSharp, also where TorchSharp alone does not, and says plainly what is missing.</summary>
/// <remarks>
/// TorchSharp loads its libraries at its first use, and so does this: <see cref="Register"/> only asks oneMKL for code that does not
/// depend on the alignment of memory (<c>MKL_CBWR=AUTO</c>) and libtorch's threads not to spin for long (<c>GOMP_SPINCOUNT</c>), unless
/// these are set, and leaves a note with the runtime, which comes back if the shim <em>failed</em> to load. Where the shim loads (Windows,
/// macOS, Linux with GCC 13's libstdc++) nothing more of this ever runs. Where it does not, a copy that asks for less is loaded from the
/// user's cache folder (<c>$XDG_CACHE_HOME/declarativeil</c> or <c>~/.cache/declarativeil</c>), before TorchSharp gives up and copies all
/// of libtorch into a folder beside the application.
/// </remarks>
public static class NativeLibraries
{
    private const string Shim = "LibTorchSharp",
        Torch = "torch_cpu";

    private static int _registered;
    private static volatile bool _loaded;

    /// <summary>Makes TorchSharp load here. It has to come before the first use of TorchSharp.</summary>
    /// <remarks>This library does it when it is first used; DeclarativeIL.targets does it before any code of a project runs.</remarks>
    public static void Register()
    {
        if (!Tensors.IsSupported || Interlocked.Exchange(ref _registered, 1) == 1)
            return;
        NativeEnvironment.IgnoreAlignment();
        NativeEnvironment.WaitBriefly();
        if (!NeedsHelp)
            return;
        var context = AssemblyLoadContext.GetLoadContext(typeof(NativeLibraries).Assembly) ?? AssemblyLoadContext.Default;
        context.ResolvingUnmanagedDll += Resolve;
    }

    /// <summary>Loads libtorch now, if it is not loaded.</summary>
    /// <exception cref="NativeLibraryException">It cannot be loaded; TorchSharp itself was not touched yet.</exception>
    public static void EnsureLoaded()
    {
        if (!Tensors.IsSupported)
            throw Tensors.Missing();
        if (_loaded)
            return;
        Register();
        var torchSharp = typeof(torch).Assembly;
        // in TorchSharp's own order: the shim finds a libtorch that is loaded, wherever it lies
        NativeLibrary.TryLoad(Torch, torchSharp, null, out _);
        if (!NativeLibrary.TryLoad(Shim, torchSharp, null, out _))
            _ = NeedsHelp ? OldLinux.Handle : throw Explain(torchSharp);
        _loaded = true;
    }

    /// <summary>An argument of a constructor of TorchSharp's, with libtorch loaded before it runs.</summary>
    internal static T Before<T>(T argument)
    {
        EnsureLoaded();
        return argument;
    }

    /// <summary>The only platform of TorchSharp on which a system can be older than its shim.</summary>
    [SupportedOSPlatformGuard("linux")]
    private static bool NeedsHelp => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    [SupportedOSPlatform("linux")]
    private static nint Resolve(Assembly caller, string library) => library == Shim ? OldLinux.Handle : 0;

    private static NativeLibraryException Explain(Assembly torchSharp)
    {
        if (NativeFiles.Find(NativeFiles.Folders(), Torch) is null)
            return LoadFailure.NoTorch(NativeFiles.Platform);
        try
        {
            NativeLibrary.Load(Shim, torchSharp, null);
            return new NativeLibraryException("libtorch did not load at first, and loads now.");
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            return LoadFailure.Explain(error.Message, error);
        }
    }
}
