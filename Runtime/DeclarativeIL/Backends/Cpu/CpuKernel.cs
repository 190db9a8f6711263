using System.Numerics;
using System.Runtime.Intrinsics;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// C [rows, columns] = A [rows, depth] B + bias. B and bias lie in panels: a panel is as many columns as two registers hold
/// (the last one may be one register wide), and within it row after row.
/// </summary>
internal unsafe struct Product<T>
    where T : unmanaged
{
    public T* A,
        B,
        C;
    public int AStride,
        CStride;

    /// <summary>[columns]; none for zeros.</summary>
    public T* Bias;

    /// <summary>Forward: the arguments are written there if the activation keeps them. Backward: what the forward pass kept.</summary>
    public T* Kept;

    public int KeptStride;

    /// <summary>Columns are padded to a multiple of the kernel's lanes.</summary>
    public int Rows,
        Depth,
        Columns;
}

/// <summary>
/// C [rows, outputs] = A [rows, columns] B' + bias, of B [outputs, columns] in panels as in a <see cref="Product{T}"/>: for a few
/// outputs.
/// </summary>
internal unsafe struct DotProducts<T>
    where T : unmanaged
{
    public T* A,
        B,
        Bias,
        C;
    public int AStride,
        CStride;

    /// <summary>Columns are padded to a multiple of the kernel's lanes: with any finite numbers in A, with zeros in B.</summary>
    public int Rows,
        Columns,
        Outputs;
}

/// <summary>
/// W' [inputs, columns] (+)= X' D of X [rows, inputs] and D [rows, columns], and bias [columns] (+)= the sums of D's columns;
/// W' in panels as the second factor of a <see cref="Product{T}"/>.
/// </summary>
internal unsafe struct OuterProduct<T>
    where T : unmanaged
{
    public T* X,
        D,
        Weights;

    /// <summary>None where the sums are not wanted.</summary>
    public T* Bias;

    public int XStride,
        DStride;
    public int Rows,
        Inputs,
        Columns;

    /// <summary>True if the product is added to what is there.</summary>
    public bool Adds;
}

/// <summary>The kernels that there are.</summary>
internal static class CpuKernels
{
    private static readonly CpuKernel<float>[] Kernels =
    [
        .. FastLanes512.IsSupported ? [new CpuKernel<float, Vector512<float>, FastLanes512>("16 lanes")] : (CpuKernel<float>[])[],
        .. FastLanes256.IsSupported ? [new CpuKernel<float, Vector256<float>, FastLanes256>("8 lanes")] : (CpuKernel<float>[])[],
        .. FastLanes128.IsSupported ? [new CpuKernel<float, Vector128<float>, FastLanes128>("4 lanes")] : (CpuKernel<float>[])[],
        new CpuKernel<float, float, FastLanes1<float>>("1 lane"),
    ];

    /// <summary>All of float32 that run on this processor, the widest first.</summary>
    public static IReadOnlyList<CpuKernel<float>> Supported => Kernels;

    /// <summary>
    /// The widest, without AVX-512 on the processors that run slower while they use it (there the runtime says that such
    /// vectors are not accelerated).
    /// </summary>
    public static CpuKernel<float> Best { get; } = Kernels.First(static kernel => kernel.Lanes < 16 || Vector512.IsHardwareAccelerated);

    /// <summary>Float64, number by number: to be exact, not fast.</summary>
    public static CpuKernel<double> Exact { get; } = new CpuKernel<double, double, FastLanes1<double>>("1 lane, float64");

    /// <summary>The best one of a type of number.</summary>
    public static CpuKernel<T> Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Best as CpuKernel<T>
        ?? Exact as CpuKernel<T>
        ?? throw new NotSupportedException($"No kernel of {typeof(T).Name}; expected Single or Double.");
}

/// <summary>The loops over numbers, for one width of registers. Stateless.</summary>
/// <typeparam name="T">The number: float32 or float64.</typeparam>
internal abstract unsafe class CpuKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>For people.</summary>
    public abstract string Name { get; }

    /// <summary>Numbers in a register.</summary>
    public abstract int Lanes { get; }

    /// <summary>Rows that one tile of a product takes.</summary>
    public abstract int TileRows { get; }

    /// <summary>Columns of a full panel.</summary>
    public int PanelWidth => 2 * Lanes;

    /// <summary>C = f(A B + bias).</summary>
    public abstract void Forward(Activation activation, in Product<T> product);

    /// <summary>C = (A B) * f'.</summary>
    public abstract void Backward(Activation activation, in Product<T> product);

    /// <summary>C = A B' + bias.</summary>
    public abstract void Dots(in DotProducts<T> product);

    /// <summary>The gradients of weights and bias.</summary>
    public abstract void Gradient(in OuterProduct<T> product);

    /// <summary>The sum of squares, in double precision but for 16 at a time.</summary>
    public abstract double SumOfSquares(T* values, int count);

    /// <summary>into += scale * values.</summary>
    public abstract void Add(T* into, T* values, double scale, int count);

    /// <summary>One step of Adam on <paramref name="count"/> numbers.</summary>
    public abstract void Adam(in AdamStep step, T* values, T* gradients, T* mean, T* variance, int count);

    /// <summary>One step of gradient descent on <paramref name="count"/> numbers; without momentum, no velocity.</summary>
    public abstract void Sgd(in SgdStep step, T* values, T* gradients, T* velocity, int count);
}
