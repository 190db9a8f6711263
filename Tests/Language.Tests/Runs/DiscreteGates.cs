using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// What the second round of a discrete gate kept and counted is what the declared gate decides, lane by lane and step by step, given the
/// networks as the first round left them.
/// </summary>
public class DiscreteGates
{
    private const int Steps = 240,
        Lanes = 3;

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 10,
        BatchSize = 8,
        LearningRate = 3e-3,
        Seed = 6,
    };

    private readonly Dataset<Demonstration> _data = new();
    private readonly Watched _seen = new(new VectorCartPole(Lanes));

    private static Expert Expert { get; } = DeclarativeIL.Expert.From(new CartPoleController());

    [Trait("Speed", "Slow")]
    [Fact]
    public void CategoricalSafeDAgger_asks_its_critic()
    {
        using var pi = Nets.Categorical(4);
        using var safe = Nets.OfState(4);
        var (algorithm, face) = (new CategoricalSafeDAgger { Tau = 0.05 }, default(Critic)!);
        var result = algorithm.Train(
            pi,
            safe,
            _data,
            _seen,
            Expert,
            new Rounds(2, Steps),
            Options with
            {
                Epochs = 60,
            },
            new AfterRound(0, () => face = ((StateCritic)safe.Copy()).OneSample())
        );
        Check(result, step => algorithm.DecideOfOne(step, face));
    }

    [Fact]
    public void CategoricalLazyDAgger_depends_on_who_acted_before()
    {
        using var pi = Nets.Categorical(4);
        using var classifier = Nets.OfState(4);
        var (algorithm, learner, face) = (new CategoricalLazyDAgger { BetaH = 0.1, BetaR = 0.05 }, default(Policy)!, default(Critic)!);
        var result = algorithm.Train(
            pi,
            classifier,
            _data,
            _seen,
            Expert,
            new Rounds(2, Steps),
            Options,
            new AfterRound(
                0,
                () => (learner, face) = (((CategoricalPolicy)pi.Copy()).OneSample(), ((StateCritic)classifier.Copy()).OneSample())
            )
        );
        Check(result, step => algorithm.DecideOfOne(step, learner, face, Expert));
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void CategoricalEnsembleDAgger_doubts_and_is_surprised()
    {
        using var pi = Nets.Categoricals(5);
        var (algorithm, ensemble) = (new CategoricalEnsembleDAgger { Doubt = 0.02, Discrepancy = 0.45 }, default(Ensemble)!);
        var result = algorithm.Train(
            pi,
            _data,
            _seen,
            Expert,
            new Rounds(2, Steps),
            Options,
            new AfterRound(0, () => ensemble = ((CategoricalEnsemble)pi.Copy()).OneSampleEnsemble())
        );
        Check(result, step => algorithm.DecideOfOne(ensemble, Expert, step), keepsAll: true);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void CategoricalThriftyDAgger_compares_with_what_a_share_of_all_steps_lies_above()
    {
        using var pi = Nets.Categoricals(5);
        using var q1 = Nets.Features(4, 2);
        using var q2 = Nets.Features(4, 2, seed: 6);
        var (algorithm, ensemble, face1, face2) = (
            new CategoricalThriftyDAgger { Rate = 0.3, BetaRLevel = 0.8 },
            default(Ensemble)!,
            default(Features)!,
            default(Features)!
        );
        double deltaH = 0,
            betaH = 0,
            betaR = 0,
            deltaR = 0;
        var result = algorithm.Train(
            pi,
            q1,
            q2,
            _data,
            _seen,
            Expert,
            new Rounds(2, Steps),
            Options,
            new AfterRound(
                0,
                () =>
                {
                    (ensemble, face1, face2) = (
                        ((CategoricalEnsemble)pi.Copy()).OneSampleEnsemble(),
                        ((FeatureNetwork)q1.Copy()).OneSample(),
                        ((FeatureNetwork)q2.Copy()).OneSample()
                    );
                    var rows = _seen.Seen.Select(step => new Transition(step.State, step.Act, 0, step.State, false)).ToArray();
                    var risks = rows.Select(row => algorithm.RiskOfOne(face1, face2, ensemble, row)).ToArray();
                    deltaH = ColumnStatistics.Quantile([.. rows.Select(row => algorithm.NoveltyOfOne(ensemble, row))], 0.7);
                    (betaH, betaR) = (ColumnStatistics.Quantile(risks, 0.7), ColumnStatistics.Quantile(risks, 0.8));
                    deltaR = _data.Average(row => algorithm.DiscrepancyOfOne(ensemble, row));
                }
            )
        );
        Check(result, step => algorithm.DecideOfOne(step, ensemble, face1, face2, Expert, deltaH, betaH, betaR, deltaR));
    }

    /// <summary>Goes through the second round; both must have acted in it.</summary>
    private void Check(TrainingResult result, Func<Step, Control> declared, bool keepsAll = false)
    {
        Assert.Equal(Steps, result.Rounds[0].Expert.Interventions);
        var (before, after) = (result.Rounds[0].Expert, result.Rounds[1].Expert);
        // the first round is the expert's, and who holds control goes on holding it
        var previous = Enumerable.Repeat(Control.Expert, Lanes).ToArray();
        var (interventions, switches, kept) = (0, 0, new List<State>());
        for (var i = 0; i < Steps; i++)
        {
            var (lane, seen) = (i % Lanes, _seen.Seen[Steps + i]);
            if (seen.IsFirst)
                previous[lane] = Control.Learner;
            var control = declared(new Step(seen.State, 1, 0, 0, previous[lane]));
            switches += control == Control.Learner == (previous[lane] == Control.Learner) ? 0 : 1;
            previous[lane] = control;
            interventions += control == Control.Learner ? 0 : 1;
            if (control == Control.Learner && !keepsAll)
                continue;
            kept.Add(seen.State);
            Assert.Equal(Expert.Action(seen.State), _data[Steps + kept.Count - 1].Action);
        }
        Assert.InRange(interventions, 1, Steps - 1);
        Assert.Equal((interventions, switches), (after.Interventions - before.Interventions, after.Switches - before.Switches));
        Assert.Equal(kept, _data.Skip(Steps).Select(row => row.State));
    }
}
