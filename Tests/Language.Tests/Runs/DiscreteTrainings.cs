using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Rounds of collecting and training under every shipped gate for discrete actions, with real networks.</summary>
[Trait("Speed", "Slow")]
public class DiscreteTrainings
{
    private static readonly TrainingOptions Options = Run.Options;

    private static Expert Right => Expert.From(static _ => Act.Discrete(1));

    [Fact, Covers<CategoricalSafeDAgger>("Train"), Covers<CategoricalLazyDAgger>("Train")]
    public void Critics_decide()
    {
        Run.Check(() =>
        {
            var (pi, safe) = (Nets.Categorical(), Nets.OfState(Chain.Places));
            return new(
                [pi, safe],
                [],
                told => new CategoricalSafeDAgger().Train(pi, safe, new(), Chain.Lanes(3), Right, Run.Rounds, Options, told)
            );
        });
        Run.Check(() =>
        {
            var (pi, classifier) = (Nets.Categorical(), Nets.OfState(Chain.Places));
            return new(
                [pi, classifier],
                [],
                told =>
                    new CategoricalLazyDAgger { Noise = 0.3 }.Train(pi, classifier, new(), Chain.Lanes(3), Right, Run.Rounds, Options, told)
            );
        });
    }

    [Fact, Covers<CategoricalEnsembleDAgger>("Train"), Covers<CategoricalThriftyDAgger>("Train"), Covers<BootstrappedCloning>("Train")]
    public void Ensembles_decide()
    {
        Run.Check(() =>
        {
            var pi = Nets.Categoricals(5);
            return new(
                [pi],
                [],
                told => new CategoricalEnsembleDAgger().Train(pi, new(), Chain.Lanes(3), Right, Run.Rounds, Options, told)
            );
        });
        var thrifty = Run.Check(() =>
        {
            var (pi, q1, q2) = (Nets.Categoricals(5), Nets.Features(Chain.Places, 2), Nets.Features(Chain.Places, 2, seed: 6));
            return new(
                [pi, q1, q2],
                [],
                told =>
                    new CategoricalThriftyDAgger { Gamma = 0.9 }.Train(pi, q1, q2, new(), Chain.Lanes(3), Right, Run.Rounds, Options, told)
            );
        });
        Assert.Equal(["EntropyBonus", "NegativeLogLikelihood", "SuccessSquaredError", "WeightPenalty"], thrifty.Losses.Keys.Order());
        Assert.Equal(["Entropy"], thrifty.Metrics.Keys);
        Run.Check(() =>
        {
            var pi = Nets.Categoricals(5);
            return new([pi], [], told => new BootstrappedCloning().Train(pi, Labels(), Options, told));
        });
    }

    /// <summary>Half of the noise is the expert's own action; labels stay clean.</summary>
    [Fact, Covers<CategoricalDart>("Train")]
    public void Dart_replaces_actions_as_often_as_the_learner_errs()
    {
        Run.Check(() =>
        {
            var pi = Nets.Categorical();
            return new([pi], [], told => new CategoricalDart().Train(pi, new(), Chain.Lanes(3), Right, Run.Rounds, Options, told));
        });
        using var learner = Nets.Categorical();
        var (data, seen, after) = (new Dataset<Demonstration>(), new Watched(Chain.Lanes(3)), new AfterRound(0, () => { }));
        var algorithm = new CategoricalDart { Alpha = 0.9 };
        var rate = 0.0;
        after = new AfterRound(0, () => rate = data.Average(row => algorithm.ErrorOfOne(learner.OneSample(), row)));
        algorithm.Train(learner, data, seen, Right, new Rounds(2, 600), Options, after);
        Assert.All(seen.Seen.Take(600), step => Assert.Equal(Act.Discrete(1), step.Act));
        var replaced = seen.Seen.Skip(600).Count(step => step.Act != Act.Discrete(1));
        Assert.InRange(rate, 0.05, 0.9);
        Assert.InRange(replaced, 0.5 * 0.9 * rate * 600 - 60, 0.5 * 0.9 * rate * 600 + 60); // five standard deviations at most
        Assert.All(data, row => Assert.Equal(Act.Discrete(1), row.Action));
    }

    private static Dataset<Demonstration> Labels() =>
        Nets.Data(random => new Demonstration(Chain.At(random.NextInt(4)), Act.Discrete(random.NextInt(2))));
}
