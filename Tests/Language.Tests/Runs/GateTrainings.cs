using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Rounds of collecting and training under every declared gate, with real networks.</summary>
[Trait("Speed", "Slow")]
public class GateTrainings
{
    private static readonly TrainingOptions Options = Run.Options;

    [Fact, Covers<SafeDAgger>("Train"), Covers<LazyDAgger>("Train")]
    public void Critics_decide()
    {
        var safe = Run.Check(() =>
        {
            var (mu, critic) = (Nets.Deterministic(), Nets.OfState());
            return new(
                [mu, critic],
                [],
                told =>
                    new SafeDAgger().Train(mu, critic, Nets.Pushes(), Reach.Lanes(3).Environments, Reach.Expert, Run.Rounds, Options, told)
            );
        });
        Assert.Equal(Run.RoundCount, safe.Rounds.Count);
        Assert.Equal(["SafetyCrossEntropy", "SquaredError"], safe.Losses.Keys.Order());
        Run.Check(() =>
        {
            var (mu, critic) = (Nets.Deterministic(), Nets.OfState());
            return new(
                [mu, critic],
                [],
                told =>
                    new LazyDAgger().Train(mu, critic, Nets.Pushes(), Reach.Lanes(3).Environments, Reach.Expert, Run.Rounds, Options, told)
            );
        });
    }

    [Fact, Covers<EnsembleDAgger>("Train"), Covers<ThriftyDAgger>("Train")]
    public void Ensembles_decide()
    {
        Run.Check(() =>
        {
            var mu = Nets.Ensemble(5);
            return new(
                [mu],
                [],
                told => new EnsembleDAgger().Train(mu, Nets.Pushes(), Reach.Lanes(3).Environments, Reach.Expert, Run.Rounds, Options, told)
            );
        });
        var thrifty = Run.Check(() =>
        {
            var (mu, q1, q2) = (Nets.Ensemble(5), Nets.OfAct(), Nets.OfAct(seed: 4));
            return new(
                [mu, q1, q2],
                [],
                told =>
                    new ThriftyDAgger { Gamma = 0.9 }.Train(
                        mu,
                        q1,
                        q2,
                        Nets.Pushes(),
                        Reach.Lanes(3).Environments,
                        Reach.Expert,
                        Run.Rounds,
                        Options,
                        told
                    )
            );
        });
        Assert.All(thrifty.Rounds, round => Assert.InRange(round.Rows, 50, 50 + 48 * Run.RoundCount));
    }

    [Fact, Covers<Dart>("Train"), Covers<TrajectoryDAgger>("Train"), Covers<FrugalDAgger>("Train")]
    public void The_expert_acts_with_noise_by_episodes_or_within_a_budget()
    {
        var dart = Run.Check(() =>
        {
            var mu = Nets.Deterministic();
            return new(
                [mu],
                [],
                told =>
                    new Dart().Train(mu, new Dataset<Demonstration>(), Reach.Lanes(3).Environments, Reach.Expert, Run.Rounds, Options, told)
            );
        });
        Assert.Equal([48, 96, 144], dart.Rounds.Select(round => round.Rows));
        Run.Check(() =>
        {
            var pi = Nets.Gaussian();
            return new(
                [pi],
                [],
                told =>
                    new TrajectoryDAgger().Train(pi, Nets.Pushes(), Reach.Lanes(3).Environments, Reach.Expert, Run.Rounds, Options, told)
            );
        });
        var frugal = Run.Check(() =>
        {
            var (pi, predictor, random) = (Nets.Gaussian(), Nets.Features(), Nets.Features(seed: 8));
            return new(
                [pi, predictor],
                [random],
                told =>
                    new FrugalDAgger { Budget = 7, LimitLevel = 0.1 }.Train(
                        pi,
                        predictor,
                        random,
                        Nets.Pushes(),
                        Reach.Lanes(3).Environments,
                        Reach.Expert,
                        Run.Rounds,
                        Options,
                        told
                    )
            );
        });
        Assert.Equal(7, frugal.Rounds[^1].Expert.Queries);
    }

    /// <summary>One coin an episode: within an episode nobody is relieved.</summary>
    [Fact]
    public void TrajectoryDAgger_relieves_nobody_within_an_episode()
    {
        using var pi = Nets.Gaussian();
        var (environments, lane) = Reach.Lanes(1);
        var result = new TrajectoryDAgger { P = 0.5 }.Train(
            pi,
            Nets.Pushes(),
            environments,
            Reach.Expert,
            new Rounds(2, 240),
            new TrainingOptions { Epochs = 1 }
        );
        var second = Episodes(lane.Seen.Skip(240).SkipWhile(step => !step.IsFirst))
            .Select(episode => episode.Select(step => step.Act == Reach.Push(step.State)).Distinct().ToArray())
            .ToArray();
        Assert.All(second, who => Assert.Single(who));
        Assert.Equal([false, true], second.Select(who => who[0]).Distinct().Order());
        Assert.Equal(240, lane.Seen.Take(240).Count(step => step.Act == Reach.Push(step.State)));
        Assert.Equal(480, result.Rounds[^1].Expert.Queries);
    }

    /// <summary>Without rows every statistic is 0: anything is novel, and no gap is small enough to give back control.</summary>
    [Fact]
    public void ThriftyDAgger_starts_without_data()
    {
        using var mu = Nets.Ensemble(5);
        using var q1 = Nets.OfAct();
        using var q2 = Nets.OfAct(seed: 4);
        var data = new Dataset<Demonstration>();
        var result = new ThriftyDAgger().Train(mu, q1, q2, data, Reach.Lanes(2).Environments, Reach.Expert, new Rounds(1, 40), Options);
        Assert.Equal(40, result.Rounds[0].Expert.Interventions);
        Assert.Equal(40, data.Count);
    }

    /// <summary>Nothing is known in the first round, so nothing is added; then the spread of the residuals is. Labels stay clean.</summary>
    [Fact]
    public void Dart_adds_noise_as_the_learner_errs()
    {
        using var mu = Nets.Deterministic();
        var (data, (environments, lane)) = (new Dataset<Demonstration>(), Reach.Lanes(1));
        new Dart { Alpha = 0.01 }.Train(mu, data, environments, Reach.Expert, new Rounds(2, 60), Options);
        Assert.All(lane.Seen.Take(60), step => Assert.Equal(Reach.Push(step.State), step.Act));
        Assert.All(lane.Seen.Skip(60), step => Assert.NotEqual(Reach.Push(step.State), step.Act));
        Assert.All(data, row => Assert.Equal(Reach.Push(row.State), row.Action));
    }

    private static List<List<(State State, Act Act, bool IsFirst)>> Episodes(IEnumerable<(State State, Act Act, bool IsFirst)> steps)
    {
        var episodes = new List<List<(State State, Act Act, bool IsFirst)>>();
        foreach (var step in steps)
        {
            if (step.IsFirst)
                episodes.Add([]);
            episodes[^1].Add(step);
        }
        return episodes;
    }
}
