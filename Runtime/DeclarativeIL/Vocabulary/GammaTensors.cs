using DeclarativeIL.Arithmetic;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// The draws of <see cref="GammaDraws"/> by tensors, without waiting for the device: what is proposed does not depend on the shapes, so
/// that a number of proposals is sent, and the first that is accepted counts.
/// </summary>
internal static class GammaTensors
{
    private const int Proposals = 14; // each is accepted with probability 0.95 or more: in 1e-18 of cases none is

    /// <summary>The logarithms of draws, in float64.</summary>
    /// <param name="shapes">[..., k].</param>
    /// <param name="draws">Of the rows as counted over all leading dimensions, the last fastest.</param>
    /// <param name="side">Component i is draw 2 i + side of its row.</param>
    public static Tensor Log(Tensor shapes, DrawBatch draws, int side)
    {
        var shape = shapes.to(ScalarType.Float64);
        var isLarge = shape.AtLeast(1);
        var d = where(isLarge, shape, shape.Plus(1.0)).Minus(1.0 / 3);
        var c = d.Times(9.0).rsqrt();
        var found = d.log();
        for (var proposal = Proposals - 1; proposal >= 0; proposal--)
        {
            var x = Sent(shapes, draws, side, (2 * proposal) + 1, isNormal: true);
            var logUniform = Sent(shapes, draws, side, (2 * proposal) + 2, isNormal: false);
            var root = c.mul(x).Plus(1.0);
            var logV = root.log().Times(3.0); // no number where the root is not positive, and then it is not accepted
            var bound = x.mul(x).Times(0.5).Plus(d.mul(logV.sub(root.pow(Cube)).Plus(1.0)));
            found = where(logUniform.lt(bound), d.log().Plus(logV), found);
        }
        var boost = Sent(shapes, draws, side, 0, isNormal: false).div(shape);
        return found.Plus(boost.Filled(isLarge, 0.0)).FilledUnless(shape.Above(0.0), double.NaN);
    }

    private static readonly TorchSharp.Scalar Cube = 3.0;

    /// <summary>Standard normal draws, or logarithms of uniform ones from (0, 1], at a place of each component.</summary>
    private static Tensor Sent(Tensor like, DrawBatch draws, int side, int place, bool isNormal)
    {
        long[] shape = like.shape;
        var (width, count) = (shape[^1], shape.Aggregate(1L, static (product, size) => product * size));
        var numbers = new double[count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = draws.PlaceOf((int)(i / width));
            var at = GammaDraws.PlaceOf((2 * (int)(i % width)) + side) + (ulong)place;
            numbers[i] = isNormal
                ? RandomStream.GaussianOf(draws.Stream.Key, row, at)
                : Math.Log(1 - RandomStream.UniformOf(draws.Stream.Key, row, at));
        }
        return DeviceTransfer.Send<double>(numbers, shape, like.device);
    }
}
