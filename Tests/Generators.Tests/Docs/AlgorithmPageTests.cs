using DeclarativeIL.Benchmarks.Pages;

namespace DeclarativeIL.Generators.Tests.Docs;

/// <summary>The pages of docs/algorithms say what the declarations, the generator and docs/results.md say now.</summary>
[Trait("Speed", "Slow")]
public class AlgorithmPageTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Written = new(static () =>
        AlgorithmPages.Write(References.Repository)
    );

    public static TheoryData<string> Pages =>
        [.. Sources.Names.Concat(Sources.Preferences).Select(static name => name + ".md"), "README.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_as_it_would_be_written_now(string page) =>
        Assert.True(
            File.ReadAllText(References.PathOf("docs", "algorithms", page)).ReplaceLineEndings("\n") == Written.Value[page],
            $"docs/algorithms/{page} is not what is written from the declarations now. Renew it by: {AlgorithmPages.Command}"
        );

    [Fact]
    public void There_are_no_other_pages() =>
        Assert.Equal(
            Written.Value.Keys.Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(References.PathOf("docs", "algorithms"))
                .Select(static file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
        );
}
