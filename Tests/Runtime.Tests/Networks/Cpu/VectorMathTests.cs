using System.Runtime.Intrinsics;
using DeclarativeIL.Backends.Cpu;
using MathNet.Numerics;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>The errors that <see cref="VectorMath{T, TVector, TLanes}"/> documents, on floats of all sizes.</summary>
[Trait("Speed", "Slow")]
public sealed class VectorMathTests
{
    private const float Smallest = 1.17549435e-38f;

    [Fact]
    public void Tanh_is_as_exact_as_documented()
    {
        foreach (var tested in Each(static x => Math.Tanh(x), static function => function.Tanh))
        {
            tested.Within(5, 1e-30f, 100);
            Assert.All(tested.Of([100f, 7.9f, 8, float.PositiveInfinity]), static y => Assert.InRange(y, 0.999999f, 1));
            Assert.InRange(tested.Of([float.NegativeInfinity])[0], -1, -0.999999f);
            Assert.All(tested.Of([.. Enumerable.Range(0, 500_000).Select(static i => 6 + 4e-6f * i)]), static y => Assert.True(y <= 1));
        }
    }

    [Fact]
    public void Exp_is_as_exact_as_documented()
    {
        foreach (var tested in Each(Math.Exp, static function => function.Exp))
        {
            tested.Within(2, 1e-30f, 88.72f);
            Assert.Equal(
                [float.PositiveInfinity, float.PositiveInfinity, 0, 0, 1],
                tested.Of([88.75f, float.PositiveInfinity, float.NegativeInfinity, -110, 0])
            );
        }
    }

    [Fact]
    public void Sigmoid_is_as_exact_as_documented()
    {
        foreach (var tested in Each(static x => 1 / (1 + Math.Exp(-x)), static function => function.Sigmoid))
        {
            tested.Within(4, 1e-30f, 87);
            Assert.Equal([1, 1, 0.5f], tested.Of([89, float.PositiveInfinity, 0]));
            Assert.All(tested.Of([float.NegativeInfinity, -88, -1e30f]), static y => Assert.InRange(y, Smallest, 1.7e-38f));
        }
    }

    [Fact]
    public void Erf_is_as_exact_as_documented()
    {
        foreach (var tested in Each(SpecialFunctions.Erf, static function => function.Erf))
        {
            tested.Within(2, 1e-30f, 100);
            Assert.Equal([1f, -1, 0], tested.Of([float.PositiveInfinity, float.NegativeInfinity, 0]));
        }
    }

    [Fact]
    public void Roots_and_quotients_are_as_exact_as_documented()
    {
        foreach (var tested in Each(static x => Math.Sqrt(Math.Abs(x)), static function => function.Root))
            tested.Within(2, 1e-37f, 8e37f);
        foreach (var tested in Each(static x => 3 / x, static function => function.Third))
            tested.Within(2, 1e-37f, 8e37f);
    }

    [Fact]
    public void The_error_function_of_float64_is_exact()
    {
        foreach (
            var x in Enumerable
                .Range(-700, 1401)
                .Select(static i => i / 100.0)
                .Concat([1e-300, 1e-9, 0, double.PositiveInfinity, double.NegativeInfinity, double.NaN])
        )
            Assert.Equal(SpecialFunctions.Erf(x), ExactMath.Erf(x), 1e-15);
    }

    private static IEnumerable<Tested> Each(Func<double, double> exact, Func<IFunctions, Func<float[], float[]>> function)
    {
        yield return new("1 lane", exact, function(new Functions<float, FastLanes1<float>>()));
        if (FastLanes128.IsSupported)
            yield return new("4 lanes", exact, function(new Functions<Vector128<float>, FastLanes128>()));
        if (FastLanes256.IsSupported)
            yield return new("8 lanes", exact, function(new Functions<Vector256<float>, FastLanes256>()));
        if (FastLanes512.IsSupported)
            yield return new("16 lanes", exact, function(new Functions<Vector512<float>, FastLanes512>()));
    }

    private sealed record Tested(string Name, Func<double, double> Exact, Func<float[], float[]> Of)
    {
        /// <summary>
        /// Units in the last place of the exact result, for arguments of both signs from the smallest to the largest size.
        /// </summary>
        public void Within(double units, float smallest, float largest)
        {
            var (first, last) = (BitConverter.SingleToInt32Bits(smallest), BitConverter.SingleToInt32Bits(largest));
            float[] sizes =
            [
                .. Enumerable
                    .Range(0, 1 << 17)
                    .Select(i => BitConverter.Int32BitsToSingle((int)(first + ((long)last - first) * i / (1 << 17)))),
            ];
            float[] arguments = [.. sizes, .. sizes.Select(static x => -x)];
            var found = Of(arguments);
            for (var i = 0; i < arguments.Length; i++)
            {
                var exact = Exact(arguments[i]);
                var unit = Math.Max(MathF.BitIncrement((float)Math.Abs(exact)) - (double)(float)Math.Abs(exact), float.Epsilon);
                Assert.True(
                    Math.Abs(found[i] - exact) <= units * unit || Math.Abs(exact) < Smallest / 4 && Math.Abs(found[i]) < Smallest,
                    $"{Name}: f({arguments[i]:R}) is {exact:R}, found {found[i]:R}, {Math.Abs(found[i] - exact) / unit:F2} units off"
                );
            }
            Assert.True(float.IsNaN(Of([float.NaN])[0]), Name);
        }
    }

    private interface IFunctions
    {
        float[] Tanh(float[] x);
        float[] Exp(float[] x);
        float[] Sigmoid(float[] x);
        float[] Erf(float[] x);
        float[] Root(float[] x);
        float[] Third(float[] x);
    }

    private sealed unsafe class Functions<TVector, TLanes> : IFunctions
        where TVector : struct
        where TLanes : IFastLanes<float, TVector>
    {
        public float[] Tanh(float[] x) => Map(x, VectorMath<float, TVector, TLanes>.Tanh);

        public float[] Exp(float[] x) => Map(x, VectorMath<float, TVector, TLanes>.Exp);

        public float[] Sigmoid(float[] x) => Map(x, VectorMath<float, TVector, TLanes>.Sigmoid);

        public float[] Erf(float[] x) => Map(x, VectorMath<float, TVector, TLanes>.Erf);

        public float[] Root(float[] x) => Map(x, static x => TLanes.Sqrt(TLanes.Abs(x)));

        public float[] Third(float[] x) => Map(x, static x => TLanes.Divide(TLanes.Create(3), x));

        private static float[] Map(float[] x, Func<TVector, TVector> function)
        {
            var padded = new float[(x.Length / TLanes.Count + 1) * TLanes.Count];
            x.CopyTo(padded, 0);
            fixed (float* values = padded)
                for (var i = 0; i < padded.Length; i += TLanes.Count)
                    TLanes.Store(function(TLanes.Load(values + i)), values + i);
            return padded[..x.Length];
        }
    }
}
