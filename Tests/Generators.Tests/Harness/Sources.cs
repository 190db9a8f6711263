namespace DeclarativeIL.Generators.Tests.Harness;

/// <summary>The declarations of Algorithms/, as written.</summary>
internal static class Sources
{
    private static readonly string[] Files =
    [
        .. Directory
            .EnumerateFiles(References.PathOf("Algorithms"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Those of the folder itself: each gets every test there is.</summary>
    public static IReadOnlyList<string> Names { get; } = NamesIn("Algorithms");

    /// <summary>The family of preference losses, which differ in little: some tests take a sample of them.</summary>
    public static IReadOnlyList<string> Preferences { get; } = NamesIn("Preferences");

    public static string[] All { get; } = [.. Files.Select(File.ReadAllText)];

    public static string Of(string name) => All[Array.FindIndex(Files, file => Path.GetFileNameWithoutExtension(file) == name)];

    private static string[] NamesIn(string folder) =>
        [
            .. Files
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == folder)
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];
}
