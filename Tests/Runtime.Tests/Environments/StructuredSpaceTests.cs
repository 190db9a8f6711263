namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>Spaces of several choices, of parts and of images, and their encoded form.</summary>
public sealed class StructuredSpaceTests
{
    private static readonly TupleSpace Robot = new(
        ("gear", new DiscreteSpace(3)),
        ("aim", new BoxSpace([-1, 0], [1, 4])),
        ("switches", new MultiBinarySpace(2)),
        ("view", new ImageSpace(1, 2, 1))
    );

    [Fact]
    public void Several_choices_are_one_hot_one_behind_the_other()
    {
        var space = new MultiDiscreteSpace(3, 2);
        Assert.Equal((2, 5), (space.Width, space.Encoded));
        Assert.Equal([0, 0, 1, 1, 0], Encoded(space, 2, 0));
        Assert.True(space.Contains([2, 1]));
        Assert.False(space.Contains([3, 0]) || space.Contains([0, 2]) || space.Contains([0.5f, 0]) || space.Contains([1]));
        Assert.False(space.Contains([float.NaN, 0]) || space.Contains([-1, 0]));
        Assert.Throws<ArgumentException>("element", () => Encoded(space, 3, 0));
        Assert.Throws<ArgumentException>(() => space.Encode([2, 0], new float[4]));
    }

    [Fact]
    public void What_is_one_number_already_is_encoded_as_it_is()
    {
        Assert.Equal([0, 1, 1], Encoded(new MultiBinarySpace(3), 0, 1, 1));
        Assert.False(new MultiBinarySpace(2).Contains([0, 0.5f]) || new MultiBinarySpace(2).Contains([0]));
        Assert.Equal([-9, 0.5f], Encoded(new BoxSpace([-1, -1], [1, 1]), -9, 0.5f));
        Assert.Equal([0, 0, 1], Encoded(new DiscreteSpace(3), 2));
        Assert.Throws<ArgumentException>("element", () => Encoded(new DiscreteSpace(3), 3));
    }

    [Fact]
    public void Bytes_of_images_are_divided_by_255()
    {
        var space = new ImageSpace(2, 1, 2);
        Assert.Equal((4, 4), (space.Width, space.Encoded));
        Assert.Equal([0, 1, 51f / 255, 0.4f], Encoded(space, 0, 255, 51, 102));
        Assert.False(space.Contains([0, 0, 0, 256]) || space.Contains([0, 0, 0, 0.5f]) || space.Contains([0, 0, 0]));
    }

