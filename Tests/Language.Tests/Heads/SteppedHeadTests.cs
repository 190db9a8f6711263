using DeclarativeIL.Policies;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Heads;

/// <summary>A normal distribution whose mean is where several steps from the network's output lead.</summary>
/// <param name="Raw">Where the steps begin.</param>
/// <param name="LogDeviation">The logarithm of the standard deviation.</param>
[Head<BoxSpace>]
public sealed partial record SteppedHead(Vector Raw, [Free(0)] Vector LogDeviation)
{
    /// <summary>Where the steps end.</summary>
    public Act Mean => Act.At(Fold(Raw, 3, (x, k) => x - Sin(x - k) / (k + 2)));

    /// <summary>log p(a).</summary>
    public double LogProb(Act a) =>
        -0.5 * SquaredNorm((a - Mean) / Exp(LogDeviation)) - Sum(LogDeviation) - 0.5 * Math.Log(2 * Math.PI) * LogDeviation.Size;

    /// <summary>The entropy, in nats.</summary>
    public double Entropy => Sum(LogDeviation) + 0.5 * (1 + Math.Log(2 * Math.PI)) * LogDeviation.Size;

    /// <summary>m + s z.</summary>
    public Act Sample(Gaussian z) => Mean + Exp(LogDeviation) * z;
}

/// <summary>Members of a head are made of steps.</summary>
public sealed class SteppedHeadTests
{
    [Fact]
    public void It_keeps_the_laws() => HeadLaws.Check<SteppedHead>();

    [Fact]
    public void It_means_the_same_in_both_forms() => HeadLaws.CheckForms<SteppedHead>();
}
