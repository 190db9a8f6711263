using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class LaneKeepingTests
{
    [Fact]
    public void Straight_on_through_a_bend_it_drifts_out_of_the_lane()
    {
        var environment = new LaneKeeping();
        var observation = new float[6];
        environment.SetState([0, 0, 0, 0, Math.PI / 2, Math.PI / 2]); // a bend to the left of 0.018 per metre
        StepResult result;
        var steps = 0;
        do
        {
            result = environment.Step([0], observation);
            steps++;
            if (steps == 1)
                Assert.Equal(0.018, observation[3], 1e-3);
        } while (!result.Terminated);
        // heading falls behind by 15 m/s * 0.018/m = 0.27 rad/s: 1.75 m to the right within about a second
        Assert.InRange(steps, 15, 27);
        Assert.True(observation[0] < -1.75 && observation[1] < 0);
        Assert.Equal(0, result.Reward);
    }

    [Fact]
    public void The_middle_pays_1_and_half_way_to_the_edge_three_quarters()
    {
        var environment = new LaneKeeping();
        environment.SetState([0, 0, 0, 0, 0, 0]);
        Assert.Equal(1, environment.Step([0], new float[6]).Reward);
        environment.SetState([0.875, 0, 0, 0, 0, 0]);
        Assert.Equal(0.75, environment.Step([0], new float[6]).Reward);
    }

    [Fact]
    public void The_wheels_follow_with_a_lag_and_steer_to_the_left_by_a_positive_angle()
    {
        var environment = new LaneKeeping();
        var observation = new float[6];
        environment.SetState([0, 0, 0, 0, 0, 0]);
        for (var t = 0; t < 4; t++) // one lag
            environment.Step([5], observation); // clipped to 1
        Assert.Equal(0.3 * (1 - Math.Pow(0.75, 4)), observation[2], 1e-6);
        Assert.True(observation[1] > 0 && observation[0] > 0);
    }

    [Fact]
    public void The_vector_form_equals_wrapped_single_ones()
    {
        var (flat, wrapped) = (new VectorLaneKeeping(5), new VectorEnvironment(5, _ => new LaneKeeping()));
        float[] actions = new float[5],
            one = new float[30],
            other = new float[30],
            finals = new float[30],
            otherFinals = new float[30];
        StepResult[] results = new StepResult[5],
            others = new StepResult[5];
        var random = new RandomStream(1);
        flat.Reset(3, one);
        wrapped.Reset(3, other);
        for (var t = 0; t < 600; t++)
        {
            for (var i = 0; i < 5; i++)
                actions[i] = (float)(2 * random.NextUniform() - 1);
            flat.Step(actions, one, results, finals);
            wrapped.Step(actions, other, others, otherFinals);
            Assert.Equal(other, one);
            Assert.Equal(others, results);
            Assert.Equal(otherFinals, finals);
        }
    }
}
