using DeclarativeIL.Experts;
using DeclarativeIL.Samples.Results;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>The DAgger family on the arenas of the results page.</summary>
[Trait("Speed", "Slow")]
public class FamilyTests
{
    [Theory]
    [InlineData("CartPole")]
    [InlineData("Pendulum")]
    [InlineData("MountainCarContinuous")]
    [InlineData("Acrobot")]
    public void DAgger_reaches_the_expert(string arena) => Assert.InRange(Run("DAgger", arena).Share, Standing.Enough, 1.2);

    /// <summary>Under the same budget of steps, the expert is asked less, and not in vain: in the mean of three seeds.</summary>
    [Theory]
    [InlineData("HgDAgger", "CartPole")]
    [InlineData("HgDAgger", "Pendulum")]
    [InlineData("SafeDAgger", "CartPole")]
    [InlineData("LazyDAgger", "CartPole")]
    [InlineData("LazyDAgger", "Pendulum")]
    [InlineData("ThriftyDAgger", "CartPole")]
    public void Gates_ask_less_and_reach_it_too(string contender, string arena)
    {
        var gated = Run(contender, arena, seeds: 3);
        Assert.InRange(gated.Labels, Steps(arena) / Arena.All.Single(one => one.Name == arena).Budget.Rounds, 0.8 * Steps(arena));
        Assert.InRange(gated.Share, Standing.Enough, 1.2);
    }

    /// <summary>EnsembleDAgger labels all states, as DAgger does, and acts as little as it can.</summary>
    [Fact]
    public void EnsembleDAgger_acts_on_few_of_the_steps_that_it_labels()
    {
        var found = Run("EnsembleDAgger", "CartPole");
        Assert.Equal((800, 800), (found.Labels, found.Rows));
        Assert.InRange(found.Interventions, 100, 400);
        Assert.InRange(found.Share, Standing.Enough, 1.2);
    }

    /// <summary>No gate throws a label away: what the expert was asked, the learner learns from.</summary>
    [Theory]
    [InlineData("SafeDAgger", "Pendulum")]
    [InlineData("LazyDAgger", "Pendulum")]
    [InlineData("EnsembleDAgger", "Pendulum")]
    [InlineData("ThriftyDAgger", "Pendulum")]
    [InlineData("LazyDAgger", "CartPole")]
    [InlineData("ThriftyDAgger", "MountainCar")]
    public void Every_label_is_kept(string contender, string arena)
    {
        var found = Run(contender, arena);
        Assert.InRange(found.Interventions, 1, Steps(arena) - 1);
        Assert.Equal(found.Labels, found.Rows);
    }

    /// <summary>Every contender, everywhere it runs: the same seed twice gives the same bits, another gives others.</summary>
    [Theory]
    [InlineData("GridWorld")]
    [InlineData("LaneKeeping")]
    public void The_same_seed_gives_the_same_outcome(string name)
    {
        var found = Arena.All.Single(one => one.Name == name);
        var arena = found with { Budget = found.Budget with { Rounds = 2, Epochs = 3, Hidden = [8] } };
        Assert.Equal(All(7), All(7));
        Assert.NotEqual(All(7), All(8));

        (double, ExpertCounts, int, string)[] All(ulong seed) =>
            [.. Contender.All.Where(one => one.Supports(arena)).Select(one => Of(arena, one, seed))];
    }

    private static (double, ExpertCounts, int, string) Of(Arena arena, Contender contender, ulong seed)
    {
        var outcome = contender.Run(new Trial(arena, seed, CancellationToken.None));
        return (outcome.Return, outcome.Expert, outcome.Rows, string.Join(' ', outcome.Curve.Select(static point => point.ToString())));
    }

    private static int Steps(string arena) =>
        Arena.All.Single(one => one.Name == arena).Budget is var budget ? budget.Rounds * budget.StepsPerRound : 0;

    private static Standing Run(string contender, string arena, int seeds = 1) =>
        new Comparison(
            [.. Contender.All.Where(one => one.Name == contender)],
            [.. Arena.All.Where(one => one.Name == arena)],
            seeds,
            1,
            static _ => { }
        )
            .Run(CancellationToken.None)[0]
            .Standings[0];
}
