using System.Globalization;
using System.Text.RegularExpressions;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Paths that files of a folder name; they do not lead out of it.</summary>
internal static partial class FolderPaths
{
    /// <summary>A path inside of a folder.</summary>
    /// <exception cref="MalformedDataException">It leads out.</exception>
    public static string Inside(string folder, string path, string position)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string full;
        try
        {
            full = Path.GetFullPath(Path.Combine(root, path));
        }
        catch (ArgumentException)
        {
            throw new MalformedDataException(position, "a path with a zero", "the path of a file of the folder");
        }
        return full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new MalformedDataException(position, $"path '{path}'", "one inside the folder");
    }

    /// <summary>Puts numbers into a path as Python's formats say: <c>{episode_index:06d}</c>.</summary>
    public static string Fill(string pattern, IReadOnlyDictionary<string, long> numbers, string position) =>
        Places()
            .Replace(
                pattern,
                place =>
                    numbers.TryGetValue(place.Groups["name"].Value, out var number)
                        ? number
                            .ToString(CultureInfo.InvariantCulture)
                            .PadLeft(place.Groups["width"].Success ? place.Groups["width"].Value[0] - '0' : 0, '0')
                        : throw new MalformedDataException(
                            position,
                            $"{place.Value} in a path",
                            $"one of {string.Join(", ", numbers.Keys)}"
                        )
            );

    [GeneratedRegex(@"\{(?<name>[a-z_]+)(:0(?<width>\d)d)?\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Places();
}
