namespace DeclarativeIL.Player.Heads;

/// <summary>Functions of one float64, as the library computes them.</summary>
internal static class Scalars
{
    public static double Sigmoid(double x)
    {
        var small = Math.Exp(-Math.Abs(x)); // never overflows
        return (x >= 0 ? 1 : small) / (1 + small);
    }

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>Kahan: the rounding of 1 + x cancels out of the quotient.</summary>
    private static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
