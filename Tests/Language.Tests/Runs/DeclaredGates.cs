using DeclarativeIL.Algorithms;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Who acted in a round, step for step, is who the declared gate names for one sample.</summary>
public class DeclaredGates
{
    private const int Steps = 150;

    private static readonly TrainingOptions Options = new() { Epochs = 1 };

    /// <summary>The first round is the expert's.</summary>
    private static readonly Rounds TwoRounds = new(2, Steps);

    [Fact]
    public void SafeDAgger_asks_its_critic()
    {
        using var mu = Nets.Deterministic();
        using var safe = Nets.OfState();
        var (learner, face) = (default(Policy)!, default(Critic)!);
        var (algorithm, (environments, lane)) = (new SafeDAgger { Tau = 0.1 }, Reach.Lanes(1));
        var result = algorithm.Train(
            mu,
            safe,
            Nets.Pushes(),
            environments,
            Reach.Expert,
            TwoRounds,
            Options,
            new AfterRound(
                0,
                () => (learner, face) = (((DeterministicPolicy)mu.Copy()).OneSample(), ((Networks.StateCritic)safe.Copy()).OneSample())
            )
        );
        var who = Follow(lane, learner, step => algorithm.DecideOfOne(step, face), round: 1);
        Assert.Equal(Steps + who.Count(by => by == Control.Expert), result.Rounds[1].Expert.Queries);
    }

    /// <summary>Noise is on the expert's steps only; the expert's patience and the critic's doubt take turns.</summary>
    [Fact]
    public void LazyDAgger_depends_on_who_acted_before()
    {
        using var mu = Nets.Deterministic();
        using var classifier = Nets.OfState();
        var (learner, face) = (default(Policy)!, default(Critic)!);
        var (algorithm, (environments, lane), data) = (
            new LazyDAgger
            {
                Noise = 0.01,
                BetaH = 0.1,
                BetaR = 0.05,
            },
            Reach.Lanes(1),
            Nets.Pushes()
        );
        var (first, doubtful) = (((DeterministicPolicy)mu.Copy()).OneSample(), ((Networks.StateCritic)classifier.Copy()).OneSample());
        var result = algorithm.Train(
            mu,
            classifier,
            data,
            environments,
            Reach.Expert,
            TwoRounds,
            Options,
            new AfterRound(
                0,
                () =>
                    (learner, face) = (((DeterministicPolicy)mu.Copy()).OneSample(), ((Networks.StateCritic)classifier.Copy()).OneSample())
            )
        );
        var before = algorithm.DecideOfOne(new Step(lane.Seen[Steps - 1].State, 0, 0, 0, Control.Learner), first, doubtful, Reach.Expert);
        var who = Follow(lane, learner, step => algorithm.DecideOfOne(step, learner, face, Reach.Expert), noise: 0.06, round: 1, before);
        var acted = Enumerable
            .Range(0, Steps)
            .Where(i => who[i] != Control.Learner)
            .Select(i => (By: who[i], Step: lane.Seen[Steps + i]))
            .ToArray();
        Assert.Contains(acted, step => step.By == Control.HandBack);
        Assert.All(acted, step => Assert.Equal(step.By == Control.HandBack, Reach.Push(step.Step.State) == step.Step.Act));
        Assert.Equal(acted.Select(step => step.Step.State), data.Skip(50 + Steps).Select(row => row.State));
        Assert.Equal(Steps + acted.Length, result.Rounds[1].Expert.Interventions);
        Assert.Equal(Steps + acted.Length, result.Rounds[1].Expert.Queries);
        Assert.All(data, row => Assert.Equal(Reach.Push(row.State), row.Action));
    }

    [Fact]
    public void EnsembleDAgger_doubts_and_disagrees()
    {
        using var mu = Nets.Ensemble(5);
        var algorithm = new EnsembleDAgger { Doubt = 0.0002, Discrepancy = 0.5 };
        var (before, (environments, lane)) = (default(DeterministicEnsemble)!, Reach.Lanes(1));
        algorithm.Train(
            mu,
            Nets.Pushes(),
            environments,
            Reach.Expert,
            TwoRounds,
            Options,
            new AfterRound(0, () => before = (DeterministicEnsemble)mu.Copy())
        );
        Follow(lane, before.OneSample(), step => algorithm.DecideOfOne(before.OneSampleEnsemble(), Reach.Expert, step), round: 1);
    }

