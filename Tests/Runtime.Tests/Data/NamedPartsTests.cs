using DeclarativeIL.Data;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class NamedPartsTests
{
    private static readonly TupleSpace Space = new(
        ("hand", new BoxSpace([-1, -1], [1, 1])),
        ("goal", new BoxSpace([-1, -1], [1, 1])),
        ("gear", new DiscreteSpace(3))
    );

    public readonly record struct Named(State Goal, double Gear, Act Hand);

    public readonly record struct Misnamed(State Target);

    [Fact]
    public void Parts_that_are_where_the_space_has_them_pass()
    {
        Space.Check(static (State s) => new Named(s.Part(2, 2), s[4], Act.Continuous(s[0], s[1])));
        Space.Check(static (Act a) => new Named(State.Of(a[2], a[3]), a[4], a.Part(0, 2)));
    }

    [Fact]
    public void Others_are_refused_with_both_places()
    {
        var shifted = Refused(static s => new Named(s.Part(1, 2), s[4], new Act(s.Part(0, 2).Memory)));
        var longer = Refused(static s => new Named(s.Part(2, 3), s[4], new Act(s.Part(0, 2).Memory)));

        Assert.Equal("Named.Goal is numbers 1 to 2; expected numbers 2 to 3, the part goal.", shifted);
        Assert.Equal("Named.Goal is numbers 2 to 4; expected numbers 2 to 3, the part goal.", longer);
        Assert.Equal("Named takes numbers that are not there: the space has 5.", Refused(static s => new Named(s.Part(4, 2), 0, default)));
        Assert.Equal("Named takes numbers that are not there: the space has 5.", Refused(static s => new Named(s, s[5], default)));
    }

    [Fact]
    public void A_name_that_is_no_part_is_refused_with_those_that_are() =>
        Assert.Equal(
            "Misnamed names a part Target; the space has hand, goal, gear.",
            Assert.Throws<ArgumentException>(static () => Space.Check(static (State s) => new Misnamed(s.Part(2, 2)))).Message
        );

    private static string Refused(Func<State, Named> parts) => Assert.Throws<ArgumentException>(() => Space.Check(parts)).Message;
}
