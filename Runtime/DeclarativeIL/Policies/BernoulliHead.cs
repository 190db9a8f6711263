using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>A switch for each component, on with probability sigmoid(logit), independent of the others.</summary>
/// <param name="Logits">log(p / (1 - p)) of each.</param>
[Head<MultiBinarySpace>]
public sealed partial record BernoulliHead(Vector Logits)
{
    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => Dot(a, Logits) - Sum(Softplus(Logits));

    /// <summary>The entropy, in nats.</summary>
    public double Entropy => Sum(Softplus(Logits) - Sigmoid(Logits) * Logits);

    /// <summary>A draw of each switch.</summary>
    public Act Sample(Draw z) => Bernoullis(Logits, z);

    /// <summary>The more likely position of each switch.</summary>
    public Act Mode => Act.At(Clamp(Floor(Sigmoid(Logits) + 0.5), 0, 1));

    /// <summary>The probability of each switch being on.</summary>
    public Act Mean => Act.At(Sigmoid(Logits));
}
