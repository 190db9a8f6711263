namespace DeclarativeIL.Onnx;

/// <summary>What is written.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// Whether a network in float64 is rounded to float32, which every engine knows; else the model computes in the network's own number
    /// type. Inputs and outputs are float32 either way.
    /// </summary>
    public bool Rounded { get; init; }

    /// <summary>
    /// Whether <c>mode</c>, the act of evaluation, is an output of a policy. Without it the columns of a head of one's own can be written
    /// whatever its mode is.
    /// </summary>
    public bool Mode { get; init; } = true;

    /// <summary>
    /// Whether a flow (<c>FlowPolicy</c>) takes an input <c>noise</c> [batch, a], standard normal numbers, and gives <c>sample</c>, where
    /// the flow carries them. Engines that want every input then want noise for <c>mode</c>, too.
    /// </summary>
    public bool Noise { get; init; }
}
