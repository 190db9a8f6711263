using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace DeclarativeIL.Networks;

/// <summary>The copies of the weights that the backward pass multiplies with.</summary>
internal static unsafe class HostTranspose
{
    /// <summary>
    /// From W' [inputs, columns] in panels to W [outputs, back columns] in panels, for the outputs from
    /// <paramref name="first"/> (where a panel starts) to before <paramref name="end"/>.
    /// </summary>
    public static void Refresh(HostLayer layer, int panelWidth, float* weights, float* back, int first, int end)
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

    private static void Block(float* source, int sourceStride, float* target, int targetStride, int rows, int columns)
    {
        var (fourRows, fourColumns) = HasZip ? (rows / 4 * 4, columns / 4 * 4) : (0, 0);
        for (var column = 0; column < fourColumns; column += 4)
            for (var row = 0; row < fourRows; row += 4)
                Four(source + row * sourceStride + column, sourceStride, target + column * targetStride + row, targetStride);
        for (var column = 0; column < columns; column++)
            for (var row = column < fourColumns ? fourRows : 0; row < rows; row++)
                target[column * targetStride + row] = source[row * sourceStride + column];
    }

    private static bool HasZip => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>4 by 4 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* source, int sourceStride, float* target, int targetStride)
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

    /// <summary>x0 y0 x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y)
        => Sse2.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    /// <summary>x2 y2 x3 y3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y)
        => Sse2.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);

    /// <summary>x0 y0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Low(Vector128<double> x, Vector128<double> y)
        => Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    /// <summary>x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> High(Vector128<double> x, Vector128<double> y)
        => Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);
}
