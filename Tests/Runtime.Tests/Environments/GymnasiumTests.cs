using System.Text.Json;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>Every shared environment against trajectories that Gymnasium 1.3.0 computed.</summary>
public sealed class GymnasiumTests
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Segment(
        double[] StartState,
        JsonElement[] Actions,
        float[][] Obs,
        double[] Rewards,
        bool[] Terminated,
        double[][] States
    )
    {
        public float Action(int t) => Actions[t].ValueKind == JsonValueKind.Array ? Actions[t][0].GetSingle() : Actions[t].GetSingle();
    }

    private sealed record Golden(Segment[] Segments);

    private static Segment[] Segments(string name) =>
        JsonSerializer.Deserialize<Golden>(File.ReadAllText(GoldenFile.PathOf($"gym_{name}.json")), Names)!.Segments;

    private static PhysicsEnvironment Single(string name) =>
        name switch
        {
            "CartPole-v1" => new CartPole(),
            "Pendulum-v1" => new Pendulum(),
            "MountainCar-v0" => new MountainCar(),
            "MountainCarContinuous-v0" => new MountainCarContinuous(),
            "Acrobot-v1" => new Acrobot(),
            _ => throw new ArgumentException(name, nameof(name)),
        };

    private static VectorPhysicsEnvironment Vector(string name, int count) =>
        name switch
        {
            "CartPole-v1" => new VectorCartPole(count),
            "Pendulum-v1" => new VectorPendulum(count),
            "MountainCar-v0" => new VectorMountainCar(count),
            "MountainCarContinuous-v0" => new VectorMountainCarContinuous(count),
            "Acrobot-v1" => new VectorAcrobot(count),
            _ => throw new ArgumentException(name, nameof(name)),
        };

    /// <summary>Ours to NumPy's: the last bit of a sine differs now and then, and grows with the motion.</summary>
    private const double StateTolerance = 1e-11;

    [Theory]
    [InlineData("CartPole-v1")]
    [InlineData("Pendulum-v1")]
    [InlineData("MountainCar-v0")]
    [InlineData("MountainCarContinuous-v0")]
    [InlineData("Acrobot-v1")]
    public void Steps_equal_Gymnasium_and_the_observation_bit_for_bit(string name)
    {
        var environment = Single(name);
        var observation = new float[environment.Observations.Width];
        var steps = 0;
        foreach (var segment in Segments(name))
        {
            environment.SetState(segment.StartState);
            var state = new double[segment.StartState.Length];
            for (var t = 0; t < segment.Actions.Length; t++, steps++)
            {
                var result = environment.Step([segment.Action(t)], observation);
                environment.CopyState(state);
                Assert.Equal(segment.Obs[t].Select(BitConverter.SingleToInt32Bits), observation.Select(BitConverter.SingleToInt32Bits));
                for (var k = 0; k < state.Length; k++)
                    Assert.Equal(segment.States[t][k], state[k], StateTolerance);
                Assert.Equal(segment.Rewards[t], result.Reward, StateTolerance);
                Assert.Equal(segment.Terminated[t], result.Terminated);
                Assert.Equal(t + 1 == 200 && name == "Pendulum-v1", result.Truncated);
            }
        }
        Assert.Equal(200, steps);
    }

    [Theory]
    [InlineData("CartPole-v1")]
    [InlineData("Pendulum-v1")]
    [InlineData("MountainCar-v0")]
    [InlineData("MountainCarContinuous-v0")]
    [InlineData("Acrobot-v1")]
    public void Vector_steps_equal_single_steps_bit_for_bit_at_every_width(string name)
    {
        foreach (var count in new[] { 1, 2, 3, 4, 5, 8, 11, 17 })
        {
            var segments = Segments(name);
            var environments = Vector(name, count);
            var (s, results) = (environments.Observations.Width, new StepResult[count]);
            float[] actions = new float[count],
                observations = new float[s * count],
                finals = new float[s * count],
                expected = new float[s];
            environments.Reset(0, observations);
            var singles = new PhysicsEnvironment[count];
            for (var i = 0; i < count; i++)
            {
                var segment = segments[i % segments.Length];
                environments.SetState(i, segment.StartState);
                (singles[i] = Single(name)).SetState(segment.StartState);
            }
            var running = Enumerable.Repeat(true, count).ToArray();
            for (var t = 0; t < 100; t++)
            {
                for (var i = 0; i < count; i++)
                    actions[i] = segments[i % segments.Length] is var segment ? segment.Action((t + i) % segment.Actions.Length) : 0;
                environments.Step(actions, observations, results, finals);
                for (var i = 0; i < count; i++)
                {
                    if (!running[i])
                        continue;
                    Assert.Equal(singles[i].Step(actions.AsSpan(i, 1), expected), results[i]);
                    running[i] = !results[i].Terminated && !results[i].Truncated;
                    Assert.Equal(expected, (running[i] ? observations : finals).AsSpan(s * i, s).ToArray());
                }
            }
        }
    }
}
