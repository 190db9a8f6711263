namespace DeclarativeIL.Runtime.Tests;

/// <summary>Finds golden data in the source tree: nothing is copied, whatever folder the tests run from.</summary>
internal static class GoldenFile
{
    public static string PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "Tests", "Runtime.Tests", "Golden", name);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"Tests/Runtime.Tests/Golden/{name} is in no folder above {AppContext.BaseDirectory}.");
    }
}
