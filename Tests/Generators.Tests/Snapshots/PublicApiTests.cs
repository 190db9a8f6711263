using System.ComponentModel;
using System.Reflection;
using PublicApiGenerator;

namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>The public API is a promise: a change of it shows up in review as a change of these snapshots.</summary>
public class PublicApiTests
{
    [Fact]
    public Task Runtime() => Of("DeclarativeIL");

    [Fact]
    public Task Environments() => Of("DeclarativeIL.Environments");

    [Fact]
    public Task Formats() => Of("DeclarativeIL.Formats");

    [Fact]
    public Task Consoles() => Of("DeclarativeIL.Consoles");

    [Fact]
    public Task Logging() => Of("DeclarativeIL.Logging");

    [Fact]
    public Task Plots() => Of("DeclarativeIL.Plots");

    [Fact]
    public Task Sweeps() => Of("DeclarativeIL.Sweeps");

    [Fact]
    public Task LanguageModels() => Of("DeclarativeIL.LanguageModels");

    [Fact]
    public Task Onnx() => Of("DeclarativeIL.Onnx");

    [Fact]
    public Task Player() => Of("DeclarativeIL.Player");

    /// <summary>Completion offers what users write: what generated code alone calls is public, and not offered.</summary>
    [Fact]
    public void What_generated_code_calls_is_hidden_from_completion()
    {
        var types = typeof(State).Assembly.GetExportedTypes().Where(static type => type.Namespace == "DeclarativeIL.Generated").ToList();
        Assert.True(types.Count >= 15, $"Found {types.Count}.");
        Assert.All(
            types,
            static type =>
                Assert.Equal(
                    EditorBrowsableState.Never,
                    type.GetCustomAttribute<EditorBrowsableAttribute>()?.State ?? EditorBrowsableState.Always
                )
        );
    }

    private static async Task Of(string package, [System.Runtime.CompilerServices.CallerMemberName] string test = "") =>
        await Verifier.Verify(
            Assembly
                .Load(package)
                .GeneratePublicApi(
                    new ApiGeneratorOptions
                    {
                        ExcludeAttributes =
                        [
                            "DeclarativeIL.DeclaredEquationAttribute",
                            "System.Runtime.CompilerServices.InternalsVisibleToAttribute",
                            "System.Reflection.AssemblyMetadataAttribute",
                        ],
                    }
                ),
            "txt",
            method: test
        );
}
