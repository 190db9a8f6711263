using System.Diagnostics;

namespace DeclarativeIL.Formats.Tests;

/// <summary>The Python of the system, which distributions' packages are for.</summary>
internal static class SystemPython
{
    private const string Program = "/usr/bin/python3";

    public static bool IsInstalled => File.Exists(Program);

    public static (int Code, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors);
    }
}
