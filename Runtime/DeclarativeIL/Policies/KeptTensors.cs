using static TorchSharp.torch;

namespace DeclarativeIL.Policies;

/// <summary>
/// What equations of a head compute once a pass by tensors, for all of its rows, when it is first asked for. The scope of who asks frees
/// what it takes to compute it.
/// </summary>
/// <param name="equations">The equations.</param>
/// <param name="open">A batch of all rows.</param>
/// <param name="own">Takes a tensor over that lives as long as the pass.</param>
internal sealed class KeptTensors(HeadEquations equations, Func<KeptTensors, HeadTensors> open, Func<Tensor, Tensor> own)
{
    private readonly Tensor?[] _tensors = new Tensor?[equations.KeptLikeColumns.Count];

    /// <summary>Whether a tensor is one of these itself.</summary>
    public bool Contains(Tensor tensor) => Array.Exists(_tensors, kept => ReferenceEquals(kept, tensor));

    /// <summary>[..., rows, width], or [..., rows] where it is a number of each row, and whether it is one.</summary>
    public (Tensor Value, bool IsNumber) Of(int index)
    {
        var kept = _tensors[index] ??= own(equations.Keep(index, open(this)).DetachFromDisposeScope());
        return (kept, equations.KeptLikeColumns[index] < 0);
    }
}
