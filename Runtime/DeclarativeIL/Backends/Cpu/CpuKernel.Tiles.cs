using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>The innermost loops. Sizes of tiles are types, so that the compiler leaves out what a smaller tile does not have.</summary>
internal sealed unsafe partial class CpuKernel<T, TVector, TLanes>
{
    /// <summary>Rows of a batch that a weight gradient takes at a time, so that a panel of them stays in the first cache.</summary>
    private const int GradientRows = 128;

    /// <summary>C [rows, columns] = A [rows, depth] B [depth, columns] + bias, with all sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<TRows, TColumns>(T* a, int aStride, T* b, T* bias, T* c, int cStride, nint depth)
        where TRows : ISize
        where TColumns : ISize
    {
        T* a1 = a + aStride,
            a2 = a1 + aStride,
            a3 = a2 + aStride,
            a4 = a3 + aStride;
        T* a5 = a4 + aStride,
            a6 = a5 + aStride,
            a7 = a6 + aStride;
        TVector x,
            c00,
            c01;
        c00 = bias is null ? TLanes.Constant(0) : TLanes.Load(bias);
        c01 = bias is null || TColumns.Value == 1 ? TLanes.Constant(0) : TLanes.Load(bias + TLanes.Count);
        TVector c10 = c00,
            c11 = c01,
            c20 = c00,
            c21 = c01,
            c30 = c00,
            c31 = c01,
            c40 = c00,
            c41 = c01;
        TVector c50 = c00,
            c51 = c01,
            c60 = c00,
            c61 = c01,
            c70 = c00,
            c71 = c01;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = TLanes.Load(b);
            var b1 = TColumns.Value == 1 ? b0 : TLanes.Load(b + TLanes.Count);
            b += TColumns.Value * TLanes.Count;
            x = TLanes.Create(a[k]);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = Second<TColumns>(x, b1, c01);
            if (TRows.Value > 1)
            {
                x = TLanes.Create(a1[k]);
                c10 = TLanes.MultiplyAdd(x, b0, c10);
                c11 = Second<TColumns>(x, b1, c11);
            }
            if (TRows.Value > 2)
            {
                x = TLanes.Create(a2[k]);
                c20 = TLanes.MultiplyAdd(x, b0, c20);
                c21 = Second<TColumns>(x, b1, c21);
            }
            if (TRows.Value > 3)
            {
                x = TLanes.Create(a3[k]);
                c30 = TLanes.MultiplyAdd(x, b0, c30);
                c31 = Second<TColumns>(x, b1, c31);
            }
            if (TRows.Value > 4)
            {
                x = TLanes.Create(a4[k]);
                c40 = TLanes.MultiplyAdd(x, b0, c40);
                c41 = Second<TColumns>(x, b1, c41);
            }
            if (TRows.Value > 5)
            {
                x = TLanes.Create(a5[k]);
                c50 = TLanes.MultiplyAdd(x, b0, c50);
                c51 = Second<TColumns>(x, b1, c51);
            }
            if (TRows.Value > 6)
            {
                x = TLanes.Create(a6[k]);
                c60 = TLanes.MultiplyAdd(x, b0, c60);
                c61 = Second<TColumns>(x, b1, c61);
            }
            if (TRows.Value > 7)
            {
                x = TLanes.Create(a7[k]);
                c70 = TLanes.MultiplyAdd(x, b0, c70);
                c71 = Second<TColumns>(x, b1, c71);
            }
        }
        Write<TColumns>(c, c00, c01);
        if (TRows.Value > 1)
            Write<TColumns>(c += cStride, c10, c11);
        if (TRows.Value > 2)
            Write<TColumns>(c += cStride, c20, c21);
        if (TRows.Value > 3)
            Write<TColumns>(c += cStride, c30, c31);
        if (TRows.Value > 4)
            Write<TColumns>(c += cStride, c40, c41);
        if (TRows.Value > 5)
            Write<TColumns>(c += cStride, c50, c51);
        if (TRows.Value > 6)
            Write<TColumns>(c += cStride, c60, c61);
        if (TRows.Value > 7)
            Write<TColumns>(c + cStride, c70, c71);
    }

    /// <summary>W' [inputs, columns] (+)= X' [inputs, rows] D [rows, columns], with all sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OuterTile<TRows, TColumns>(T* x, int xStride, T* d, int dStride, T* w, int rows, bool adds)
        where TRows : ISize
        where TColumns : ISize
    {
        TVector y,
            zero = TLanes.Constant(0);
        TVector c00 = zero,
            c01 = zero,
            c10 = zero,
            c11 = zero,
            c20 = zero,
            c21 = zero,
            c30 = zero,
            c31 = zero;
        TVector c40 = zero,
            c41 = zero,
            c50 = zero,
            c51 = zero,
            c60 = zero,
            c61 = zero,
            c70 = zero,
            c71 = zero;
        for (var row = 0; row < rows; row++)
        {
            var d0 = TLanes.Load(d);
            var d1 = TColumns.Value == 1 ? d0 : TLanes.Load(d + TLanes.Count);
            y = TLanes.Create(x[0]);
            c00 = TLanes.MultiplyAdd(y, d0, c00);
            c01 = Second<TColumns>(y, d1, c01);
            if (TRows.Value > 1)
            {
                y = TLanes.Create(x[1]);
                c10 = TLanes.MultiplyAdd(y, d0, c10);
                c11 = Second<TColumns>(y, d1, c11);
            }
            if (TRows.Value > 2)
            {
                y = TLanes.Create(x[2]);
                c20 = TLanes.MultiplyAdd(y, d0, c20);
                c21 = Second<TColumns>(y, d1, c21);
            }
            if (TRows.Value > 3)
            {
                y = TLanes.Create(x[3]);
                c30 = TLanes.MultiplyAdd(y, d0, c30);
                c31 = Second<TColumns>(y, d1, c31);
            }
            if (TRows.Value > 4)
            {
                y = TLanes.Create(x[4]);
                c40 = TLanes.MultiplyAdd(y, d0, c40);
                c41 = Second<TColumns>(y, d1, c41);
            }
            if (TRows.Value > 5)
            {
                y = TLanes.Create(x[5]);
                c50 = TLanes.MultiplyAdd(y, d0, c50);
                c51 = Second<TColumns>(y, d1, c51);
            }
            if (TRows.Value > 6)
            {
                y = TLanes.Create(x[6]);
                c60 = TLanes.MultiplyAdd(y, d0, c60);
                c61 = Second<TColumns>(y, d1, c61);
            }
            if (TRows.Value > 7)
            {
                y = TLanes.Create(x[7]);
                c70 = TLanes.MultiplyAdd(y, d0, c70);
                c71 = Second<TColumns>(y, d1, c71);
            }
            x += xStride;
            d += dStride;
        }
        var width = TColumns.Value * TLanes.Count;
        WriteOrAdd<TColumns>(w, c00, c01, adds);
        if (TRows.Value > 1)
            WriteOrAdd<TColumns>(w + width, c10, c11, adds);
        if (TRows.Value > 2)
            WriteOrAdd<TColumns>(w + 2 * width, c20, c21, adds);
        if (TRows.Value > 3)
            WriteOrAdd<TColumns>(w + 3 * width, c30, c31, adds);
        if (TRows.Value > 4)
            WriteOrAdd<TColumns>(w + 4 * width, c40, c41, adds);
        if (TRows.Value > 5)
            WriteOrAdd<TColumns>(w + 5 * width, c50, c51, adds);
        if (TRows.Value > 6)
            WriteOrAdd<TColumns>(w + 6 * width, c60, c61, adds);
        if (TRows.Value > 7)
            WriteOrAdd<TColumns>(w + 7 * width, c70, c71, adds);
    }

    /// <summary>The sums of the columns of D [rows, columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sums<TColumns>(T* d, int dStride, T* bias, int rows, bool adds)
        where TColumns : ISize
    {
        TVector even0 = TLanes.Constant(0),
            even1 = even0,
            odd0 = even0,
            odd1 = even0;
        var row = 0;
        for (; row + 2 <= rows; row += 2, d += 2 * (nint)dStride)
        {
            even0 = TLanes.Add(even0, TLanes.Load(d));
            odd0 = TLanes.Add(odd0, TLanes.Load(d + dStride));
            if (TColumns.Value > 1)
            {
                even1 = TLanes.Add(even1, TLanes.Load(d + TLanes.Count));
                odd1 = TLanes.Add(odd1, TLanes.Load(d + dStride + TLanes.Count));
            }
        }
        if (row < rows)
        {
            even0 = TLanes.Add(even0, TLanes.Load(d));
            if (TColumns.Value > 1)
                even1 = TLanes.Add(even1, TLanes.Load(d + TLanes.Count));
        }
        WriteOrAdd<TColumns>(bias, TLanes.Add(even0, odd0), TLanes.Add(even1, odd1), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Second<TColumns>(TVector x, TVector y, TVector sum)
        where TColumns : ISize => TColumns.Value == 1 ? sum : TLanes.MultiplyAdd(x, y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TColumns>(T* target, TVector first, TVector second)
        where TColumns : ISize
    {
        TLanes.Store(first, target);
        if (TColumns.Value > 1)
            TLanes.Store(second, target + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteOrAdd<TColumns>(T* target, TVector first, TVector second, bool adds)
        where TColumns : ISize
    {
        if (adds)
            first = TLanes.Add(TLanes.Load(target), first);
        if (adds && TColumns.Value > 1)
            second = TLanes.Add(TLanes.Load(target + TLanes.Count), second);
        Write<TColumns>(target, first, second);
    }
}

/// <summary>A number as a type.</summary>
internal interface ISize
{
    static abstract int Value { get; }
}

internal readonly struct N1 : ISize
{
    public static int Value => 1;
}

internal readonly struct N2 : ISize
{
    public static int Value => 2;
}

internal readonly struct N4 : ISize
{
    public static int Value => 4;
}

internal readonly struct N6 : ISize
{
    public static int Value => 6;
}

internal readonly struct N8 : ISize
{
    public static int Value => 8;
}
