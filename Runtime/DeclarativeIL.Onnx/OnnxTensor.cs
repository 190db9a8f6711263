namespace DeclarativeIL.Onnx;

/// <summary>An input or output of a model, in float32.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions: sizes, and <c>batch</c>, the number of rows, which each call chooses.</param>
public sealed record OnnxTensor(string Name, IReadOnlyList<string> Dimensions)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Dimensions)}]";
}
