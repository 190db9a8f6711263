using DeclarativeIL.Backends.Torch;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class HostAnswerTests
{
    /// <summary>Sampled sequences of unequal length come in one tensor; padding is no part of an answer.</summary>
    [Fact]
    public void Acts_are_as_long_as_what_was_sampled()
    {
        using var sampled = tensor(new[] { 4, 5, double.NaN, 6, double.NaN, double.NaN, 7, 8, 9 }, [3, 3]);
        var answer = new HostAnswer(sampled);
        Assert.Equal([Act.Continuous(4, 5), Act.Continuous(6), Act.Continuous(7, 8, 9)], Enumerable.Range(0, 3).Select(answer.Act));
    }
}
