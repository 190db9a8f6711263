using static DeclarativeIL.Functions;

namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>Points and vectors, one behind the other, one sample at a time.</summary>
public class JoinTests
{
    [Fact]
    public void Components_stand_behind_each_other()
    {
        Assert.Equal([1, 2, 3], Join(new Vector([1, 2]), new Vector([3])).Span.ToArray());
        Assert.Equal([1, 2, 3], State.Of(1, 2).Join(new Vector([3])).Span.ToArray());
        Assert.Equal([1, 3, 4], Act.Continuous(1).Join(new Vector([3, 4])).Span.ToArray());
        Assert.Equal([3, 4], new Vector([3]).Join(new Vector([4])).Span.ToArray());
    }

    [Fact]
    public void Either_is_found_again()
    {
        var joined = Join(new Vector([1, 2]), new Vector([3, 4, 5]));
        Assert.Equal([1, 2], JoinedFirst(new Vector([0, 0]), joined).Span.ToArray());
        Assert.Equal([3, 4, 5], JoinedLast(new Vector([0, 0, 0]), joined).Span.ToArray());
        Assert.Contains(
            "expected 3 or more",
            Assert.Throws<ArgumentException>(() => JoinedLast(joined.Part(0, 3), joined.Part(0, 2))).Message,
            StringComparison.Ordinal
        );
    }
}
