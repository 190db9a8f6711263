using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Environments;

/// <summary>
/// Functions that come out the same on every machine and in every lane of a register, for <see cref="DynamicsAttribute"/> classes:
/// those of <see cref="Math"/> are the platform's own.
/// </summary>
public static class ExactMath
{
    /// <summary>The sine of an angle, within 1 unit in the last place.</summary>
    /// <param name="angle">In rad, from -1e6 to 1e6.</param>
    public static double Sin(double angle) => SinCos(angle).Sin;

    /// <summary>The cosine of an angle, within 1 unit in the last place.</summary>
    /// <param name="angle">In rad, from -1e6 to 1e6.</param>
    public static double Cos(double angle) => SinCos(angle).Cos;

    /// <summary>An angle within half a turn of 0: whole turns are added or taken off one by one, each rounded.</summary>
    /// <param name="angle">In rad, from -1e6 to 1e6; beyond, it stays as it is.</param>
    public static double WrapAngle(double angle)
    {
        if (!(Math.Abs(angle) <= Trigonometry.Limit))
            return angle;
        while (angle > Math.PI)
            angle -= 2 * Math.PI;
        while (angle < -Math.PI)
            angle += 2 * Math.PI;
        return angle;
    }

    private static (double Sin, double Cos) SinCos(double angle)
    {
        var (sin, cos) = Trigonometry.SinCos(ExactLanes128.Of(angle));
        Span<double> lanes = stackalloc double[2 * ExactLanes128.Count];
        ExactLanes128.Store(sin, ref lanes[0]);
        ExactLanes128.Store(cos, ref lanes[ExactLanes128.Count]);
        return (lanes[0], lanes[ExactLanes128.Count]);
    }
}
