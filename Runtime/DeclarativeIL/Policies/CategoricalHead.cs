using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>Chooses one of k acts with probabilities softmax(logits).</summary>
/// <remarks>Without tensors its equations are computed by a kernel that is written by hand: it is two to three times as fast.</remarks>
/// <param name="Logits">One for each act.</param>
[Head<DiscreteSpace>]
public sealed partial record CategoricalHead(Vector Logits)
{
    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => LogSoftmax(Logits)[a];

    /// <summary>log p of every act.</summary>
    public Vector LogProbs => LogSoftmax(Logits);

    /// <summary>The entropy, in nats.</summary>
    public double Entropy => SoftmaxEntropy(Logits);

    /// <summary>A draw.</summary>
    public Act Sample(Draw z) => Categorical(Logits, z);

    /// <summary>The most likely act.</summary>
    public Act Mode => Argmax(Logits);
}
