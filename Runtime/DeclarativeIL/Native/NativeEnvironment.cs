using System.Runtime.InteropServices;

namespace DeclarativeIL.Native;

/// <summary>
/// The environment as native code reads it. <see cref="Environment.SetEnvironmentVariable(string, string?)"/> does not reach it on
/// Unix, and on Windows not the copy that the C library took.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>oneMKL's choice of code ("conditional numerical reproducibility"), read when it multiplies first.</summary>
    public const string Branch = "MKL_CBWR";

    /// <summary>The fastest code of the processor, the same wherever in memory the numbers lie.</summary>
    public const string AnyAlignment = "AUTO";

    /// <summary>The number of times that a thread of GNU's OpenMP, used by libtorch on Linux, looks for work before it sleeps.</summary>
    public const string Spins = "GOMP_SPINCOUNT";

    /// <summary>The standard's word for the same.</summary>
    public const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>For less time than waking a thread takes; unless told, threads look for milliseconds.</summary>
    public const string FewSpins = "1000";

    /// <summary>
    /// Makes oneMKL, which libtorch contains on x86-64, choose its code by the processor alone: left to itself it also looks at the
    /// alignment of each argument, so that equal runs end in different bits. What the user has set stays.
    /// </summary>
    /// <remarks>
    /// It has to come before oneMKL is used, and before other threads of the process may read the environment: from the initialiser
    /// of the application's module, as DeclarativeIL.targets has it.
    /// </remarks>
    public static void IgnoreAlignment()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !(OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
            return;
        if (Get(Branch) is null)
            Set(Branch, Environment.GetEnvironmentVariable(Branch) is { Length: > 0 } managed ? managed : AnyAlignment);
    }

    /// <summary>
    /// Makes threads of libtorch sleep soon where there is nothing to do. On a busy machine the one that the others wait for may not be
    /// running at all, and those that look for its result in the meantime keep it from running. What the user has set stays.
    /// </summary>
    public static void WaitBriefly()
    {
        if (OperatingSystem.IsLinux() && Setting(Spins) is null && Setting(WaitPolicy) is null)
            Set(Spins, FewSpins);
    }

    private static string? Setting(string name) => Get(name) ?? Environment.GetEnvironmentVariable(name);

    /// <summary>A variable as native code sees it, or null.</summary>
    public static string? Get(string name) => Marshal.PtrToStringUTF8(OperatingSystem.IsWindows() ? GetOnWindows(name) : GetOnUnix(name));

    /// <summary>Takes a variable away from native code: for measuring what it does.</summary>
    public static void Remove(string name)
    {
        var error = OperatingSystem.IsWindows() ? SetOnWindows(name, "") : RemoveOnUnix(name);
        if (error != 0)
            throw new NativeLibraryException($"The variable {name} cannot be removed in this process.");
    }

    private static void Set(string name, string value)
    {
        var error = OperatingSystem.IsWindows() ? SetOnWindows(name, value) : SetOnUnix(name, value, 1);
        if (error != 0)
            throw new NativeLibraryException($"The variable {name} cannot be set to '{value}' in this process.");
    }

    // the C library of the process itself owns what getenv returns
    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetOnUnix(string name);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetOnUnix(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveOnUnix(string name);

    [LibraryImport("ucrtbase", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetOnWindows(string name);

    /// <summary>Sets the copy of the C library and the process's own.</summary>
    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetOnWindows(string name, string value);
}
