using System.Reflection;
using System.Text;

namespace DeclarativeIL.Generators.Diagnostics;

/// <summary>
/// Where a refusal is explained: its section of docs/diagnostics.md, which travels with the package; below the project's page, where the
/// build names one (<c>PackageProjectUrl</c>).
/// </summary>
internal static class HelpLinks
{
    private const string Page = "docs/diagnostics.md";

    private static readonly string Project =
        typeof(HelpLinks)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(static data => data.Key == "ProjectUrl")
            ?.Value
        ?? "";

    public static string Of(string id, string title) => $"{Project}{Page}#{Anchor($"{id}: {title}")}";

    /// <summary>The anchor of a heading in Markdown, as most readers make it.</summary>
    public static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in heading)
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                anchor.Append(char.ToLowerInvariant(letter));
            else if (letter == ' ')
                anchor.Append('-');
        return anchor.ToString();
    }
}
