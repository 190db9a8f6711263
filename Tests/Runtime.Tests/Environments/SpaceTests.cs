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
    public void Discrete_spaces_contain_their_numbers(float element, bool inside) =>
        Assert.Equal(inside, new DiscreteSpace(3).Contains([element]));

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

    [Fact]
    public void A_box_does_not_change_when_the_arrays_do_that_it_was_made_of()
    {
        float[] low = [-1, -1],
            high = [1, 1],
            moved = [0.5f, 0];
        var box = new BoxSpace(low, high);
        var shrunk = box with { High = moved };
        (low[0], high[1], moved[0]) = (100, float.NaN, -100);
        Assert.True(box.Contains([-1, 1]) && shrunk.Contains([0.5f, 0]));
        Assert.Equal(new BoxSpace([-1, -1], [1, 1]), box);
        Assert.False(box.Low is float[] || box.High is float[]);
    }

    [Fact]
    public void A_changed_copy_is_checked_as_a_new_space_is()
    {
        var box = new BoxSpace([-1], [1]);
        Assert.Equal(new BoxSpace([0], [1]), box with { Low = [0] });
        Assert.Equal(new BoxSpace([-1], [0]), box with { High = [0] });
        Assert.Throws<ArgumentException>("Low", () => box with { Low = [2] });
        Assert.Throws<ArgumentException>("Low", () => box with { Low = [-1, -1] });
        Assert.Throws<ArgumentException>("Low", () => box with { Low = [float.NaN] });
        Assert.Throws<ArgumentNullException>("Low", () => box with { Low = null! });
        Assert.Throws<ArgumentException>("High", () => box with { High = [-2] });
        Assert.Throws<ArgumentException>("High", () => box with { High = [] });
        Assert.Throws<ArgumentOutOfRangeException>("Count", () => new DiscreteSpace(3) with { Count = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Vocabulary", () => new DeclarativeIL.LanguageModels.TokenSpace(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("Longest", () => new DeclarativeIL.LanguageModels.TokenSpace(2, 1) with { Longest = 0 });
    }

    [Fact]
    public void There_are_no_more_choices_than_a_float_tells_apart()
    {
        var most = new DiscreteSpace(DiscreteSpace.MostElements);
        Assert.True(most.Contains([16777216f]) && !most.Contains([16777218f]));
        Assert.Throws<ArgumentOutOfRangeException>("Count", () => new DiscreteSpace(DiscreteSpace.MostElements + 1));
        Assert.Equal(16777216, Act.Discrete(16777216).Index);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => Act.Discrete(16777217));
        Assert.Throws<ArgumentOutOfRangeException>("index", () => Act.Discrete(-1));
    }

    [Fact]
    public void Values_of_the_language_do_not_change_when_the_arrays_do_that_they_were_made_of()
    {
        double[] values = [1, 2];
        Act[] acts = [Act.Continuous(values)];
        var (several, made) = (
            new Acts(acts),
            (Act.Continuous(values), new Act(values), State.Of(values), new State(values), Vector.Of(values), new Vector(values))
        );
        (values[0], acts[0]) = (9, Act.Discrete(0));
        var (act, state, vector) = (new Act(new double[] { 1, 2 }), new State(new double[] { 1, 2 }), new Vector(new double[] { 1, 2 }));
        Assert.Equal((act, act, state, state, vector, vector), made);
        Assert.Equal(act, several[0]);
        var view = new Act(values.AsMemory());
        values[1] = 7;
        Assert.Equal(7, view[1]); // a view is one, and is documented as one
    }

    [Fact]
    public void Lists_that_are_kept_are_copied()
    {
        List<State> states = [State.Of(1)];
        var contexts = DeclarativeIL.Training.Contexts.From(states);
        states[0] = State.Of(2);
        Assert.Equal(State.Of(1), contexts.Draw(new DeclarativeIL.Randomness.RandomStream(1)));

        int[] hidden = [4];
        using var policy = new DeclarativeIL.Policies.CategoricalPolicy(1, 2, hidden, DeclarativeIL.Activation.Tanh, new(1));
        hidden[0] = 8;
        using var copy = policy.Copy();
        Assert.Equal(policy.Parameters.Values.shape, copy.Parameters.Values.shape);
    }
}
