using DeclarativeIL.Optimization;

namespace DeclarativeIL.Networks;

/// <summary>
/// C [rows, columns] = A [rows, depth] B + bias. B and bias lie in panels: a panel is as many columns as two registers hold
/// (the last one may be one register wide), and within it row after row.
/// </summary>
internal unsafe struct Product
{
    public float* A, B, C;
    public int AStride, CStride;

    /// <summary>[columns]; none for zeros.</summary>
    public float* Bias;

    /// <summary>Forward: the arguments are written there if the activation keeps them. Backward: what the forward pass kept.</summary>
    public float* Kept;

    public int KeptStride;

    /// <summary>Columns are padded to a multiple of the kernel's lanes.</summary>
    public int Rows, Depth, Columns;
}

/// <summary>
/// C [rows, outputs] = A [rows, columns] B' + bias, of B [outputs, columns] in panels as in a <see cref="Product"/>: for a few
/// outputs.
/// </summary>
internal unsafe struct DotProducts
{
    public float* A, B, Bias, C;
    public int AStride, CStride;

    /// <summary>Columns are padded to a multiple of the kernel's lanes: with any finite numbers in A, with zeros in B.</summary>
    public int Rows, Columns, Outputs;
}

/// <summary>
/// W' [inputs, columns] (+)= X' D of X [rows, inputs] and D [rows, columns], and bias [columns] (+)= the sums of D's columns;
/// W' in panels as the second factor of a <see cref="Product"/>.
/// </summary>
internal unsafe struct OuterProduct
{
    public float* X, D, Weights;

    /// <summary>None where the sums are not wanted.</summary>
    public float* Bias;

    public int XStride, DStride;
    public int Rows, Inputs, Columns;

    /// <summary>Whether to add to what is there.</summary>
    public bool Adds;
}

/// <summary>The loops over numbers, for one width of registers. Stateless.</summary>
internal abstract unsafe class HostKernel
{
    private static readonly HostKernel[] Kernels =
    [
        .. Lanes512.IsSupported ? [new HostKernel<System.Runtime.Intrinsics.Vector512<float>, Lanes512>("16 lanes")] : (HostKernel[])[],
        .. Lanes256.IsSupported ? [new HostKernel<System.Runtime.Intrinsics.Vector256<float>, Lanes256>("8 lanes")] : (HostKernel[])[],
        .. Lanes128.IsSupported ? [new HostKernel<System.Runtime.Intrinsics.Vector128<float>, Lanes128>("4 lanes")] : (HostKernel[])[],
        new HostKernel<float, Lanes1>("1 lane"),
    ];

    /// <summary>All that run on this processor, the widest first.</summary>
    public static IReadOnlyList<HostKernel> Supported => Kernels;

    /// <summary>
    /// The widest, without AVX-512 on the processors that run slower while they use it (there the runtime says that such
    /// vectors are not accelerated).
    /// </summary>
    public static HostKernel Best { get; } = Kernels.First(static kernel
        => kernel.Lanes < 16 || System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated);

    /// <summary>For people.</summary>
    public abstract string Name { get; }

    /// <summary>Floats in a register.</summary>
    public abstract int Lanes { get; }

    /// <summary>Rows that one tile of a product takes.</summary>
    public abstract int TileRows { get; }

    /// <summary>Columns of a full panel.</summary>
    public int PanelWidth => 2 * Lanes;

    /// <summary>The next multiple of <see cref="Lanes"/>.</summary>
    public int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>C = f(A B + bias).</summary>
    public abstract void Forward(Activation activation, in Product product);

    /// <summary>C = (A B) * f'.</summary>
    public abstract void Backward(Activation activation, in Product product);

    /// <summary>C = A B' + bias.</summary>
    public abstract void Dots(in DotProducts product);

    /// <summary>The gradients of weights and bias.</summary>
    public abstract void Gradient(in OuterProduct product);

    /// <summary>The sum of squares, in double precision but for 16 at a time.</summary>
    public abstract double SumOfSquares(float* values, int count);

    /// <summary>into += scale * values.</summary>
    public abstract void Add(float* into, float* values, float scale, int count);

    /// <summary>One step of Adam on <paramref name="count"/> numbers.</summary>
    public abstract void Adam(in AdamStep step, float* values, float* gradients, float* mean, float* variance, int count);

    /// <summary>One step of gradient descent on <paramref name="count"/> numbers; without momentum, no velocity.</summary>
    public abstract void Sgd(in SgdStep step, float* values, float* gradients, float* velocity, int count);
}
