using System.Runtime.InteropServices;
using TorchSharp;

namespace DeclarativeIL.Native;

/// <summary>Finds an application's native libraries: beside it, below its <c>runtimes</c>, or where its host looks.</summary>
internal static class NativeFiles
{
    /// <summary>The libtorch that TorchSharp's shim was built against.</summary>
    public const string TorchVersion = "2.10.0";

    /// <summary>As packages name this platform.</summary>
    public static string Platform
    {
        get
        {
            var system =
                OperatingSystem.IsWindows() ? "win"
                : OperatingSystem.IsMacOS() ? "osx"
                : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>The folders in the order in which they are searched.</summary>
    public static IEnumerable<string> Folders()
    {
        var told = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        var below = Path.Combine("runtimes", Platform, "native");
        var torchSharp = Path.GetDirectoryName(typeof(torch).Assembly.Location) ?? "";
        return told.Split(Path.PathSeparator)
            .Concat([AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, below), torchSharp, Path.Combine(torchSharp, below)])
            .Where(Path.IsPathRooted)
            .Distinct();
    }

    /// <summary>The first file of that library, or null.</summary>
    public static string? Find(IEnumerable<string> folders, string library)
    {
        var file =
            OperatingSystem.IsWindows() ? $"{library}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
            : $"lib{library}.so";
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
