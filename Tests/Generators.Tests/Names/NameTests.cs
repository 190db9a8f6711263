using DeclarativeIL.Benchmarks.Names;

namespace DeclarativeIL.Generators.Tests.Names;

/// <summary>No name of the user's can meet one of generated code. All of them: <c>Tests/Benchmarks -- names</c>.</summary>
[Trait("Speed", "Slow")]
public class NameTests
{
    [Fact]
    public async Task A_sample_of_all_names_that_occur_in_generated_code_and_of_the_words_of_the_language()
    {
        var names = new NameClashes(References.All);
        var report = await names.Run(names.Trials(), every: 211);

        Assert.True(report.Failures.Count == 0, string.Join("\n", report.Failures.Take(10)));
        Assert.InRange(report.Tried, 200, int.MaxValue);
        Assert.InRange(report.Refused, 0, report.Tried / 10);
    }

    [Fact]
    public async Task A_sample_of_all_parameters_in_all_places_is_refused_or_generated_for()
    {
        var report = await new NameClashes(References.All).Run(Combinations.All(), every: 97);

        Assert.True(report.Failures.Count == 0, string.Join("\n", report.Failures.Take(10)));
        Assert.InRange(report.Tried - report.Refused, 10, int.MaxValue);
    }
}
