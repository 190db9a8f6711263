using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>This assembly run by itself: a second process that trains and prints the bits of the result.</summary>
public static class Child
{
    public static int Main(string[] arguments)
    {
        Console.WriteLine(Runs.Fingerprint(ulong.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture)));
        return 0;
    }

    public static string Fingerprint(ulong seed)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        start.ArgumentList.Add(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return printed.Trim();
    }
}
