using DeclarativeIL.Consoles;
using DeclarativeIL.Samples;

namespace DeclarativeIL.Algorithms.Tests.Samples;

public class OwnEnvironmentTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public async Task It_learns_to_switch_like_the_expert()
    {
        var (expert, learner) = await new OwnEnvironment(1, new ConsoleProgress(TextWriter.Null)).RunAsync(CancellationToken.None);
        Assert.Equal(50, learner.Returns.Count);
        Assert.True(learner.Mean > 1.2 * expert.Mean, $"{learner.Mean} against {expert.Mean}");
    }
}
