using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class TrigonometryTests
{
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void It_is_the_platforms_within_two_units_in_the_last_place_and_the_same_in_every_lane(double range)
    {
        var random = new RandomStream(1);
        for (var i = 0; i < 20000; i++)
        {
            var angle = range * (2 * random.NextUniform() - 1);
            var (sin, cos) = Of<ExactLanes128>(angle);
            Assert.InRange(sin, Math.Sin(angle) - 2 * Unit(Math.Sin(angle)), Math.Sin(angle) + 2 * Unit(Math.Sin(angle)));
            Assert.InRange(cos, Math.Cos(angle) - 2 * Unit(Math.Cos(angle)), Math.Cos(angle) + 2 * Unit(Math.Cos(angle)));
            Assert.Equal((sin, cos), Of<ExactLanes256>(angle));
            Assert.Equal((sin, cos), Of<ExactLanes512>(angle));
        }
    }

    [Fact]
    public void Near_the_quarter_turns_nothing_is_lost()
    {
        for (var quarter = -1000; quarter <= 1000; quarter++)
        {
            var angle = quarter * (Math.PI / 2);
            var (sin, cos) = Of<ExactLanes128>(angle);
            Assert.InRange(sin, Math.Sin(angle) - 2 * Unit(Math.Sin(angle)), Math.Sin(angle) + 2 * Unit(Math.Sin(angle)));
            Assert.InRange(cos, Math.Cos(angle) - 2 * Unit(Math.Cos(angle)), Math.Cos(angle) + 2 * Unit(Math.Cos(angle)));
        }
    }

    private static double Unit(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    /// <summary>In the last lane, with large angles in the others.</summary>
    private static (double Sin, double Cos) Of<T>(double angle)
        where T : unmanaged, IExactLanes<T>
    {
        double[] angles = new double[8],
            sines = new double[8],
            cosines = new double[8];
        for (var i = 0; i < T.Count; i++)
            angles[i] = i < T.Count - 1 ? 100 * i : angle;
        var (sin, cos) = Trigonometry.SinCos(T.Load(ref angles[0]));
        T.Store(sin, ref sines[0]);
        T.Store(cos, ref cosines[0]);
        return (sines[T.Count - 1], cosines[T.Count - 1]);
    }
}
