using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class VectorEnvironmentTests
{
    private sealed class Buffers(IVectorEnvironment environments)
    {
        public readonly float[] Actions = new float[environments.Count * environments.Actions.Width];
        public readonly float[] Observations = new float[environments.Count * environments.Observations.Width];
        public readonly float[] Finals = new float[environments.Count * environments.Observations.Width];
        public readonly StepResult[] Results = new StepResult[environments.Count];

        public void Reset(ulong seed) => environments.Reset(seed, Observations);

        public void Step() => environments.Step(Actions, Observations, Results, Finals);
    }

    [Fact]
    public void The_flat_form_equals_wrapped_single_environments_step_for_step()
    {
        var flat = new VectorCartPole(5);
        var wrapped = new VectorEnvironment(5, _ => new CartPole());
        Buffers one = new(flat),
            other = new(wrapped);
        var random = new RandomStream(3);
        one.Reset(11);
        other.Reset(11);
        Assert.Equal(one.Observations, other.Observations);
        var ends = 0;
        for (var t = 0; t < 2000; t++)
        {
            for (var i = 0; i < 5; i++)
                one.Actions[i] = other.Actions[i] = random.NextInt(2);
            one.Step();
            other.Step();
            Assert.Equal(one.Observations, other.Observations);
            Assert.Equal(one.Results, other.Results);
            Assert.Equal(one.Finals, other.Finals);
            ends += one.Results.Count(r => r.Terminated);
        }
        Assert.True(ends > 100);
    }

    [Fact]
    public void Episode_k_of_environment_i_depends_on_nothing_else()
    {
        // always left, always right, alternating: episodes of different lengths, and two numbers of environments
        var starts = new[] { (2, 0), (2, 1), (6, 0), (6, 1), (6, 2) }.Select(c => StartsOfEnvironmentOne(c.Item1, c.Item2)).ToList();
        Assert.All(starts, s => Assert.Equal(starts[0], s));
        Assert.Equal(8, starts[0].Distinct().Count());
    }

    private static List<(float, float, float, float)> StartsOfEnvironmentOne(int count, int rule)
    {
        var environments = new VectorCartPole(count);
        var buffers = new Buffers(environments);
        buffers.Reset(5);
        var starts = new List<(float, float, float, float)>();
        for (var t = 0; starts.Count < 8; t++)
        {
            if (t == 0 || buffers.Results[1].Terminated)
                starts.Add((buffers.Observations[4], buffers.Observations[5], buffers.Observations[6], buffers.Observations[7]));
            Array.Fill(buffers.Actions, rule == 2 ? t % 2 : rule);
            buffers.Step();
        }
        return starts;
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stepping_allocates_nothing(bool wrapped)
    {
        IVectorEnvironment environments = wrapped ? new VectorEnvironment(16, _ => new CartPole()) : new VectorCartPole(16);
        var buffers = new Buffers(environments);
        buffers.Reset(1);
        for (var t = 0; t < 100; t++)
            buffers.Step();
        Assert.Equal(
            0,
            Allocations.Of(() =>
            {
                for (var t = 0; t < 2000; t++)
                    buffers.Step();
            })
        );
    }

    [Fact]
    public void A_bad_action_names_its_environment_and_steps_none()
    {
        foreach (
            IVectorEnvironment environments in new IVectorEnvironment[]
            {
                new VectorCartPole(3),
                new VectorEnvironment(3, _ => new CartPole()),
            }
        )
        {
            var buffers = new Buffers(environments);
            Assert.Contains("Reset", Assert.Throws<EnvironmentException>(buffers.Step).Message, StringComparison.Ordinal);
            buffers.Reset(1);
            buffers.Step();
            var before = (float[])buffers.Observations.Clone();
            buffers.Actions[2] = float.NaN;
            var exception = Assert.Throws<EnvironmentException>(buffers.Step);
            Assert.Equal((2, 1L, "[NaN]"), (exception.Environment, exception.Step, exception.Found));
            Assert.Equal(before, buffers.Observations);
            buffers.Actions[2] = 1;
            buffers.Step();
            Assert.Throws<ArgumentException>(
                "actions",
                () => environments.Step(new float[4], buffers.Observations, buffers.Results, buffers.Finals)
            );
            Assert.Throws<ArgumentException>(
                "observations",
                () => environments.Step(buffers.Actions, new float[11], buffers.Results, buffers.Finals)
            );
            Assert.Throws<ArgumentException>(
                "results",
                () => environments.Step(buffers.Actions, buffers.Observations, new StepResult[2], buffers.Finals)
            );
            Assert.Throws<ArgumentException>(
                "finalObservations",
                () => environments.Step(buffers.Actions, buffers.Observations, buffers.Results, [])
            );
            Assert.Throws<ArgumentException>("observations", () => environments.Reset(1, new float[3]));
        }
    }

    [Theory]
    [InlineData("nan observation", "observation", "NaN")]
    [InlineData("infinite reward", "reward", "Infinity")]
    [InlineData("throws", "Step", "InvalidOperationException (broken)")]
    public void What_a_users_environment_does_wrong_is_named(string fault, string subject, string found)
    {
        var environments = new VectorEnvironment(3, i => new Faulty(i == 1 ? fault : ""));
        var buffers = new Buffers(environments);
        buffers.Reset(1);
        buffers.Step();
        buffers.Step();
        var exception = Assert.Throws<EnvironmentException>(buffers.Step);
        Assert.Equal((subject, 1, 2L), (exception.Subject, exception.Environment, exception.Step));
        Assert.Contains(found, exception.Found, StringComparison.Ordinal);
        Assert.Throws<EnvironmentException>(buffers.Step); // some were stepped, some were not
        buffers.Reset(1);
        buffers.Step();
    }

    [Fact]
    public void A_factory_that_does_not_make_equal_but_separate_environments_is_refused()
    {
        var shared = new CartPole();
        Assert.Throws<ArgumentException>("make", () => new VectorEnvironment(2, _ => shared));
        Assert.Throws<ArgumentException>("make", () => new VectorEnvironment(2, i => i == 0 ? new CartPole() : new Faulty("")));
        Assert.Throws<ArgumentException>("make", () => new VectorEnvironment(2, _ => null!));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new VectorEnvironment(0, _ => shared));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new VectorCartPole(0));
        Assert.Throws<ArgumentOutOfRangeException>("environment", () => new VectorCartPole(2).SetState(2, [0, 0, 0, 0]));
    }

    /// <summary>A like set shares nothing with the first: equal episodes, while the others stand where they were.</summary>
    [Fact]
    public void A_like_set_is_made_by_simulations_and_factories()
    {
        foreach (var environments in (IReplicableEnvironment[])[new VectorCartPole(3), new VectorEnvironment(3, _ => new CartPole())])
        {
            var like = environments.Replicate()!;
            Assert.Equal((3, environments.Observations, environments.Actions), (like.Count, like.Observations, like.Actions));
            Assert.NotNull(((IReplicableEnvironment)like).Replicate());
            Buffers one = new(environments),
                other = new(like),
                alone = new(new VectorCartPole(3));
            one.Reset(1);
            alone.Reset(1);
            other.Reset(2);
            for (var t = 0; t < 100; t++)
            {
                one.Step();
                other.Step();
                other.Step();
                alone.Step();
            }
            Assert.Equal(alone.Observations, one.Observations);
        }
    }

    /// <summary>Wrappers make what they are around, wrapped; around what cannot be made, nothing.</summary>
    [Fact]
    public void A_like_set_of_wrapped_environments_is_wrapped()
    {
        var pendulums = (VectorTimeLimit)new VectorTimeLimit(new VectorRescaleAction(new VectorPendulum(2), -3, 3), 7).Replicate()!;
        Assert.Equal((2, 7, new BoxSpace([-3], [3])), (pendulums.Count, pendulums.Steps, (BoxSpace)pendulums.Actions));
        CartPole[] both = [new(), new()];
        Assert.Null(new VectorTimeLimit(new VectorEnvironment(2, i => both[i]), 7).Replicate());
    }

    [Fact]
    public void A_factory_that_has_no_more_environments_makes_no_like_set()
    {
        CartPole[] both = [new(), new()];
        Assert.Null(new VectorEnvironment(2, i => both[i]).Replicate());
        var left = new Queue<CartPole>(both);
        var thrown = Assert.Throws<EnvironmentException>(() => new VectorEnvironment(2, _ => left.Dequeue()).Replicate());
        Assert.Contains("environment 0: make: found InvalidOperationException", thrown.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("expected an environment of a like set", thrown.Message, StringComparison.Ordinal);
    }

    private sealed class Faulty(string fault) : IEnvironment
    {
        private int _steps;

        public Space Observations { get; } = new BoxSpace([-1, -1], [1, 1]);

        public Space Actions { get; } = new BoxSpace([-1], [1]);

        public void Reset(ulong? seed, Span<float> observation)
        {
            _steps = 0;
            observation.Clear();
        }

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            observation.Clear();
            if (_steps++ < 2)
                return new StepResult(0, false, false);
            if (fault == "nan observation")
                observation[1] = float.NaN;
            if (fault == "throws")
                throw new InvalidOperationException("broken");
            return new StepResult(fault == "infinite reward" ? double.PositiveInfinity : 0, false, false);
        }
    }
}
