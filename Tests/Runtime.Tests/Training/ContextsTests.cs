using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class ContextsTests
{
    [Fact]
    public void A_list_is_drawn_from_evenly_and_by_the_stream()
    {
        var contexts = Contexts.From([State.Of(0, 1), State.Of(1, 1), State.Of(2, 1)]);
        var random = new RandomStream(3);
        var counts = new int[3];
        for (var i = 0; i < 3000; i++)
            counts[(int)contexts.Draw(random)[0]]++;

        Assert.Equal(2, contexts.StateSize);
        Assert.All(counts, static count => Assert.InRange(count, 900, 1100));
        Assert.Equal(contexts.Draw(new RandomStream(5)), contexts.Draw(new RandomStream(5)));
        Assert.Throws<ArgumentException>(() => Contexts.From([]));
        Assert.Throws<ArgumentException>(() => Contexts.From([State.Of(1), State.Of(1, 2)]));
    }

    [Fact]
    public void A_function_makes_contexts_of_one_size()
    {
        Assert.Equal(2, Contexts.From(static random => State.Of(random.NextUniform(), 1)).StateSize);
        var contexts = Contexts.From(static _ => State.Of(1), stateSize: 3);
        Assert.Equal(3, contexts.StateSize);
        Assert.Throws<InvalidOperationException>(() => contexts.Draw(new RandomStream(1)));
    }
}
