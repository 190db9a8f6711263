using System.Diagnostics;
using DeclarativeIL.Benchmarks.Determinism;
using DeclarativeIL.Benchmarks.Kills;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>This assembly run by itself: a second process that trains and prints the bits of the result.</summary>
public static class Child
{
    public static int Main(string[] arguments)
    {
        if (arguments[0] == "modules")
        {
            foreach (var trial in WholeRunTests.Written)
                trial.Run(Computation.Fastest, static (_, result) => result);
            foreach (ProcessModule module in Process.GetCurrentProcess().Modules)
                Console.WriteLine(module.ModuleName);
            return 0;
        }
        if (arguments is [KillRun.Verb, var name, var folder, var itsSeed])
        {
            KillRun.Go(name, folder, ulong.Parse(itsSeed, System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }
        if (arguments[0] == "lanes")
        {
            Console.WriteLine(Fingerprints.Lanes);
            return 0;
        }
        if (arguments[0] == Fingerprints.Verb)
        {
            foreach (var line in Fingerprints.Lines())
                Console.WriteLine(line);
            return 0;
        }
        Console.WriteLine(Runs.Fingerprint(ulong.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture)));
        return 0;
    }

    /// <summary>What a process has loaded after a run of every shipped algorithm over built-in perceptrons.</summary>
    public static string[] Modules() => Print("modules").Split('\n');

    public static string Fingerprint(ulong seed) => Print(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What a process prints that is started with these variables.</summary>
    public static string Print(string argument, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return printed.Trim();
    }
}
