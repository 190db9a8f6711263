using DeclarativeIL.Benchmarks.Names;

namespace DeclarativeIL.Generators.Tests.Names;

/// <summary>No name of the user's can meet one of generated code. All of them: <c>Tests/Benchmarks -- names</c>.</summary>
public class NameTests
{
    [Fact]
    public async Task A_sample_of_all_names_that_occur_in_generated_code_and_of_the_words_of_the_language()
    {
        var report = await new NameClashes(References.All).Run(every: 101);

        Assert.True(report.Failures.Count == 0, string.Join("\n", report.Failures.Take(10)));
        Assert.InRange(report.Tried, 500, int.MaxValue);
        Assert.InRange(report.Refused, 1, report.Tried / 10);
    }
}
