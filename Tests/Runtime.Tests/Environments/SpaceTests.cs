using DeclarativeIL.Environments;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class SpaceTests
{
    [Theory]
    [InlineData(0f, true)]
    [InlineData(2f, true)]
    [InlineData(3f, false)]
    [InlineData(-1f, false)]
    [InlineData(0.5f, false)]
    [InlineData(float.NaN, false)]
    public void Discrete_spaces_contain_their_numbers(float element, bool inside)
        => Assert.Equal(inside, new DiscreteSpace(3).Contains([element]));

    [Fact]
    public void Boxes_contain_their_bounds_and_are_equal_by_value()
    {
        var box = new BoxSpace([-1, 0], [1, float.PositiveInfinity]);
        Assert.True(box.Contains([-1, 0]) && box.Contains([1, 1e30f]));
        Assert.False(box.Contains([1.001f, 0]) || box.Contains([0, float.NaN]) || box.Contains([0]));
        Assert.Equal(new BoxSpace([-1, 0], [1, float.PositiveInfinity]), box);
        Assert.Equal(new BoxSpace([-1, 0], [1, float.PositiveInfinity]).GetHashCode(), box.GetHashCode());
        Assert.NotEqual(new BoxSpace([-1, 0], [1, 2]), box);
    }

    [Fact]
    public void Impossible_spaces_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Count", () => new DiscreteSpace(0));
        Assert.Throws<ArgumentException>("high", () => new BoxSpace([0], [1, 2]));
        Assert.Throws<ArgumentException>("high", () => new BoxSpace([], []));
        Assert.Throws<ArgumentException>("high", () => new BoxSpace([1], [0]));
        Assert.Throws<ArgumentException>("high", () => new BoxSpace([0], [float.NaN]));
    }
}
