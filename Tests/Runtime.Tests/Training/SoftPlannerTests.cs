using DeclarativeIL.Data;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class SoftPlannerTests
{
    private const int Forward = 0,
        Quit = 1;

    /// <summary>
    /// Forward leads along the chain and off its end for 1, quitting ends it for 0. By hand, with T = gamma = 1:
    /// V(4) = log(e^1 + e^0), V(s) = log(e^V(s+1) + 1) = log(e + 5 - s), and going on has the probability e^(V(s+1) - V(s)).
    /// </summary>
    [Fact]
    public void A_chain_has_the_values_found_by_hand()
    {
        using var planner = new SoftPlanner(Chain(), discount: 1, type: ScalarType.Float64);
        planner.Solve(Rewards(planner));
        var policy = planner.OneSample();

        for (var state = 0; state < 5; state++)
        {
            Assert.Equal(Math.Log(Math.E + 5 - state), planner.Values[state], 12);
            var goesOn = (Math.E + 4 - state) / (Math.E + 5 - state);
            Assert.Equal(Math.Log(goesOn), policy.LogProb(Act.Discrete(Forward), Chain().OneHot(state)), 12);
            Assert.Equal(Math.Log(1 - goesOn), policy.LogProb(Act.Discrete(Quit), Chain().OneHot(state)), 12);
        }
    }

    [Fact]
    public void At_low_temperature_it_is_value_iteration()
    {
        using var planner = new SoftPlanner(Chain(), discount: 0.9, temperature: 1e-3);
        planner.Solve(Rewards(planner));
        var actions = new float[5];
        var states = Enumerable.Range(0, 5).SelectMany(static state => Chain().OneHot(state).Span.ToArray());
        planner.Mode([.. states.Select(static x => (float)x)], actions);

        for (var state = 0; state < 5; state++)
            Assert.Equal(Math.Pow(0.9, 4 - state), planner.Values[state], 1e-9);
        Assert.All(actions, static action => Assert.Equal(Forward, action));
    }

    [Fact]
    public void A_stochastic_table_with_loops_satisfies_the_soft_Bellman_equation()
    {
        var table = new TransitionTable(3, 2)
            .Add(0, 0, 0, 0.3)
            .Add(0, 0, 1, 0.7)
            .Add(0, 1, 2)
            .Add(1, 0, 0)
            .Add(1, 1, 1, 0.5)
            .Add(1, 1, 2, 0.5, terminal: true);
        using var planner = new SoftPlanner(table, discount: 0.8, temperature: 0.5, ScalarType.Float64);
        planner.Solve([1, 2, 3, -1, 0.5, 4]);
        var v = planner.Values;

        double[] q = [0.3 * (1 + 0.8 * v[0]) + 0.7 * (2 + 0.8 * v[1]), 3 + 0.8 * v[2], -1 + 0.8 * v[0], 0.5 * (0.5 + 0.8 * v[1]) + 0.5 * 4];
        Assert.Equal(0, v[2]); // no action there
        Assert.Equal(0.5 * Math.Log(Math.Exp(q[0] / 0.5) + Math.Exp(q[1] / 0.5)), v[0], 11);
        Assert.Equal(0.5 * Math.Log(Math.Exp(q[2] / 0.5) + Math.Exp(q[3] / 0.5)), v[1], 11);
        Assert.Equal((q[1] - v[0]) / 0.5, planner.OneSample().LogProb(Act.Discrete(1), table.OneHot(0)), 10);
        Assert.Equal(6, planner.Model.Count);
        Assert.True(planner.Model[5].Terminal);
    }

    [Fact]
    public void An_action_that_the_table_lacks_is_never_taken()
    {
        using var planner = new SoftPlanner(new TransitionTable(2, 2).Add(0, 1, 1, terminal: true), discount: 1);
        var actions = new float[200];
        planner.Sample([.. Enumerable.Repeat<float[]>([1, 0], 200).SelectMany(static state => state)], actions, new RandomStream(1));

        Assert.All(actions, static action => Assert.Equal(1, action));
        Assert.Equal(double.NegativeInfinity, planner.ActValues[0]);
        Assert.Equal(0, planner.OneSample().Entropy(State.Of(1, 0)), 6);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Before_it_is_solved_it_is_uniform_and_without_an_end_it_does_not_converge()
    {
        using var planner = new SoftPlanner(new TransitionTable(1, 2).Add(0, 0, 0).Add(0, 1, 0), discount: 1);

        Assert.Equal(Math.Log(0.5), planner.OneSample().LogProb(Act.Discrete(0), State.Of(1)), 6);
        Assert.Throws<InvalidOperationException>(() => planner.Solve([0, 0]));
        planner.Solve([-Math.Log(2), -Math.Log(2)]);
        Assert.Equal(0, planner.Values[0], 12);
    }

    [Fact]
    public void Solving_again_forgets_what_came_before()
    {
        using var planner = new SoftPlanner(Chain(), discount: 0.9);
        planner.Solve(Rewards(planner));
        var values = planner.Values.ToArray();
        planner.Solve(new double[planner.Model.Count]);
        planner.Solve(Rewards(planner));

        Assert.Equal(values, planner.Values.ToArray());
    }

    [Fact]
    public void What_cannot_be_solved_is_refused()
    {
        var half = new TransitionTable(2, 1).Add(0, 0, 1, 0.5);
        Assert.Contains(
            "the probabilities miss 1",
            Assert.Throws<ArgumentException>(() => new SoftPlanner(half, 0.9)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => new SoftPlanner(new TransitionTable(2, 1), 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransitionTable(2, 1).Add(0, 0, 2));
        using var planner = new SoftPlanner(Chain(), 0.9);
        Assert.Throws<ArgumentException>(() => planner.Solve([1]));
        Assert.Throws<ArgumentException>(() => planner.Solve([.. Enumerable.Repeat(double.NaN, planner.Model.Count)]));
        Assert.Throws<NotSupportedException>(() => planner.Backward(null!));
    }

    private static TransitionTable Chain()
    {
        var table = new TransitionTable(5, 2);
        for (var state = 0; state < 5; state++)
            table.Add(state, Forward, Math.Min(state + 1, 4), terminal: state == 4).Add(state, Quit, state, terminal: true);
        return table;
    }

    private static double[] Rewards(SoftPlanner planner) =>
        [.. planner.Model.Select(static row => row.State[4] == 1 && row.Action.Index == Forward ? 1.0 : 0)];
}