    [Fact]
    public void ThriftyDAgger_compares_with_quantiles_of_its_columns()
    {
        using var mu = Nets.Ensemble(5);
        using var q1 = Nets.OfAct();
        using var q2 = Nets.OfAct(seed: 4);
        var (before, face1, face2) = (default(DeterministicEnsemble)!, default(Critic)!, default(Critic)!);
        var (algorithm, (environments, lane), data) = (new ThriftyDAgger { Rate = 0.3, BetaRLevel = 0.9 }, Reach.Lanes(1), Nets.Pushes());
        double deltaH = 0,
            betaH = 0,
            betaR = 0,
            deltaR = 0;
        var result = algorithm.Train(
            mu,
            q1,
            q2,
            data,
            environments,
            Reach.Expert,
            TwoRounds,
            Options,
            new AfterRound(
                0,
                () =>
                {
                    (before, face1, face2) = (
                        (DeterministicEnsemble)mu.Copy(),
                        ((Networks.ActCritic)q1.Copy()).OneSample(),
                        ((Networks.ActCritic)q2.Copy()).OneSample()
                    );
                    var (ensemble, rows) = (
                        before.OneSampleEnsemble(),
                        lane.Seen.Select(step => new Transition(step.State, step.Act, 0, step.State, false)).ToArray()
                    );
                    var risks = rows.Select(row => algorithm.RiskOfOne(face1, face2, ensemble, row)).ToArray();
                    deltaH = ColumnStatistics.Quantile([.. rows.Select(row => algorithm.NoveltyOfOne(ensemble, row))], 0.7);
                    (betaH, betaR) = (ColumnStatistics.Quantile(risks, 0.7), ColumnStatistics.Quantile(risks, 0.9));
                    deltaR = data.Average(row => algorithm.DiscrepancyOfOne(ensemble, row));
                }
            )
        );
        var who = Follow(
            lane,
            before.OneSample(),
            step => algorithm.DecideOfOne(step, before.OneSampleEnsemble(), face1, face2, Reach.Expert, deltaH, betaH, betaR, deltaR),
            round: 1,
            before: Control.Expert
        );
        Assert.Contains(Control.HandBack, who);
        Assert.Equal(who.Count(by => by != Control.Learner), result.Rounds[1].ExpertInRound.Queries);
    }

    /// <summary>The budget counts every question ever put to the expert, and stops the asking exactly.</summary>
    [Fact]
    public void FrugalDAgger_spends_its_budget_and_no_more()
    {
        using var pi = Nets.Gaussian();
        using var predictor = Nets.Features();
        using var random = Nets.Features(seed: 8);
        var (face, other) = (((Networks.FeatureNetwork)predictor.Copy()).OneSample(), random.OneSample());
        var (algorithm, (environments, lane), data) = (new FrugalDAgger { Budget = 20, LimitLevel = 0.5 }, Reach.Lanes(1), Nets.Pushes());
        var limit = ColumnStatistics.Quantile([.. data.Select(row => algorithm.SeenOfOne(face, other, row))], 0.5);
        algorithm.Train(pi, predictor, random, data, environments, Reach.Expert, new Rounds(1, Steps), Options);
        var queries = 0;
        foreach (var step in lane.Seen)
        {
            var control = algorithm.DecideOfOne(new Step(step.State, 0, 0, queries, Control.Learner), face, other, limit);
            Assert.Equal(control == Control.Expert, step.Act == Reach.Push(step.State));
            queries += control == Control.Expert ? 1 : 0;
        }
        Assert.Equal(20, queries);
        Assert.Equal(70, data.Count);
    }

    /// <summary>The expert is asked where the rule comes to it, and the critic about its answer.</summary>
    [Fact]
    public void A_critic_is_asked_about_the_experts_answer()
    {
        using var mu = Nets.Deterministic();
        using var q = Nets.OfAct();
        var (algorithm, (environments, lane), data) = (new CriticalDAgger(), Reach.Lanes(1), Nets.Pushes());
        var (learner, face) = (((DeterministicPolicy)mu.Copy()).OneSample(), ((Networks.ActCritic)q.Copy()).OneSample());
        var result = algorithm.Train(mu, q, data, environments, Reach.Expert, new Rounds(1, Steps), Options);
        var queries = 0;
        var who = Follow(
            lane,
            learner,
            step =>
            {
                queries += step.Index > 1 ? 1 : 0;
                return algorithm.DecideOfOne(step, face, Reach.Expert);
            }
        );
        Assert.Equal(queries, result.Expert.Queries);
        Assert.Equal(who.Count(by => by == Control.Expert), data.Count - 50);
    }

    /// <summary>
    /// Goes through a round's steps of the only lane, and compares who acted, told by what was executed, with the declared gate.
    /// </summary>
    private static List<Control> Follow(
        Reach lane,
        Policy learner,
        Func<Step, Control> declared,
        double noise = 0,
        int round = 0,
        Control before = Control.Learner
    )
    {
        var (who, previous) = (new List<Control>(), before);
        var index = lane.Seen.Take(round * Steps).Reverse().TakeWhile(step => !step.IsFirst).Count();
        foreach (var (state, act, isFirst) in lane.Seen.Skip(round * Steps).Take(Steps))
        {
            (previous, index) = isFirst ? (Control.Learner, 0) : (previous, index + 1);
            var control = declared(new Step(state, round, index, 0, previous));
            var (chosen, within) =
                control == Control.Learner ? (learner.Mean(state), 0) : (Reach.Push(state), control == Control.Expert ? noise : 0);
            for (var i = 0; i < 2; i++)
                Assert.InRange(Math.Abs(act[i] - Math.Clamp(chosen[i], -1, 1)), 0, within + 1e-6);
            who.Add(previous = control);
        }
        Assert.Equal(Steps, who.Count);
        Assert.Contains(Control.Learner, who);
        Assert.Contains(who, static by => by != Control.Learner);
        return who;
    }
}
