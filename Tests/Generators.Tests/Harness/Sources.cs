namespace DeclarativeIL.Generators.Tests.Harness;

/// <summary>The declarations of Algorithms/, as written.</summary>
internal static class Sources
{
    private static readonly string[] Files = [.. Directory.EnumerateFiles(References.PathOf("Algorithms"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Names { get; } = [.. Files.Select(file => Path.GetFileNameWithoutExtension(file))];

    public static string[] All { get; } = [.. Files.Select(File.ReadAllText)];

    public static string Of(string name) => All[Names.ToList().IndexOf(name)];
}
