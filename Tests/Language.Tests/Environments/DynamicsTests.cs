using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary>What is generated of dynamics, against the methods that were written for one environment: equal bits at every width.</summary>
public partial class DynamicsTests
{
    public static TheoryData<int> Counts => [1, 2, 3, 5, 8, 19];

    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Counts))]
    public void A_pendulum_is_the_one_that_was_written(int count)
    {
        var environments = new VectorSwing(count);
        var actions = new RandomStream(7);
        Compare(
            environments,
            () => (float)(3 * actions.NextGaussian()),
            seed => Swing.Start(new RandomStream(seed)),
            now => [now.Angle, now.Speed],
            (now, action) => Swing.Next(now, action),
            (now, action, next) =>
                new StepResult(Swing.Pay(now, action, next), Swing.IsUpright(next), Truncated: false, Success: Swing.IsUpright(next)),
            now => [(float)Swing.Height(now), (float)Swing.Side(now), (float)Swing.Speed(now), Swing.IsFast(now) ? 1 : 0],
            limit: 60
        );
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Every_function_is_that_of_the_source(int count)
    {
        Gear[] gears = [Gear.Reverse, Gear.Neutral, Gear.Forward];
        var actions = new RandomStream(8);
        Compare(
            new VectorEverything(count),
            () => actions.NextInt(3),
            seed => Everything.Start(seed, 0),
            now => [now.A, now.B, now.C, now.Kept],
            (now, action) => Everything.Next(gears[(int)action], now),
            (now, action, next) => new StepResult(Everything.Pay(now, next), Everything.IsOver(gears[(int)action], next), Truncated: false),
            now => [(float)now.A, (float)now.B, (float)now.C],
            limit: 1000
        );
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Counts))]
    public void Rounding_wrapping_and_helpers_are_those_of_the_source(int count)
    {
        var actions = new RandomStream(9);
        Compare(
            new VectorOrbit(count),
            () => (float)actions.NextGaussian(),
            seed => Orbit.Start(new RandomStream(seed)),
            now => [now.Angle, Math.Clamp(now.Speed, -40, 40), now.Phase, now.Scale],
            (now, action) => Orbit.Next(now, action),
            (now, action, next) => new StepResult(Orbit.Pay(now, action, next), Orbit.IsOut(next), Truncated: false),
            now => [(float)now.Angle, (float)now.Speed, (float)now.Steps],
            limit: 300
        );
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Small_steps_are_those_of_the_source(int count)
    {
        var actions = new RandomStream(10);
        Compare(
            new VectorSubsteps(count),
            () => (float)(3 * actions.NextGaussian()),
            seed => Substeps.Start(new RandomStream(seed)),
            now => [now.Angle, now.Speed, now.Heat],
            (now, action) => Substeps.Next(now, action),
            (now, action, next) => new StepResult(Substeps.Pay(now, next), Substeps.IsFast(next), Truncated: false),
            now => [(float)now.Angle, (float)now.Speed, (float)now.Heat],
            limit: 50
        );
    }

    [Fact]
    public void A_state_is_set_within_its_limits_and_without_what_is_hidden()
    {
        var orbit = new Orbit();
        var seen = new float[3];
        orbit.Reset(3, seen);
        orbit.Step([0], seen);
        orbit.Step([0], seen);
        Assert.Equal(2, seen[2]);
        var state = new double[4];
        orbit.CopyState(state);
        orbit.SetState(state);
        orbit.Step([0], seen);
        Assert.Equal(1, seen[2]);
        Assert.Throws<ArgumentException>("state", () => orbit.SetState([0, 0, 0, 1, 0]));
        Assert.Throws<ArgumentException>("state", () => orbit.SetState([5.1, 0, 0, 1]));
        Assert.Throws<ArgumentException>("state", () => orbit.SetState([0, 0, 1.1e6, 1]));
        orbit.SetState([-5, 40, 1e6, 1e9]);
    }

    [Fact]
    public void An_angle_is_wrapped_by_whole_turns()
    {
        Assert.Equal(Math.PI, ExactMath.WrapAngle(Math.PI));
        Assert.Equal(-Math.PI, ExactMath.WrapAngle(-Math.PI));
        Assert.Equal(4 - 2 * Math.PI, ExactMath.WrapAngle(4));
        Assert.Equal(-4 + 2 * Math.PI, ExactMath.WrapAngle(-4));
        Assert.Equal(10 - 2 * Math.PI - 2 * Math.PI, ExactMath.WrapAngle(10));
        Assert.InRange(ExactMath.WrapAngle(1e6), -Math.PI, Math.PI);
        foreach (var beyond in (double[])[1.1e6, -1e300, double.PositiveInfinity, double.NaN])
            Assert.Equal(beyond, ExactMath.WrapAngle(beyond));
    }

    [Fact]
    public void The_single_form_has_the_bits_of_the_vectorised_one()
    {
        var several = new VectorEnvironment(6, _ => new Swing());
        var at = new VectorSwing(6);
        float[] seen = new float[24],
            expected = new float[24],
            last = new float[24];
        var (results, others) = (new StepResult[6], new StepResult[6]);
        several.Reset(3, seen);
        at.Reset(3, expected);
        var actions = new RandomStream(9);
        for (var t = 0; t < 500; t++)
        {
            Assert.Equal(expected, seen);
            float[] action = [.. Enumerable.Range(0, 6).Select(_ => (float)(4 * actions.NextUniform() - 2))];
            several.Step(action, seen, results, last);
            at.Step(action, expected, others, last);
            Assert.Equal(others, results);
        }
    }

    [Fact]
    public void An_episode_starts_as_its_method_says()
    {
        var swing = new Swing();
        var state = new double[2];
        swing.Reset(11, new float[4]);
        for (var episode = 0UL; episode < 3; episode++)
        {
            swing.CopyState(state);
            var expected = Swing.Start(new SeedSequence(11).Child(episode).Stream());
            Assert.Equal([expected.Angle, expected.Speed], state);
            swing.Reset(null, new float[4]);
        }
        var everything = new Everything();
        everything.Reset(11, new float[3]);
        var numbers = new double[4];
        everything.CopyState(numbers);
        Assert.Equal(Everything.Start(11, 0), new Everything.Numbers(numbers[0], numbers[1], numbers[2], numbers[3]));
    }

    [Fact]
    public void It_is_described_and_bounded_as_declared()
    {
        var swing = new Swing();
        Assert.Equal(new BoxSpace([-1, -1, -8, 0], [1, 1, 8, 1]), swing.Observations);
        Assert.Equal(new BoxSpace([-2], [2]), swing.Actions);
        Assert.Equal(new DiscreteSpace(3), new Everything().Actions);
        Assert.Equal(["Reverse", "Neutral", "Forward"], Everything.Description.Actions[0].Choices);
        Assert.Equal("The height of the tip.", Swing.Description.Observations[0].Summary);
        Assert.Equal(3, Swing.ObservationOffsets.IsFast);
    }

    [Fact]
    public void What_is_no_action_is_refused()
    {
        var seen = new float[1];
        var counter = new Counter();
        Assert.Throws<EnvironmentException>(() => counter.Step([1], seen));
        counter.Reset(1, seen);
        Assert.Equal(1, counter.Step([1], seen).Reward);
        Assert.Equal(0, counter.Step([0], seen).Reward);
        Assert.Equal(1, seen[0]);
        counter.Reset(null, seen);
        Assert.Equal(2, seen[0]);
        Assert.Throws<EnvironmentException>(() => counter.Step([2], seen));
        Assert.Throws<EnvironmentException>(() => counter.Step([float.NaN], seen));
    }

    [Fact]
    public void A_policy_learns_in_it()
    {
        using var policy = new GaussianPolicy(4, new BoxSpace([-2], [2]), [8], Activation.Tanh, new SeedSequence(2));
        var data = new Dataset<Demonstration>();
        var expert = Expert.From(static state => Act.Continuous(Math.Clamp(-8 * state[1] - 2 * state[2], -2, 2)));
        new LinearDAgger().Train(policy, data, new VectorSwing(4), expert, new Rounds(2, 100), new TrainingOptions { Epochs = 1 });
        Assert.Equal(200, data.Count);
    }
}
