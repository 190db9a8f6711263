using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Data;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>A frozen network over fixed data is asked once, and the losses do not notice.</summary>
public class CachedOutputsTests
{
    [Fact]
    public void Kept_answers_give_the_loss_and_gradient_of_fresh_ones_without_a_forward_pass()
    {
        var (table, data) = (new AnswerTable(), new Dataset<Preference>());
        for (var i = 0; i < 50; i++)
            data.Add(new Preference(State.Of(i % 7, 1), Act.Discrete(i % 3), Act.Discrete((i + 1) % 3)));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (fresh, fromFresh, freshReference) = Step(table, data, keep: false);
        var (kept, fromKept, keptReference) = Step(table, data, keep: true);
        Assert.Equal(fresh, kept, 1e-12);
        Assert.Equal(fromFresh.OrderBy(pair => pair.Key), fromKept.OrderBy(pair => pair.Key));
        Assert.Equal(1, freshReference);
        Assert.Equal(1, keptReference); // the one that filled the columns
    }

    private static (double Loss, Dictionary<string, double> Gradients, int ReferenceForwards) Step(
        AnswerTable table,
        Dataset<Preference> data,
        bool keep
    )
    {
        using var pi = new TableNetwork(table, "pi", 2, new DiscreteSpace(3), ScalarType.Float64);
        using var reference = new TableNetwork(table, "reference", 2, new DiscreteSpace(3), ScalarType.Float64);
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float64);
        if (keep)
            feed.Cache(
                "reference",
                rows =>
                    reference.Forward([
                        new LogProbQuestion(rows["Chosen"], rows["Context"]),
                        new LogProbQuestion(rows["Rejected"], rows["Context"]),
                    ])
            );
        feed.Shuffle(new Randomness.SeedSequence(4).Stream());
        using var batch = feed.Next(32)!;
        var loss = new Dpo().Accumulate(pi, reference, batch).Read("PreferenceLoss");
        return (loss, pi.Gradients, reference.Forwards);
    }
}
