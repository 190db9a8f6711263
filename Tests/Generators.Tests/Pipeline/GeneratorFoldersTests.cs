using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>Which folder of the generator may name which, read from the sources.</summary>
public partial class GeneratorFoldersTests
{
    private const string Root = "DeclarativeIL.Generators";
    private static readonly string Generator = References.PathOf("Generators", Root);

    private static readonly string[] Forms = ["Printing.Cpu", "Printing.Documentation", "Printing.Torch"];

    /// <summary>Each folder after all that it names. The wiring beside them may name all.</summary>
    private static readonly (string Folder, string[] Named)[] Allowed =
    [
        ("Diagnostics", []),
        ("Equations", []),
        ("Models", ["Equations"]),
        ("Passes", ["Equations", "Models"]),
        ("Lowering", ["Diagnostics", "Equations", "Models", "Passes"]),
        ("Incremental", ["Lowering"]),
        ("Parsing", ["Diagnostics", "Equations", "Lowering", "Models", "Passes"]),
        ("Parsing.Environments", ["Diagnostics", "Equations", "Lowering", "Models", "Parsing"]),
        ("Planning", ["Equations", "Models", "Passes"]),
        ("Printing", ["Equations", "Models", "Passes", "Planning"]),
        ("Printing.Environments", ["Equations", "Models", "Passes", "Printing"]),
        ("Printing.Documentation", ["Equations", "Models", "Passes", "Planning", "Printing"]),
        ("Printing.Torch", ["Equations", "Models", "Passes", "Planning", "Printing", "Printing.Documentation"]),
        ("Printing.Cpu", ["Equations", "Models", "Passes", "Planning", "Printing", "Printing.Documentation"]),
        ("Printing.Policies", ["Models", "Planning", "Printing", "Printing.Cpu", "Printing.Torch"]),
        ("Printing.Training", [.. Forms, "Equations", "Models", "Passes", "Planning", "Printing"]),
        ("Analyzers", ["Diagnostics", "Lowering", "Parsing", "Parsing.Environments", "Planning"]),
    ];

    public static TheoryData<string> Folders => [.. Allowed.Select(row => row.Folder)];

    [Fact]
    public void Every_folder_is_in_the_table() =>
        Assert.Equal(
            Allowed.Select(row => row.Folder).Order(StringComparer.Ordinal),
            Files().Select(FolderOf).Where(folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_folder_names_a_later_one()
    {
        var before = new HashSet<string>();
        foreach (var (folder, named) in Allowed)
        {
            Assert.Empty(named.Except(before));
            before.Add(folder);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_names_what_the_table_allows_and_nothing_else(string folder)
    {
        var named = Files()
            .Where(file => FolderOf(file) == folder)
            .SelectMany(file => NamedBy(folder, File.ReadAllText(file)).Select(other => (other, File: Path.GetFileName(file))))
            .ToLookup(pair => pair.other, pair => pair.File);
        var allowed = Allowed.Single(row => row.Folder == folder).Named;

        foreach (var other in named.Where(other => !allowed.Contains(other.Key)))
            Assert.Fail($"{folder} names {other.Key}: {string.Join(", ", other.Distinct())}");
        Assert.Empty(allowed.Where(other => other != ParentOf(folder)).Except(named.Select(other => other.Key)));
    }

    /// <summary>The folders that a text names: by usings and by qualified names.</summary>
    private static IEnumerable<string> NamedBy(string folder, string text)
    {
        var code = Comment().Replace(text, "");
        var usings = Using().Matches(code).Select(found => found.Groups["namespace"].Value);
        var body = Head().Replace(code, "");
        var qualified = Allowed
            .Select(row => row.Folder)
            .Where(other => Regex.IsMatch(body, $@"(?<![\w.""]){Regex.Escape(other)}\.[A-Z]\w*"));
        return usings.Concat(qualified).Where(other => other != folder).Distinct();
    }

    /// <summary>The folder around a folder, which is named without a using.</summary>
    private static string ParentOf(string folder) =>
        folder.Contains('.', StringComparison.Ordinal) ? folder[..folder.LastIndexOf('.')] : "";

    private static string FolderOf(string file) =>
        Path.GetRelativePath(Generator, Path.GetDirectoryName(file)!) is var folder && folder == "."
            ? ""
            : folder.Replace(Path.DirectorySeparatorChar, '.');

    private static IEnumerable<string> Files() =>
        Directory
            .EnumerateFiles(Generator, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Generator, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^using (static )?DeclarativeIL\.Generators\.(?<namespace>[\w.]*?)(\.[A-Z]\w*Names)?;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(using|namespace) [^\n]*", RegexOptions.Multiline)]
    private static partial Regex Head();
}
