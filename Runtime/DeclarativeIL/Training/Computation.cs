namespace DeclarativeIL.Training;

/// <summary>The backend that computes the steps of a run.</summary>
public enum Computation
{
    /// <summary>By rows on the CPU, without tensors, where every network is a built-in perceptron on the CPU; else by tensors.</summary>
    Fastest,

    /// <summary>By tensor operations, whatever the networks are.</summary>
    Tensors,
}
