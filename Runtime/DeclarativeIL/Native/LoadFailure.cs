using System.Text.RegularExpressions;

namespace DeclarativeIL.Native;

/// <summary>Why the system's loader refused a library, and in whose power it is to help.</summary>
internal static partial class LoadFailure
{
    /// <summary>The version of libstdc++ that the shim asks for without using it.</summary>
    public const string UnusedVersion = "GLIBCXX_3.4.32";

    /// <summary>Tells whether an adapted copy would load: the one version that is not really used is what is missing.</summary>
    /// <param name="message">What the loader said; only the version is read, since the words around it are translated.</param>
    public static bool IsCurable(string message) =>
        MissingVersion().Match(message) is { Success: true } match && match.Value == UnusedVersion;

    /// <summary>The exception for a failure that cannot be cured here.</summary>
    public static NativeLibraryException Explain(string message, Exception? cause = null)
    {
        var version = MissingVersion().Match(message).Value;
        var advice =
            version.StartsWith("GLIBC_", StringComparison.Ordinal)
                ? $"This system's C library is too old: it lacks {version}. TorchSharp needs glibc 2.34 (Debian 12, Ubuntu 22.04, RHEL 9)."
            : version.Length > 0
                ? $"This system's C++ library is too old: it lacks {version}. Install a newer libstdc++ (of GCC 12 at least)."
            : "The system's loader refuses libtorch.";
        return new NativeLibraryException($"{advice} The loader said: {message}", cause);
    }

    /// <summary>The exception where no libtorch lies beside the application.</summary>
    public static NativeLibraryException NoTorch(string platform)
    {
        var advice = platform switch
        {
            "linux-x64" => Packages("libtorch-cpu-linux-x64", "TorchSharp-cuda-linux"),
            "win-x64" => Packages("libtorch-cpu-win-x64", "TorchSharp-cuda-windows"),
            "win-arm64" or "osx-arm64" => Packages($"libtorch-cpu-{platform}", null),
            _ => $"libtorch is not packaged for {platform}; TorchSharp runs on linux-x64, win-x64, win-arm64 and osx-arm64.",
        };
        return new NativeLibraryException($"No libtorch lies beside this application. {advice}");
    }

    private static string Packages(string cpu, string? cuda) =>
        $"Add a reference to the package {cpu}, version {NativeFiles.TorchVersion}"
        + (cuda is null ? "." : $", or for an NVIDIA GPU to {cuda}.");

    [GeneratedRegex("(?:GLIBCXX|GLIBC|CXXABI)_[0-9.]*[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex MissingVersion();
}
