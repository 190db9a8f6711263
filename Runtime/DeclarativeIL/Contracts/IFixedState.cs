using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// The state that decides a network's answers beside its parameters; so that answers on file are known to be another network's.
/// </summary>
internal interface IFixedState
{
    /// <summary>In words: kinds, activations, precision.</summary>
    string Kind { get; }

    /// <summary>Tensors that are not trained: buffers, and parameters that require no gradient.</summary>
    IEnumerable<(string Name, Tensor Value)> Fixed { get; }
}
