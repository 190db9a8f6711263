using DeclarativeIL.Randomness;

namespace DeclarativeIL;

/// <summary>Draws from gamma distributions of scale 1: Marsaglia, Tsang 2000, "A simple method for generating gamma variables".</summary>
internal static class GammaDraws
{
    private const int PlacesBits = 32; // of what one draw takes: far more than rejection comes to

    /// <summary>The logarithm of a draw: a shape near 0 gives numbers that no double holds.</summary>
    /// <param name="shape">The shape, positive; else the result is no number.</param>
    /// <param name="draw">The randomness of its row.</param>
    /// <param name="number">Which draw of the row it is, from 0: each takes places of its own.</param>
    public static double Log(double shape, Draw draw, int number)
    {
        if (!(shape > 0))
            return double.NaN;
        var place = PlaceOf(number);
        if (shape >= 1)
            return LogAbove1(shape, draw, place);
        var uniform = 1 - RandomStream.UniformOf(draw.Key, draw.Row, place); // from (0, 1]
        return LogAbove1(shape + 1, draw, place) + Math.Log(uniform) / shape;
    }

    /// <summary>The first place of a draw.</summary>
    public static ulong PlaceOf(int number) => (ulong)number << PlacesBits;

    private static double LogAbove1(double shape, Draw draw, ulong place)
    {
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = RandomStream.GaussianOf(draw.Key, draw.Row, ++place);
            var uniform = 1 - RandomStream.UniformOf(draw.Key, draw.Row, ++place);
            var root = 1 + c * x;
            if (root <= 0)
                continue;
            var (v, logV) = (root * root * root, 3 * Math.Log(root));
            if (Math.Log(uniform) < 0.5 * x * x + d * (1 - v + logV))
                return Math.Log(d) + logV;
        }
    }
}
