using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeclarativeIL.Benchmarks.Generation;

namespace DeclarativeIL.Benchmarks;

/// <summary>What the generator costs, cold and after a keystroke, beside what finding the attributes costs.</summary>
internal static class GeneratorCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        var classes = new Option<int[]>("--classes")
        {
            Description = "Numbers of declared classes.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [10, 100, 1000],
        };
        var others = new Option<int>("--others") { Description = "Files that declare nothing.", DefaultValueFactory = _ => 300 };
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "Keystrokes of each kind, about.",
            DefaultValueFactory = _ => 9,
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var command = new Command("generator", "Cost of the generator in an editor, in milliseconds.")
        {
            classes,
            others,
            repetitions,
            json,
        };
        command.SetAction(parsed =>
            Run(parsed.GetValue(classes)!, parsed.GetValue(others), parsed.GetValue(repetitions), parsed.GetValue(json))
        );
        return command;
    }

    private static void Run(int[] sizes, int others, int repetitions, bool json)
    {
        _ = GeneratorBenchmark.Run(100, 10, 9); // an editor's process has long been compiled
        if (!json)
            Console.WriteLine(
                "| classes | other files | | finder, ms (min) | generator, ms (min) | ratio |\n| ---: | ---: | --- | ---: | ---: | ---: |"
            );
        foreach (var size in sizes)
        foreach (var row in GeneratorBenchmark.Run(size, others, repetitions))
            Console.WriteLine(
                json
                    ? JsonSerializer.Serialize(row, Json)
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {row.Classes} | {row.OtherFiles} | {Words(row.What)} | {row.Finder:F1} ({row.FinderMinimum:F1}) | "
                            + $"{row.Generator:F1} ({row.GeneratorMinimum:F1}) | {row.Ratio:F2} |"
                    )
            );
        if (!json)
            Console.WriteLine(
                """

                A cold run, step by step, ms for all classes:

                | classes | symbols, attributes | binding bodies | documentation | parse, the rest | parse again | emission |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """
            );
        GeneratorBenchmark.Steps(10, 10);
        foreach (var size in sizes)
        {
            var row = GeneratorBenchmark.Steps(size, others);
            Console.WriteLine(
                json
                    ? JsonSerializer.Serialize(row, Json)
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {row.Classes} | {row.Symbols:F1} | {row.Operations:F1} | {row.Documentation:F1} | {row.ParseRest:F1} | "
                            + $"{row.ParseAgain:F1} | {row.Emission:F1} |"
                    )
            );
        }
    }

    private static string Words(string what) =>
        what switch
        {
            nameof(Keystroke.Elsewhere) => "keystroke elsewhere",
            nameof(Keystroke.InLoss) => "keystroke in one loss",
            nameof(Keystroke.InHelper) => "keystroke in a helper",
            _ => what,
        };
}
