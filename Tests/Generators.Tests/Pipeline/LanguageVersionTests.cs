using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>Generated code compiles with the oldest language version that is promised, and with the latest.</summary>
[Trait("Speed", "Slow")]
public class LanguageVersionTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public void Algorithms_compile_with(LanguageVersion version) => GeneratorHarness.Run(Sources.All).AssertCompilesWith(version);
}
