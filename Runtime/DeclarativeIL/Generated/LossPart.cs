using System.ComponentModel;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Generated;

/// <summary>A mean over a batch, still on the device, times a number that costs no operation.</summary>
/// <param name="Mean">A 0-dimensional tensor.</param>
/// <param name="Factor">By what it is multiplied when it is read.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LossPart(Tensor Mean, double Factor = 1)
{
    /// <summary>The product.</summary>
    internal Tensor Value => Factor == 1 ? Mean : Mean.Times(Factor);

    /// <summary>A mean itself.</summary>
    public static implicit operator LossPart(Tensor mean) => FromTensor(mean);

    /// <summary>A mean times a number.</summary>
    public static implicit operator LossPart((Tensor Mean, double Factor) scaled) => FromValueTuple(scaled);

    /// <summary>A mean times a number.</summary>
    public static LossPart FromValueTuple((Tensor Mean, double Factor) scaled) => new(scaled.Mean, scaled.Factor);

    /// <summary>A mean itself.</summary>
    public static LossPart FromTensor(Tensor mean) => new(mean);
}
