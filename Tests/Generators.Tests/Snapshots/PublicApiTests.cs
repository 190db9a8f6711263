using PublicApiGenerator;

namespace DeclarativeIL.Generators.Tests.Snapshots;

/// <summary>The public API is a promise: a change of it shows up in review as a change of this snapshot.</summary>
public class PublicApiTests
{
    [Fact]
    public async Task Runtime() =>
        await Verifier.Verify(
            typeof(State).Assembly.GeneratePublicApi(
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
            "txt"
        );
}
