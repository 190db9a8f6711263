namespace DeclarativeIL.Onnx.Graphs;

/// <summary>A tensor of a graph.</summary>
/// <param name="Name">Its name there.</param>
internal readonly record struct Value(string Name);
