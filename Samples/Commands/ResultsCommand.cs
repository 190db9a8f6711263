using System.CommandLine;
using DeclarativeIL.Samples.Results;
using DeclarativeIL.Samples.Views;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs a <see cref="Comparison"/> and writes its page.</summary>
internal static class ResultsCommand
{
    private const string DefaultPage = "docs/results.md";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "results",
            "Every imitation algorithm in every environment that it supports, over seeds, as a page (docs/results.md)."
        );
        var seeds = Numbers.Number("--seeds", "How many seeds.", 10, 1, 1000);
        var first = Numbers.Number("--seed", "The first of them.", 1UL, 0UL, ulong.MaxValue - 1000);
        var algorithms = Choice(
            "--algorithms",
            "Which algorithms, between commas; all unless given.",
            [.. Contender.All.Select(static one => one.Name)]
        );
        var environments = Choice(
            "--environments",
            "Which environments, between commas; all unless given.",
            [.. Arena.All.Select(static one => one.Name)]
        );
        var page = new Option<string>("--out")
        {
            Description = "The page; an older one is replaced when all is done.",
            DefaultValueFactory = static _ => DefaultPage,
            HelpName = "file",
        };
        var json = new Option<bool>("--json") { Description = "Ends with all figures as one line of JSON." };
        foreach (var option in (Option[])[seeds, first, algorithms, environments, page, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var (contenders, arenas) = (
                    Contender.All.Where(one => Chosen(parsed.GetValue(algorithms), one.Name)).ToArray(),
                    Arena.All.Where(one => Chosen(parsed.GetValue(environments), one.Name)).ToArray()
                );
                var comparison = new Comparison(contenders, arenas, parsed.GetValue(seeds), parsed.GetValue(first), Console.WriteLine);
                return RunAsync(
                    comparison,
                    Invocation.Describe(parsed, command),
                    parsed.GetValue(seeds),
                    parsed.GetValue(page)!,
                    parsed.GetValue(json),
                    cancellation
                );
            }
        );
        return command;
    }

    private static async Task RunAsync(
        Comparison comparison,
        string command,
        int seeds,
        string path,
        bool json,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // found missing now, not when all is done
        var results = await Task.Run(() => comparison.Run(cancellation), cancellation);
        await Invocation.WriteAsync(path, ResultsPage.Create(results, command, seeds), cancellation);
        Console.WriteLine($"Page: {path}");
        if (json)
            Console.WriteLine(ResultsPage.ToJson(results));
    }

    private static Option<string?> Choice(string name, string description, IReadOnlyList<string> names)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "name,name,..." };
        option.Validators.Add(result =>
        {
            foreach (
                var text in result
                    .Tokens.SelectMany(static token => token.Value.Split(','))
                    .Where(text => !names.Contains(text, StringComparer.OrdinalIgnoreCase))
            )
                result.AddError($"{name}: found '{text}'; expected some of {string.Join(", ", names)}.");
        });
        return option;
    }

    private static bool Chosen(string? names, string name) =>
        names is null || names.Split(',').Contains(name, StringComparer.OrdinalIgnoreCase);
}
