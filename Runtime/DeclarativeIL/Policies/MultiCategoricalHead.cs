namespace DeclarativeIL.Policies;

/// <summary>Several choices at once, each with probabilities softmax(logits) of its own, independent of the others.</summary>
/// <param name="Choice">The head of each component.</param>
[Head<MultiDiscreteSpace>]
public sealed partial record MultiCategoricalHead(CategoricalHead Choice);
