using System.CommandLine;
using System.Text.Json.Nodes;
using DeclarativeIL.Samples.Heads;
using DeclarativeIL.Samples.Views;
using Spectre.Console;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="HeadsStudy"/>.</summary>
internal static class HeadsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "heads",
            "Demonstrations that go left or right of a post: a Gaussian goes between, mixture, bins and flow do not. Picture: heads.png."
        );
        var seed = Numbers.Number("--seed", "Where all randomness starts.", 1UL, 0UL, ulong.MaxValue);
        var demonstrations = Numbers.Number("--demonstrations", "How many ways are shown.", 200, 1, 100_000);
        var epochs = Numbers.Number("--epochs", "Passes over them.", 60, 1, 100_000);
        var picture = new Option<string>("--picture")
        {
            Description = "Where the picture goes.",
            DefaultValueFactory = static _ => "heads.png",
        };
        var json = new Option<bool>("--json") { Description = "Ends with one line of JSON." };
        foreach (var option in (Option[])[seed, demonstrations, epochs, picture, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Show(
                            new HeadsStudy(parsed.GetValue(seed), parsed.GetValue(demonstrations), parsed.GetValue(epochs)),
                            parsed.GetValue(picture)!,
                            parsed.GetValue(json),
                            cancellation
                        ),
                    cancellation
                )
        );
        return command;
    }

    private static void Show(HeadsStudy study, string picture, bool json, CancellationToken cancellation)
    {
        var (demonstrations, heads) = study.Run(cancellation);
        var table = new Table().RoundedBorder().AddColumn("head").AddColumn(new TableColumn("get past the post").RightAligned());
        foreach (var head in heads)
            table.AddRow(head.Head, $"{head.Passed:0.0 %}");
        AnsiConsole.Write(table);
        HeadsPicture.Save(demonstrations, heads, picture);
        Console.WriteLine($"Picture: {picture}");
        if (json)
            Console.WriteLine(
                new JsonObject
                {
                    ["demonstrations"] = demonstrations.Count,
                    ["passed"] = new JsonObject(
                        heads.Select(static head => KeyValuePair.Create<string, JsonNode?>(head.Head, head.Passed))
                    ),
                    ["picture"] = picture,
                }.ToJsonString()
            );
    }
}
