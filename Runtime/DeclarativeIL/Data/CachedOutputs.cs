using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>Answers that a batch carries as columns; the batch frees them.</summary>
internal sealed class CachedOutputs(Tensor[] columns) : NetworkOutputs
{
    /// <inheritdoc/>
    public override int Count => columns.Length;

    /// <inheritdoc/>
    public override Tensor this[int index] => columns[index];

    /// <summary>Name of the column of a network's answer.</summary>
    public static string Column(string network, int answer) => $"{network}#{answer}";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) { }
}
