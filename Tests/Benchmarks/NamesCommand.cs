using System.CommandLine;
using System.Diagnostics;
using DeclarativeIL.Benchmarks.Fuzz;
using DeclarativeIL.Benchmarks.Names;

namespace DeclarativeIL.Benchmarks;

/// <summary>Every name that could meet a generated one.</summary>
internal static class NamesCommand
{
    public static Command Create()
    {
        var every = new Option<int>("--every") { Description = "One of how many names is tried.", DefaultValueFactory = _ => 1 };
        var command = new Command("names", "Names from generated code, and the words of C#, for everything that a user names.") { every };
        command.SetAction((parsed, _) => Run(parsed.GetValue(every)));
        return command;
    }

    private static async Task<int> Run(int every)
    {
        var watch = Stopwatch.StartNew();
        var names = new NameClashes(EquationCompiler.References);
        var said = 0;
        var report = await names.Run(
            names.Trials(),
            every,
            (number, failures) =>
            {
                for (; said < Math.Min(failures.Count, 100); said++)
                    Console.WriteLine(failures[said]);
                if (number / 100 % 10 == 0)
                    Console.Error.WriteLine($"name {number}, failed {failures.Count}, {watch.Elapsed.TotalMinutes:F1} minutes");
            }
        );
        Console.WriteLine(
            $"{report.Invalid} left out that are no valid C# by themselves; {report.Refused} refused by DIL017 or DIL056, where callers "
                + "write the name"
        );
        Console.WriteLine($"names {report.Tried}, failed {report.Failures.Count}");
        return report.Failures.Count == 0 ? 0 : 1;
    }
}
