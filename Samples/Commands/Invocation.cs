using System.CommandLine;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Helpers for the pages that commands write.</summary>
internal static class Invocation
{
    /// <summary>The command as it was given, but for where files went and how it was shown.</summary>
    public static string Describe(ParseResult parsed, Command command) =>
        string.Join(
            ' ',
            [
                "dotnet run -c Release --project Samples --",
                command.Name,
                .. command
                    .Options.Where(option => option.Name is not ("--out" or "--json") && parsed.GetResult(option) is { Implicit: false })
                    .Select(option =>
                        $"{option.Name} {string.Join(' ', parsed.GetResult(option)!.Tokens.Select(static token => token.Value))}"
                    ),
            ]
        );

    /// <summary>Replaces a page when all of the new one is there.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        var unfinished = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetRandomFileName());
        await File.WriteAllTextAsync(unfinished, text, cancellation);
        File.Move(unfinished, path, overwrite: true);
    }
}
