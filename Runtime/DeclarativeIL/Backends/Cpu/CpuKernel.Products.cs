using System.Numerics;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>The loops, written once over <typeparamref name="TLanes"/>.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TVector">A register of them.</typeparam>
/// <typeparam name="TLanes">What it can do.</typeparam>
/// <param name="name">For people.</param>
internal sealed unsafe partial class CpuKernel<T, TVector, TLanes>(string name) : CpuKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TLanes : IFastLanes<T, TVector>
{
    public override string Name => name;

    public override int Lanes => TLanes.Count;

    public override int TileRows => TLanes.TileRows;

    public override void Forward(Activation activation, in Product<T> product)
    {
        switch (activation)
        {
            case Activation.Linear:
                Multiply<Values<CpuLinear>>(product);
                break;
            case Activation.Tanh:
                Multiply<Values<CpuTanh>>(product);
                break;
            case Activation.Relu:
                Multiply<Values<CpuRelu>>(product);
                break;
            case Activation.Gelu:
                Multiply<Values<CpuGelu>>(product);
                break;
            case Activation.Sigmoid:
                Multiply<Values<CpuSigmoid>>(product);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
        }
    }

    public override void Backward(Activation activation, in Product<T> product)
    {
        switch (activation)
        {
            case Activation.Linear:
                Multiply<Values<CpuLinear>>(product);
                break;
            case Activation.Tanh:
                Multiply<Slopes<CpuTanh>>(product);
                break;
            case Activation.Relu:
                Multiply<Slopes<CpuRelu>>(product);
                break;
            case Activation.Gelu:
                Multiply<Slopes<CpuGelu>>(product);
                break;
            case Activation.Sigmoid:
                Multiply<Slopes<CpuSigmoid>>(product);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
        }
    }

    /// <summary>Panel after panel: a panel stays in the first cache while the rows pass by.</summary>
    private static void Multiply<TFinish>(in Product<T> p)
        where TFinish : IFinish
    {
        for (var column = 0; column < p.Columns; column += 2 * TLanes.Count)
        {
            var row = 0;
            if (TLanes.TileRows == 8)
                for (; row + 8 <= p.Rows; row += 8)
                    Block<N8, TFinish>(p, row, column);
            if (TLanes.TileRows == 6)
                for (; row + 6 <= p.Rows; row += 6)
                    Block<N6, TFinish>(p, row, column);
            for (; row + 4 <= p.Rows; row += 4)
                Block<N4, TFinish>(p, row, column);
            for (; row + 2 <= p.Rows; row += 2)
                Block<N2, TFinish>(p, row, column);
            if (row < p.Rows)
                Block<N1, TFinish>(p, row, column);
        }
    }

    /// <summary>One tile, and what follows the product while the tile is in the first cache.</summary>
    private static void Block<TRows, TFinish>(in Product<T> p, int row, int column)
        where TRows : ISize
        where TFinish : IFinish
    {
        T* a = p.A + (nint)row * p.AStride,
            c = p.C + (nint)row * p.CStride + column;
        T* panel = p.B + (nint)column * p.Depth,
            bias = p.Bias is null ? null : p.Bias + column;
        var kept = p.Kept is null ? null : p.Kept + (nint)row * p.KeptStride + column;
        if (p.Columns - column > TLanes.Count)
        {
            Tile<TRows, N2>(a, p.AStride, panel, bias, c, p.CStride, p.Depth);
            TFinish.Finish<TRows, N2>(c, p.CStride, kept, p.KeptStride);
        }
        else
        {
            Tile<TRows, N1>(a, p.AStride, panel, bias, c, p.CStride, p.Depth);
            TFinish.Finish<TRows, N1>(c, p.CStride, kept, p.KeptStride);
        }
    }

    public override void Gradient(in OuterProduct<T> product)
    {
        for (var column = 0; column < product.Columns; column += 2 * TLanes.Count)
        {
            if (product.Columns - column > TLanes.Count)
                GradientPanel<N2>(product, column);
            else
                GradientPanel<N1>(product, column);
        }
    }

    private static void GradientPanel<TColumns>(in OuterProduct<T> p, int column)
        where TColumns : ISize
    {
        T* d = p.D + column,
            panel = p.Weights + (nint)column * p.Inputs;
        if (p.Bias is not null)
            Sums<TColumns>(d, p.DStride, p.Bias + column, p.Rows, p.Adds);
        for (var first = 0; first < p.Rows; first += GradientRows)
        {
            var (rows, adds) = (Math.Min(GradientRows, p.Rows - first), p.Adds || first > 0);
            GradientRowsOf<TColumns>(p, d + (nint)first * p.DStride, panel, p.X + (nint)first * p.XStride, rows, adds);
        }
    }

    private static void GradientRowsOf<TColumns>(in OuterProduct<T> p, T* d, T* panel, T* x, int rows, bool adds)
        where TColumns : ISize
    {
        var (input, width) = (0, TColumns.Value * TLanes.Count);
        if (TLanes.TileRows == 8)
            for (; input + 8 <= p.Inputs; input += 8)
                OuterTile<N8, TColumns>(x + input, p.XStride, d, p.DStride, panel + input * width, rows, adds);
        if (TLanes.TileRows == 6)
            for (; input + 6 <= p.Inputs; input += 6)
                OuterTile<N6, TColumns>(x + input, p.XStride, d, p.DStride, panel + input * width, rows, adds);
        for (; input + 4 <= p.Inputs; input += 4)
            OuterTile<N4, TColumns>(x + input, p.XStride, d, p.DStride, panel + input * width, rows, adds);
        for (; input + 2 <= p.Inputs; input += 2)
            OuterTile<N2, TColumns>(x + input, p.XStride, d, p.DStride, panel + input * width, rows, adds);
        if (input < p.Inputs)
            OuterTile<N1, TColumns>(x + input, p.XStride, d, p.DStride, panel + input * width, rows, adds);
    }
}
