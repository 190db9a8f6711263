using System.Text.Json;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Reads golden data in the source tree: nothing is copied, whatever folder the tests run from.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static T Read<T>(string name) => JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(name)), Names)!;

    private static string PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "Tests", "Language.Tests", "Golden", name) is var path && File.Exists(path))
                return path;
        throw new FileNotFoundException($"Tests/Language.Tests/Golden/{name} is in no folder above {AppContext.BaseDirectory}.");
    }
}
