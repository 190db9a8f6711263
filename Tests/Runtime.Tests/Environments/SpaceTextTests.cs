namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>Spaces in words, as files hold them.</summary>
public sealed class SpaceTextTests
{
    public static TheoryData<string> Texts =>
        [
            "discrete 3",
            "box -1,-Infinity 0.1,Infinity",
            "unit_box -2,0 4,1E-05",
            "multi_discrete 3,2,16777217",
            "multi_binary 7",
            "image 84,84,4",
            "tuple (gear=discrete 3;aim=box -1 1;left%20arm%3B=tuple (x=multi_binary 2;y=unit_box 0 1))",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_space_comes_back_from_its_words(string text)
    {
        var space = Space.Parse(text);
        Assert.Equal(text, space.Text);
        Assert.Equal(space, Space.Parse(space.Text!));
    }

    [Fact]
    public void Every_kind_has_words_of_its_own()
    {
        var space = new TupleSpace(
            ("left arm;", new UnitBox(new BoxSpace([0.1f], [float.MaxValue]))),
            ("(=)%", new MultiDiscreteSpace(2, 3)),
            ("画", new ImageSpace(3, 2, 1))
        );
        Assert.Equal(space, Space.Parse(space.Text!));
        Assert.Equal("left arm;", ((TupleSpace)Space.Parse(space.Text!))[0].Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("circle 3")]
    [InlineData("discrete")]
    [InlineData("discrete 0")]
    [InlineData("discrete -1")]
    [InlineData("discrete 3 ")]
    [InlineData("discrete 99999999999")]
    [InlineData("discrete 16777218")]
    [InlineData("box 1 0")]
    [InlineData("box 0,0 1")]
    [InlineData("box NaN 1")]
    [InlineData("box 0")]
    [InlineData("box , 1")]
    [InlineData("unit_box 0 Infinity")]
    [InlineData("unit_box 1 1")]
    [InlineData("multi_discrete ")]
    [InlineData("multi_discrete 3,,2")]
    [InlineData("multi_binary 0")]
    [InlineData("multi_binary 2147483647")]
    [InlineData("image 1,1")]
    [InlineData("image 65536,65536,1")]
    [InlineData("image 2000000000,2,2")]
    [InlineData("tuple")]
    [InlineData("tuple ()")]
    [InlineData("tuple (a=discrete 3")]
    [InlineData("tuple (a=discrete 3;)")]
    [InlineData("tuple (=discrete 3)")]
    [InlineData("tuple (a=discrete 3;a=discrete 3)")]
    [InlineData("tuple (a b=discrete 3)")]
    [InlineData("tuple (%zz=discrete 3)")]
    [InlineData("tuple (a=multi_binary 2000000000;b=multi_binary 2000000000)")]
    public void Words_that_are_no_space_are_refused(string text) => Assert.Throws<FormatException>(() => Space.Parse(text));

    [Fact]
    public void Tuples_are_not_followed_without_end()
    {
        Assert.Equal(2, Space.Parse(Nested(15)).Width);
        Assert.Throws<FormatException>(() => Space.Parse(Nested(17)));
        Assert.Throws<FormatException>(() => Space.Parse(Nested(100_000)));
    }

    [Fact]
    public void Sizes_that_are_only_said_take_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in (string[])["multi_binary 2000000000", "image 40000,40000,1", "multi_discrete 16777216,16777216"])
            _ = Space.Parse(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Spaces_of_ones_own_have_no_words()
    {
        Assert.Null(new Circle().Text);
        Assert.Null(new TupleSpace(("where", new Circle())).Text);
        Assert.Equal((1, 1), (new Circle().Width, new Circle().Encoded));
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("tuple (a=", depth)) + "multi_binary 2" + new string(')', depth);

    private sealed record Circle : Space
    {
        public override int Width => 1;

        public override bool Contains(ReadOnlySpan<float> element) => element is [>= -MathF.PI and < MathF.PI];
    }
}
