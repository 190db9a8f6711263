namespace DeclarativeIL.Player.Kernels;

/// <summary>A perceptron, or several of one shape, that answers about one state.</summary>
internal abstract class Network
{
    /// <summary>The number of perceptrons.</summary>
    public abstract int Members { get; }

    /// <summary>Answers in float64.</summary>
    /// <param name="state">[in]; rounded to the network's number type.</param>
    /// <param name="outputs">[members, out], filled.</param>
    public abstract void Answer(ReadOnlySpan<float> state, Span<double> outputs);
}
