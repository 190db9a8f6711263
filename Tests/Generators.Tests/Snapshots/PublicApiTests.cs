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
    public Task LanguageModels() => Of("DeclarativeIL.LanguageModels");

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
