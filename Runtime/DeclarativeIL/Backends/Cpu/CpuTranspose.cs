using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>The copies of the weights that the backward pass multiplies with.</summary>
internal static unsafe class CpuTranspose
{
    /// <summary>
    /// From W' [inputs, columns] in panels to W [outputs, back columns] in panels, for the outputs from
    /// <paramref name="first"/> (where a panel starts) to before <paramref name="end"/>.
    /// </summary>
    public static void Refresh<T>(CpuLayer layer, int panelWidth, T* weights, T* back, int first, int end)
        where T : unmanaged
    {
        for (var column = first; column < end; column += panelWidth)
        {
            var (width, outputs) = (Math.Min(panelWidth, layer.Columns - column), Math.Min(end, column + panelWidth) - column);
            var source = weights + column * layer.Inputs;
            for (var input = 0; input < layer.Inputs; input += panelWidth)
            {
                var (backWidth, inputs) = (Math.Min(panelWidth, layer.BackColumns - input), Math.Min(layer.Inputs - input, panelWidth));
                var target = back + input * layer.Outputs + column * backWidth;
                Block(source + input * width, width, target, backWidth, inputs, outputs);
            }
        }
    }

    private static void Block<T>(T* source, int sourceStride, T* target, int targetStride, int rows, int columns)
        where T : unmanaged
    {
        var (inRows, inColumns) = HasZip && sizeof(T) == sizeof(float) ? (rows / 4 * 4, columns / 4 * 4) : (0, 0);
        for (var column = 0; column < inColumns; column += 4)
        {
            var row = 0;
            for (; Avx.IsSupported && row + 8 <= rows; row += 8)
                EightByFour(
                    (float*)(source + row * sourceStride + column),
                    sourceStride,
                    (float*)(target + column * targetStride + row),
                    targetStride
                );
            for (; row < inRows; row += 4)
                FourByFour(
                    (float*)(source + row * sourceStride + column),
                    sourceStride,
                    (float*)(target + column * targetStride + row),
                    targetStride
                );
        }
        for (var column = 0; column < columns; column++)
        for (var row = column < inColumns ? inRows : 0; row < rows; row++)
            target[column * targetStride + row] = source[row * sourceStride + column];
    }

    private static bool HasZip => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(float* source, int sourceStride, float* target, int targetStride)
    {
        var (r0, r1) = (Vector128.Load(source), Vector128.Load(source + sourceStride));
        var (r2, r3) = (Vector128.Load(source + 2 * sourceStride), Vector128.Load(source + 3 * sourceStride));
        var (low, high) = (Low(r0, r1).AsDouble(), High(r0, r1).AsDouble());
        var (lowNext, highNext) = (Low(r2, r3).AsDouble(), High(r2, r3).AsDouble());
        Low(low, lowNext).AsSingle().Store(target);
        High(low, lowNext).AsSingle().Store(target + targetStride);
        Low(high, highNext).AsSingle().Store(target + 2 * targetStride);
        High(high, highNext).AsSingle().Store(target + 3 * targetStride);
    }

    /// <summary>Two blocks of four by four in the halves of each register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByFour(float* source, int sourceStride, float* target, int targetStride)
    {
        float* below = source + 4 * sourceStride;
        var (r0, r1) = (Halves(source, below), Halves(source + sourceStride, below + sourceStride));
        var (r2, r3) = (
            Halves(source + 2 * sourceStride, below + 2 * sourceStride),
            Halves(source + 3 * sourceStride, below + 3 * sourceStride)
        );
        var (low, high) = (Avx.UnpackLow(r0, r1).AsDouble(), Avx.UnpackHigh(r0, r1).AsDouble());
        var (lowNext, highNext) = (Avx.UnpackLow(r2, r3).AsDouble(), Avx.UnpackHigh(r2, r3).AsDouble());
        Avx.UnpackLow(low, lowNext).AsSingle().Store(target);
        Avx.UnpackHigh(low, lowNext).AsSingle().Store(target + targetStride);
        Avx.UnpackLow(high, highNext).AsSingle().Store(target + 2 * targetStride);
        Avx.UnpackHigh(high, highNext).AsSingle().Store(target + 3 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(float* lower, float* upper) => Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));

    /// <summary>x0 y0 x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) =>
        Sse2.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    /// <summary>x2 y2 x3 y3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) =>
        Sse2.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);

    /// <summary>x0 y0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Low(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    /// <summary>x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> High(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);
}
