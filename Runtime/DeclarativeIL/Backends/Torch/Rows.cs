using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>The rows of the batch that one question is about.</summary>
/// <param name="Start">The first row.</param>
/// <param name="Count">How many follow, itself included.</param>
/// <param name="IsAll">Whether these are all rows of the batch.</param>
internal readonly record struct Rows(long Start, long Count, bool IsAll)
{
    /// <summary>These rows of <paramref name="batch"/>, [..., n, columns]: itself where they are all of them, else a view.</summary>
    public Tensor Of(Tensor batch) => IsAll ? batch : batch.narrow(batch.dim() - 2, Start, Count);
}
