using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>Which folder of the runtime may use which, read from the sources as the compiler understands them.</summary>
public partial class RuntimeArchitectureTests
{
    /// <summary>Each folder with those that it may use beside those that these may use: arrows lead upwards in this list only.</summary>
    private static readonly (string Folder, string[] Uses)[] Allowed =
    [
        ("DeclarativeIL/Randomness", []),
        ("DeclarativeIL/Files", []),
        ("DeclarativeIL/Arithmetic", []),
        ("DeclarativeIL/Native", ["DeclarativeIL/Files"]),
        ("DeclarativeIL/Vocabulary", ["DeclarativeIL/Arithmetic", "DeclarativeIL/Randomness"]),
        ("DeclarativeIL/Declarations", ["DeclarativeIL/Vocabulary"]),
        ("DeclarativeIL/Contracts", ["DeclarativeIL/Vocabulary", "DeclarativeIL/Native"]),
        ("DeclarativeIL/Optimization", []),
        ("DeclarativeIL/Checkpoints", ["DeclarativeIL/Native", "DeclarativeIL/Vocabulary"]),
        ("DeclarativeIL/Environments", ["DeclarativeIL/Vocabulary"]),
        (
            "DeclarativeIL/Data",
            ["DeclarativeIL/Contracts", "DeclarativeIL/Checkpoints", "DeclarativeIL/Environments", "DeclarativeIL/Declarations"]
        ),
        ("DeclarativeIL/Backends/Torch", ["DeclarativeIL/Contracts", "DeclarativeIL/Optimization"]),
        ("DeclarativeIL/Backends/Cpu", ["DeclarativeIL/Contracts", "DeclarativeIL/Optimization", "DeclarativeIL/Data"]),
        ("DeclarativeIL/Networks", ["DeclarativeIL/Backends/Torch", "DeclarativeIL/Backends/Cpu"]),
        ("DeclarativeIL/Policies", ["DeclarativeIL/Networks"]),
        ("DeclarativeIL/Experts", ["DeclarativeIL/Policies"]),
        ("DeclarativeIL/Training", ["DeclarativeIL/Experts"]),
        ("DeclarativeIL/Storage", ["DeclarativeIL/Training"]),
        ("DeclarativeIL/Games", ["DeclarativeIL/Training"]),
        ("DeclarativeIL/Runs", ["DeclarativeIL/Training"]),
        ("DeclarativeIL/Generated", ["DeclarativeIL/Runs"]),
        ("DeclarativeIL.Environments/Simulation", ["DeclarativeIL/Environments"]),
        ("DeclarativeIL.Environments", ["DeclarativeIL.Environments/Simulation", "DeclarativeIL/Data"]),
        ("DeclarativeIL.Environments/Controllers", ["DeclarativeIL.Environments", "DeclarativeIL/Experts"]),
        ("DeclarativeIL.Onnx/Graphs", ["DeclarativeIL/Policies"]),
        ("DeclarativeIL.Onnx/Heads", ["DeclarativeIL.Onnx/Graphs"]),
        ("DeclarativeIL.Onnx", ["DeclarativeIL.Onnx/Heads", "DeclarativeIL/Files"]),
        ("DeclarativeIL.Formats/Columns", []),
        ("DeclarativeIL.Formats/Parquet", []),
        ("DeclarativeIL.Formats/Arrow", ["DeclarativeIL.Formats/Columns"]),
        ("DeclarativeIL.Formats/Hdf5", ["DeclarativeIL.Formats/Columns"]),
        ("DeclarativeIL.Formats/Numpy", ["DeclarativeIL.Formats/Columns"]),
        (
            "DeclarativeIL.Formats",
            [
                "DeclarativeIL.Formats/Arrow",
                "DeclarativeIL.Formats/Hdf5",
                "DeclarativeIL.Formats/Numpy",
                "DeclarativeIL.Formats/Parquet",
                "DeclarativeIL/Training",
            ]
        ),
        ("DeclarativeIL.LanguageModels/Tokenizers", ["DeclarativeIL/Checkpoints", "DeclarativeIL/Vocabulary"]),
        ("DeclarativeIL.LanguageModels", ["DeclarativeIL.LanguageModels/Tokenizers", "DeclarativeIL/Training"]),
        ("DeclarativeIL.Consoles", ["DeclarativeIL/Training"]),
        ("DeclarativeIL.Logging/Files", ["DeclarativeIL/Files"]),
        ("DeclarativeIL.Logging/TensorBoard", []),
        ("DeclarativeIL.Logging", ["DeclarativeIL.Logging/Files", "DeclarativeIL.Logging/TensorBoard", "DeclarativeIL/Training"]),
        ("DeclarativeIL.Plots", ["DeclarativeIL/Training"]),
        ("DeclarativeIL.Sweeps", ["DeclarativeIL.Plots", "DeclarativeIL/Training"]),
        ("DeclarativeIL.LanguageModels/Preferences", ["DeclarativeIL.LanguageModels", "DeclarativeIL.Formats"]),
    ];

    /// <summary>Folders that together are the language, which one using brings.</summary>
    private static readonly string[] Language = ["Vocabulary", "Declarations", "Contracts"];

    private static readonly string Runtime = References.PathOf("Runtime");

    [Fact]
    public void The_table_has_no_cycle_and_names_every_folder()
    {
        var before = new HashSet<string>();
        foreach (var (folder, uses) in Allowed)
        {
            Assert.All(uses, used => Assert.Contains(used, before));
            Assert.True(before.Add(folder));
        }
        Assert.Equal(
            before.Order(StringComparer.Ordinal),
            RuntimeSources.Files(Runtime).Select(file => RuntimeSources.Folder(Runtime, file)).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Folders_use_those_below_them_only()
    {
        var below = new Dictionary<string, HashSet<string>>();
        foreach (var (folder, uses) in Allowed)
            below[folder] = [folder, .. uses.SelectMany(used => below[used])];
        var found = RuntimeSources.Uses(Runtime);

        Assert.True(found.Count > 1000, $"Found {found.Count} uses: too few of the names were understood.");
        Assert.DoesNotContain(
            found,
            use => !below[RuntimeSources.Folder(Runtime, use.File)].Contains(RuntimeSources.Folder(Runtime, use.Used))
        );
    }

    [Fact]
    public void Every_folder_is_a_namespace()
    {
        foreach (var file in RuntimeSources.Files(Runtime))
        {
            var folder = RuntimeSources.Folder(Runtime, file);
            var parts = folder.Split('/');
            var isLanguage = parts.Length == 2 && Language.Contains(parts[1]);
            // a class is in one namespace, and Expert's ways to make one are where the experts are
            var expected =
                isLanguage || file.EndsWith("ExpertFactories.cs", StringComparison.Ordinal) ? "DeclarativeIL" : string.Join('.', parts);
            Assert.Equal(expected, Namespace().Match(File.ReadAllText(file)).Groups[1].Value);
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
