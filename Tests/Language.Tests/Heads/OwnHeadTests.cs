using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Heads;

/// <summary>A Laplace distribution of each component, declared outside of the library.</summary>
/// <param name="Mean">The median and mean.</param>
/// <param name="LogScale">The logarithm of the scale.</param>
[Head<BoxSpace>]
public sealed partial record LaplaceHead(Act Mean, [Free(0)] Vector LogScale)
{
    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => -Sum(Sqrt(Square(a - Mean)) / Exp(LogScale)) - Sum(LogScale) - Math.Log(2) * LogScale.Size;

    /// <summary>The entropy, in nats.</summary>
    public double Entropy => Sum(LogScale) + (1 + Math.Log(2)) * LogScale.Size;
}

/// <summary>A head of one's own is a policy like any other.</summary>
public sealed class OwnHeadTests
{
    private static readonly BoxSpace Box = new([-3], [3]);

    [Fact]
    public void It_keeps_the_laws() => HeadLaws.Check<LaplaceHead>();

    [Fact]
    public void It_means_the_same_in_both_forms() => HeadLaws.CheckForms<LaplaceHead>();

    [Fact]
    public void A_wrong_density_is_found() =>
        Assert.Contains(
            "mass of the density",
            Assert.Throws<HeadLawException>(static () => HeadLaws.Check<WrongHead>()).Message,
            StringComparison.Ordinal
        );

    /// <summary>The likeliest scale of a Laplace distribution is the mean distance from the median.</summary>
    [Fact]
    public void It_is_cloned()
    {
        var random = new RandomStream(3);
        var rows = Enumerable
            .Range(0, 400)
            .Select(_ => random.NextUniform())
            .Select(x => new Demonstration(State.Of(x), Act.Continuous(x > 0.5 ? 0.25 : -0.25)))
            .ToArray();
        using var policy = new LaplacePolicy(1, Box, [], Activation.Tanh, new SeedSequence(1));
        new BehaviorCloning { EntropyWeight = 0 }.Train(
            policy,
            new Dataset<Demonstration>(rows),
            new TrainingOptions
            {
                Epochs = 200,
                BatchSize = 40,
                LearningRate = 0.02,
            }
        );
        var said = policy.OneSample();
        var distances = rows.Select(row => Math.Abs(row.Action[0] - said.Mean(row.State)[0]));
        Assert.Equal(1 + Math.Log(2) + Math.Log(distances.Average()), said.Entropy(rows[0].State), 0.1);
    }
}

/// <summary>A density without its norm.</summary>
/// <param name="Mean">The mean.</param>
[Head<BoxSpace>]
internal sealed partial record WrongHead(Act Mean)
{
    public double LogProb(Act a) => -Sum(Square(a - Mean));
}
