using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>Chooses one of the acts that the state allows, with probabilities softmax of their logits (Huang, Ontañón 2022,
/// "A closer look at invalid action masking in policy gradient algorithms", https://arxiv.org/abs/2006.14171).</summary>
/// <remarks>What is not allowed has log p = -infinity, and its logit no gradient. The network sees the whole state, the mask too.</remarks>
/// <param name="Logits">One for each act.</param>
/// <param name="Allowed">Of the state: 0 for each act that is not allowed; at least one is.</param>
[Head<DiscreteSpace>]
public sealed partial record MaskedCategoricalHead(Vector Logits, [Given] Vector Allowed)
{
    private Vector Possible => Masked(Logits, Allowed);

    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => LogSoftmax(Possible)[a];

    /// <summary>log p of every act.</summary>
    public Vector LogProbs => LogSoftmax(Possible);

    /// <summary>The entropy, in nats.</summary>
    public double Entropy => SoftmaxEntropy(Possible);

    /// <summary>A draw.</summary>
    public Act Sample(Draw z) => Categorical(Possible, z);

    /// <summary>The most likely act.</summary>
    public Act Mode => Argmax(Possible);
}
