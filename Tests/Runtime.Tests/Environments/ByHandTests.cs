using DeclarativeIL.Benchmarks.Environments;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>Every declared environment of the library has the bits of the one that was written over lanes by hand before.</summary>
[Trait("Speed", "Slow")]
public sealed class ByHandTests
{
    private const int Steps = 3000;

    public static TheoryData<int> Counts => [1, 2, 3, 5, 8, 19];

    [Theory]
    [MemberData(nameof(Counts))]
    public void CartPole_has_the_bits_of_the_one_by_hand(int count) => Compare<CartPoleByHand>(new VectorCartPole(count), 100);

    [Theory]
    [MemberData(nameof(Counts))]
    public void Pendulum_has_the_bits_of_the_one_by_hand(int count) => Compare<PendulumByHand>(new VectorPendulum(count), 15);

    [Theory]
    [MemberData(nameof(Counts))]
    public void MountainCar_has_the_bits_of_the_one_by_hand(int count) => Compare<MountainCarByHand>(new VectorMountainCar(count), 15);

    [Theory]
    [MemberData(nameof(Counts))]
    public void MountainCarContinuous_has_the_bits_of_the_one_by_hand(int count) =>
        Compare<MountainCarContinuousByHand>(new VectorMountainCarContinuous(count), 3);

    [Theory]
    [MemberData(nameof(Counts))]
    public void Acrobot_has_the_bits_of_the_one_by_hand(int count) => Compare<AcrobotByHand>(new VectorAcrobot(count), 6);

    [Theory]
    [MemberData(nameof(Counts))]
    public void LaneKeeping_has_the_bits_of_the_one_by_hand(int count) => Compare<LaneKeepingByHand>(new VectorLaneKeeping(count), 15);

    [Fact]
    public void A_state_that_is_set_is_bounded_as_by_hand()
    {
        CompareLimits<CartPoleByHand>(new CartPole());
        CompareLimits<PendulumByHand>(new Pendulum());
        CompareLimits<MountainCarByHand>(new MountainCar());
        CompareLimits<MountainCarContinuousByHand>(new MountainCarContinuous());
        CompareLimits<AcrobotByHand>(new Acrobot());
        CompareLimits<LaneKeepingByHand>(new LaneKeeping());
    }

    private static void Compare<TByHand>(VectorPhysicsEnvironment declared, int leastEnds)
        where TByHand : struct, IDynamics
    {
        var byHand = new VectorByHand<TByHand>(declared.Count);
        Assert.Equal(byHand.Observations, declared.Observations);
        Assert.Equal(byHand.Actions, declared.Actions);
        var (width, count) = (declared.Observations.Width, declared.Count);
        float[] seen = new float[width * count],
            expected = new float[width * count],
            last = new float[width * count],
            expectedLast = new float[width * count],
            actions = new float[count];
        StepResult[] results = new StepResult[count],
            expectedResults = new StepResult[count];
        var random = new RandomStream(3);
        declared.Reset(5, seen);
        byHand.Reset(5, expected);
        var ends = 0;
        for (var t = 0; t < Steps; t++)
        {
            Assert.Equal(Bits(expected), Bits(seen));
            for (var i = 0; i < count; i++)
                actions[i] = declared.Actions is BoxSpace box
                    ? box.High[0] * (float)(2.5 * random.NextUniform() - 1.25) // beyond the bounds now and then
                    : random.NextInt(((DiscreteSpace)declared.Actions).Count);
            declared.Step(actions, seen, results, last);
            byHand.Step(actions, expected, expectedResults, expectedLast);
            Assert.Equal(expectedResults, results);
            Assert.Equal(expectedResults.Select(Reward), results.Select(Reward));
            Assert.Equal(Bits(expectedLast), Bits(last));
            ends += results.Count(static result => result.Terminated || result.Truncated);
        }
        Assert.InRange(ends, leastEnds, int.MaxValue);
    }

    private static void CompareLimits<TByHand>(PhysicsEnvironment declared)
        where TByHand : struct, IDynamics
    {
        var limits = TByHand.Limits.ToArray();
        declared.SetState(limits);
        declared.SetState([.. limits.Select(static limit => -limit)]);
        for (var k = 0; k < limits.Length; k++)
        {
            var beyond = new double[limits.Length];
            beyond[k] = Math.BitIncrement(limits[k]);
            Assert.Throws<ArgumentException>("state", () => declared.SetState(beyond));
        }
    }

    private static long Reward(StepResult result) => BitConverter.DoubleToInt64Bits(result.Reward);

    private static int[] Bits(float[] numbers) => [.. numbers.Select(BitConverter.SingleToInt32Bits)];
}