    [Fact]
    public void Parts_are_found_by_place_and_by_name_with_their_offsets()
    {
        Assert.Equal((7, 9), (Robot.Width, Robot.Encoded));
        Assert.Equal([0, 1, 3, 5], Robot.Parts.Select(static part => part.Offset));
        Assert.Equal([0, 3, 5, 7], Robot.Parts.Select(static part => part.EncodedOffset));
        Assert.Equal(Robot[2], Robot["switches"]);
        Assert.Equal(new MultiBinarySpace(2), Robot[2].Space);
        Assert.Contains("gear, aim", Assert.Throws<ArgumentException>("name", () => Robot["wheel"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => Robot[4]);
    }

    [Fact]
    public void Tuples_contain_encode_and_clip_part_by_part()
    {
        float[] element = [1, -0.5f, 3, 0, 1, 255, 0];
        Assert.True(Robot.Contains(element));
        Assert.Equal([0, 1, 0, -0.5f, 3, 0, 1, 1, 0], Encoded(Robot, element));
        foreach (var (place, wrong) in new[] { (0, 3f), (1, 2f), (2, -1f), (4, 0.5f), (6, 256f) })
        {
            var other = element.ToArray();
            other[place] = wrong;
            Assert.False(Robot.Contains(other));
        }
        float[] chosen = [2, 5, -5, 1, 1, 7, 7];
        Robot.Clip(chosen, chosen);
        Assert.Equal([2, 1, 0, 1, 1, 7, 7], chosen);
        Assert.Throws<ArgumentException>(() => Robot.Clip(chosen, new float[6]));
    }

    [Fact]
    public void A_box_executes_what_lies_within_it()
    {
        var box = new BoxSpace([-1, float.NegativeInfinity], [1, float.PositiveInfinity]);
        var executed = new float[2];
        box.Clip([3, -1e30f], executed);
        Assert.Equal([1, -1e30f], executed);
        box.Clip([-3, float.NaN], executed);
        Assert.Equal(-1, executed[0]);
        Assert.True(float.IsNaN(executed[1])); // which is refused when it is executed
        Assert.Throws<ArgumentException>(() => box.Clip([1], executed));
    }

    [Fact]
    public void A_bounded_box_is_seen_from_minus_1_to_1()
    {
        var unit = new UnitBox(new BoxSpace([-2, 0], [4, 0.1f]));
        var (bounded, back) = (new float[2], new float[2]);
        unit.ToBounds([-1, 1], bounded);
        Assert.Equal([-2, 0.1f], bounded); // the ends are the bounds themselves
        unit.ToBounds([0.5f, 7], bounded);
        Assert.Equal([2.5f, 0.1f], bounded);
        unit.FromBounds([2.5f, -7], back);
        Assert.Equal([0.5f, -1], back);
        Assert.Equal(Math.Log(3) + Math.Log(0.1f / 2.0), unit.LogVolume, 12);
        Assert.True(unit.Contains([1, -1]) && !unit.Contains([1.5f, 0]) && unit.IsBounded);
        Assert.Equal(new UnitBox(new BoxSpace([-2, 0], [4, 0.1f])), unit);
        Assert.NotEqual<BoxSpace>(new BoxSpace([-1, -1], [1, 1]), unit);
        Assert.NotEqual<BoxSpace>(unit, new BoxSpace([-1, -1], [1, 1]));
        Assert.NotEqual(new UnitBox(new BoxSpace([-2, 0], [5, 0.1f])), unit);
        Assert.Throws<ArgumentException>("Low", () => unit with { Low = [0, 0] });
        Assert.Throws<ArgumentException>("High", () => unit with { High = [0, 0] });
    }

    [Theory]
    [InlineData(0, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(1, 1)]
    public void A_box_without_a_length_has_no_such_view(float low, float high) =>
        Assert.Contains(
            "Component 1",
            Assert.Throws<ArgumentException>("bounds", () => new UnitBox(new BoxSpace([0, low], [1, high]))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Spaces_are_equal_by_value_and_do_not_change()
    {
        int[] counts = [3, 2];
        (string, Space)[] parts = [("a", new DiscreteSpace(2)), ("b", new MultiDiscreteSpace(counts))];
        var (several, tuple) = (new MultiDiscreteSpace(counts), new TupleSpace(parts));
        counts[0] = 9;
        parts[0] = ("c", new DiscreteSpace(5));
        Assert.Equal(new MultiDiscreteSpace(3, 2), several);
        Assert.Equal(new MultiDiscreteSpace(3, 2).GetHashCode(), several.GetHashCode());
        Assert.Equal(new TupleSpace(("a", new DiscreteSpace(2)), ("b", several)), tuple);
        Assert.Equal(new TupleSpace(("a", new DiscreteSpace(2)), ("b", several)).GetHashCode(), tuple.GetHashCode());
        Assert.NotEqual(new MultiDiscreteSpace(2, 3), several);
        Assert.NotEqual(new TupleSpace(("a", new DiscreteSpace(2)), ("c", several)), tuple);
        Assert.NotEqual(new ImageSpace(2, 1, 1), new ImageSpace(1, 2, 1));
    }

    [Fact]
    public void Impossible_spaces_are_refused()
    {
        Assert.Throws<ArgumentException>("counts", () => new MultiDiscreteSpace());
        Assert.Throws<ArgumentOutOfRangeException>("counts", () => new MultiDiscreteSpace(2, 0));
        var most = Enumerable.Repeat(DiscreteSpace.MostElements, 200).ToArray();
        Assert.Throws<ArgumentOutOfRangeException>("counts", () => new MultiDiscreteSpace(most));
        Assert.Throws<ArgumentOutOfRangeException>("Size", () => new MultiBinarySpace(0));
        Assert.Throws<ArgumentOutOfRangeException>("Size", () => new MultiBinarySpace(2) with { Size = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new ImageSpace(65536, 65536, 1));
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new ImageSpace(1, 1, 0));
        Assert.Throws<ArgumentException>("parts", () => new TupleSpace());
        Assert.Throws<ArgumentException>("parts", () => new TupleSpace(("", new DiscreteSpace(2))));
        Assert.Throws<ArgumentException>("parts", () => new TupleSpace(("a", null!)));
        Assert.Throws<ArgumentException>("parts", () => new TupleSpace(("a", new DiscreteSpace(2)), ("a", new DiscreteSpace(2))));
        var half = new MultiBinarySpace(Array.MaxLength / 2 + 1);
        Assert.Throws<ArgumentOutOfRangeException>("parts", () => new TupleSpace(("a", half), ("b", half)));
    }

    private static float[] Encoded(Space space, params ReadOnlySpan<float> element)
    {
        var encoded = Enumerable.Repeat(float.NaN, space.Encoded).ToArray(); // every number has to be written
        space.Encode(element, encoded);
        return encoded;
    }
}
