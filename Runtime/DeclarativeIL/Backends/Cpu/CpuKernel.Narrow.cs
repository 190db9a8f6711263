using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Layers of so few outputs that padding them to a register would be most of the work: sums of products along the inputs.
/// </summary>
internal sealed unsafe partial class CpuKernel<T, TVector, TLanes>
{
    public override void Dots(in DotProducts<T> p)
    {
        var row = 0;
        for (; row + 4 <= p.Rows; row += 4)
            DotRows<N4>(p, row);
        for (; row < p.Rows; row++)
            DotRows<N1>(p, row);
    }

    private static void DotRows<TRows>(in DotProducts<T> p, int row)
        where TRows : ISize
    {
        var output = 0;
        for (; output + 2 <= p.Outputs; output += 2)
            DotTile<TRows, N2>(p, row, output);
        if (output < p.Outputs)
            DotTile<TRows, N1>(p, row, output);
    }

    /// <summary>Up to 4 rows with up to 2 outputs, with all sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotTile<TRows, TOutputs>(in DotProducts<T> p, int row, int output)
        where TRows : ISize
        where TOutputs : ISize
    {
        var zero = TLanes.Constant(0);
        TVector c00 = zero,
            c01 = zero,
            c10 = zero,
            c11 = zero,
            c20 = zero,
            c21 = zero,
            c30 = zero,
            c31 = zero;
        T* a = p.A + (nint)row * p.AStride;
        for (var panel = 0; panel < p.Columns; panel += 2 * TLanes.Count)
        {
            var width = Math.Min(2 * TLanes.Count, p.Columns - panel);
            var b = p.B + (nint)panel * p.Outputs + output * width;
            for (var k = 0; k < width; k += TLanes.Count)
            {
                var b0 = TLanes.Load(b + k);
                var b1 = TOutputs.Value == 1 ? b0 : TLanes.Load(b + width + k);
                T* x = a + panel + k;
                var x0 = TLanes.Load(x);
                c00 = TLanes.MultiplyAdd(x0, b0, c00);
                c01 = Second<TOutputs>(x0, b1, c01);
                if (TRows.Value == 1)
                    continue;
                var x1 = TLanes.Load(x += p.AStride);
                c10 = TLanes.MultiplyAdd(x1, b0, c10);
                c11 = Second<TOutputs>(x1, b1, c11);
                var x2 = TLanes.Load(x += p.AStride);
                c20 = TLanes.MultiplyAdd(x2, b0, c20);
                c21 = Second<TOutputs>(x2, b1, c21);
                var x3 = TLanes.Load(x + p.AStride);
                c30 = TLanes.MultiplyAdd(x3, b0, c30);
                c31 = Second<TOutputs>(x3, b1, c31);
            }
        }
        T* c = p.C + (nint)row * p.CStride + output,
            bias = p.Bias + output;
        Totals<TOutputs>(c, bias, c00, c01);
        if (TRows.Value == 1)
            return;
        Totals<TOutputs>(c += p.CStride, bias, c10, c11);
        Totals<TOutputs>(c += p.CStride, bias, c20, c21);
        Totals<TOutputs>(c + p.CStride, bias, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Totals<TOutputs>(T* c, T* bias, TVector first, TVector second)
        where TOutputs : ISize
    {
        c[0] = bias[0] + TLanes.Total(first);
        if (TOutputs.Value > 1)
            c[1] = bias[1] + TLanes.Total(second);
    }
}
