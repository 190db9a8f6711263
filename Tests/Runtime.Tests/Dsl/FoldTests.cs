namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>Steps that follow each other, of one sample.</summary>
public sealed class FoldTests
{
    [Fact]
    public void Steps_follow_each_other_and_are_counted_from_0()
    {
        Assert.Equal(((((2.0 * 3) + 0) * 3) + 1) * 3 + 2, Functions.Fold(2, 3, static (x, k) => 3 * x + k));
        Assert.Equal(0.25 + 0.5, Functions.Fold(0, 3, static (x, k) => x + k / 4));
        Assert.Equal(Vector.Of(4 * 1 + 1, 4 * 2 + 1), Functions.Fold(Vector.Of(1, 2), 2, static (v, k) => 2 * v + k));
        Assert.Equal(Act.Continuous(1 + 0.5, 0.5), Functions.Fold(Act.Continuous(1, 0), 3, static (a, k) => a + Vector.Of(k / 6, k / 6)));
    }

    [Fact]
    public void No_steps_give_the_start()
    {
        Assert.Equal(7, Functions.Fold(7, 0, static (x, k) => throw new InvalidOperationException()));
        Assert.Equal(Vector.Of(1, 2), Functions.Fold(Vector.Of(1, 2), 0, static (v, k) => throw new InvalidOperationException()));
    }

    [Fact]
    public void Steps_that_there_cannot_be_are_refused()
    {
        var found = Assert.Throws<ArgumentOutOfRangeException>("steps", static () => Functions.Fold(1, -2, static (x, k) => x));
        Assert.Contains("Found -2 steps; expected 0 or more.", found.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("steps", static () => Functions.Fold(Vector.Of(1), -1, static (v, k) => v));
        Assert.Throws<ArgumentNullException>("step", static () => Functions.Fold(1, 1, null!));
    }
}
