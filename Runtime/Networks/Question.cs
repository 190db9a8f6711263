using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>One question put to a network for every row of a batch of n rows.</summary>
public abstract record Question;

/// <summary>log pi(action | state) -> [n].</summary>
/// <param name="Action">[n, a]; a discrete action is one column holding its number.</param>
/// <param name="State">[n, s].</param>
public sealed record LogProbQuestion(Tensor Action, Tensor State) : Question;

/// <summary>Entropy of pi(. | state) -> [n], in nats.</summary>
/// <param name="State">[n, s].</param>
public sealed record EntropyQuestion(Tensor State) : Question;

/// <summary>Mean action -> [n, a].</summary>
/// <param name="State">[n, s].</param>
public sealed record MeanQuestion(Tensor State) : Question;

/// <summary>Sum of the squares of all parameters -> one number (0-dimensional).</summary>
public sealed record SquaredWeightsQuestion : Question;
