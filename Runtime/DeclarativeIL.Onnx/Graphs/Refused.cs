using DeclarativeIL.Backends.Torch;

namespace DeclarativeIL.Onnx.Graphs;

/// <summary>What is not written as ONNX, and what to do instead.</summary>
internal static class Refused
{
    /// <summary>A body that is no perceptron.</summary>
    public static NotSupportedException Body(Body body) =>
        new(
            $"Found a network over a module ({body.Kind[(body.Kind.IndexOf(' ', StringComparison.Ordinal) + 1)..]}"
                + $"{(body.MemorySize > 0 ? ", which remembers" : "")}); expected a built-in perceptron, or an ensemble of these: "
                + "what a module computes is in no list of operations. Save(path) of a policy writes all parameters and buffers of "
                + "its module by their names in the safetensors format, which PyTorch and others read into the same architecture; of "
                + "any other network the module's own state_dict() has them."
        );
}
