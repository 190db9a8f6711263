using DeclarativeIL.Networks;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx;

/// <summary>Networks as ONNX files.</summary>
public static class OnnxFiles
{
    /// <summary>Writes a policy as an ONNX model, in place of a file that is there.</summary>
    /// <param name="policy">A policy or an ensemble over built-in perceptrons.</param>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="options">What is written; none = act and parameters of the distribution, in the policy's numbers.</param>
    /// <exception cref="NotSupportedException">It is over a module, or its head cannot be written; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">A parameter is not finite; what was there is unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The policy was disposed; what was there is unchanged.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void SaveOnnx(this PolicyNetwork policy, string path, OnnxOptions? options = null) =>
        OnnxModel.Of(policy, options).Save(path);

    /// <summary>Writes a critic, features or a field as an ONNX model, in place of a file that is there.</summary>
    /// <param name="network">A network over a built-in perceptron.</param>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="options">In which numbers it computes.</param>
    /// <exception cref="NotSupportedException">It is over a module; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">A parameter is not finite; what was there is unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed; what was there is unchanged.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void SaveOnnx(this BodyNetwork network, string path, OnnxOptions? options = null) =>
        OnnxModel.Of(network, options).Save(path);
}
