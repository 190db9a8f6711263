using System.Diagnostics;

namespace DeclarativeIL.Player.Tests;

/// <summary>This program by itself: compares with the registers that its environment leaves it.</summary>
internal static class Child
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var states])
            return 2;
        var comparison = Comparison.OfAll(Comparison.OfLibrary, int.Parse(states, System.Globalization.CultureInfo.InvariantCulture));
        Console.WriteLine(Comparison.OfLibrary);
        Console.WriteLine(comparison.Count);
        foreach (var difference in comparison.Differences.Take(20))
            Console.WriteLine(difference);
        return 0;
    }

    /// <summary>What it prints, with variables of the runtime.</summary>
    public static string[] Run(int states, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        start.ArgumentList.Add(states.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return lines;
    }
}
