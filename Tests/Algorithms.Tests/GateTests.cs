using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Who acts, what is kept and what is asked, by each declared rule.</summary>
public class GateTests
{
    private static RoundSummary[] Run(Func<Dataset<Demonstration>, TrainingResult> train, out Dataset<Demonstration> data)
    {
        data = new Dataset<Demonstration>();
        return [.. train(data).Rounds];
    }

    private static readonly TrainingOptions Short = new() { Epochs = 1 };

    [Fact]
    public void DAgger_gives_way_by_powers_of_p()
    {
        using var policy = Runs.Policy(1);
        var rounds = Run(
            data => new DAgger { P = 0.5 }.Train(policy, data, new VectorCartPole(4), Runs.Expert, new Rounds(4, 400), Short),
            out var data
        );
        Assert.Equal(1600, data.Count);
        Assert.Equal(1600, rounds[3].Expert.Queries); // every visited state is labelled
        var acted = rounds.Select((round, i) => round.Expert.Interventions - (i == 0 ? 0 : rounds[i - 1].Expert.Interventions)).ToArray();
        Assert.Equal(400, acted[0]); // beta_0 = 1
        for (var i = 1; i < 4; i++) // binomial: 5 standard deviations
            Assert.InRange(acted[i], 400 * Math.Pow(0.5, i) - 50, 400 * Math.Pow(0.5, i) + 50);
    }

    [Fact]
    public void Linear_DAgger_gives_way_in_a_straight_line()
    {
        using var policy = Runs.Policy(1);
        var rounds = Run(
            data => new LinearDAgger { RampRounds = 2 }.Train(policy, data, new VectorCartPole(4), Runs.Expert, new Rounds(3, 400), Short),
            out _
        );
        Assert.Equal(400, rounds[0].Expert.Interventions);
        Assert.InRange(rounds[1].Expert.Interventions - 400, 150, 250);
        Assert.Equal(rounds[1].Expert.Interventions, rounds[2].Expert.Interventions);
    }

    [Fact]
    public void Indicator_DAgger_leaves_the_learner_alone_after_the_first_round()
    {
        using var policy = Runs.Policy(1);
        var rounds = Run(
            data => new IndicatorDAgger().Train(policy, data, new VectorCartPole(2), Runs.Expert, new Rounds(3, 100), Short),
            out var data
        );
        Assert.Equal([100L, 100L, 100L], rounds.Select(round => round.Expert.Interventions));
        Assert.Equal(300, data.Count);
    }

    [Fact]
    public void Human_gated_DAgger_keeps_only_what_the_expert_did()
    {
        using var policy = Runs.Policy(1);
        var expert = Runs.Expert.TakingOver(step => Math.Abs(step.State[2]) > 0.05);
        var rounds = Run(
            data => new HgDAgger().Train(policy, data, new VectorCartPole(4), expert, new Rounds(3, 400), Short),
            out var data
        );
        Assert.InRange(data.Count, 1, 1199);
        Assert.Equal(data.Count, rounds[^1].Expert.Queries); // asked for a label only where it acted
        Assert.Equal(data.Count, rounds[^1].Expert.Interventions);
        Assert.All(data, row => Assert.True(Math.Abs(row.State[2]) > 0.05));
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void An_expert_that_never_takes_over_teaches_nothing_breaks_nothing_and_it_is_said()
    {
        using var policy = Runs.Policy(1);
        var (before, data, never) = (Runs.Fingerprint(policy), new Dataset<Demonstration>(), Runs.Expert.TakingOver(_ => false));
        var rounds = new Rounds(2, 40) { EvaluationEpisodes = 3 };
        var thrown = Assert.Throws<NothingCollectedException>(() =>
            new HgDAgger().Train(policy, data, new VectorCartPole(4), never, rounds, Short)
        );
        Assert.StartsWith(
            "In 2 rounds no Demonstration row was kept: the rule let the expert act on 0 steps, and gave it 0 questions. Nothing was "
                + "trained.",
            thrown.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(data);
        Assert.Equal(before, Runs.Fingerprint(policy));
        Assert.Equal((0L, 2, 3), (thrown.Result!.Steps, thrown.Result.Rounds.Count, thrown.Result.Rounds[1].Evaluation!.Returns.Count));

        data.Add(new Demonstration(State.Of(0, 0, 0.1, 0), Act.Discrete(1)));
        Assert.Equal(2, new HgDAgger().Train(policy, data, new VectorCartPole(4), never, rounds, Short).Steps); // one row, one step a round
        Assert.NotEqual(before, Runs.Fingerprint(policy));
    }

    /// <summary>A round without a takeover is no failure, and is told by the round's own counts.</summary>
    [Fact]
    public void Rounds_that_keep_nothing_among_others_that_do_are_told_by_their_counts()
    {
        using var policy = Runs.Policy(1);
        var rounds = Run(
            data =>
                new HgDAgger().Train(
                    policy,
                    data,
                    new VectorCartPole(4),
                    Runs.Expert.TakingOver(step => step.Round == 1),
                    new Rounds(3, 40),
                    Short
                ),
            out var data
        );
        Assert.Equal([0L, 40, 0], rounds.Select(round => round.ExpertInRound.Interventions));
        Assert.Equal([0, 40, 40], rounds.Select(round => round.Rows));
        Assert.Equal(40, data.Count);
    }

    [Fact]
    public void A_failing_expert_is_named_and_what_was_collected_stays()
    {
        using var policy = Runs.Policy(1);
        var (asked, good) = (0, Runs.Expert);
        var failing = Expert.From(state => ++asked > 50 ? throw new InvalidOperationException("tired") : good.Action(state));
        var data = new Dataset<Demonstration>();
        var thrown = Assert.Throws<ExpertException>(() =>
            new DAgger().Train(policy, data, new VectorCartPole(4), failing, new Rounds(1, 400), Short)
        );
        Assert.Contains("tired", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(50, data.Count);
        new BehaviorCloning().Train(policy, data, Short);
    }

    [Fact]
    public void The_declared_rule_is_the_generated_one()
    {
        var dagger = new DAgger { P = 0.5 };
        var step = new Step(State.Of(0, 0, 0, 0), Round: 2, Index: 0, Queries: 0, Control.Learner);
        Assert.Equal(Control.Expert, dagger.DecideOfOne(step, new Uniform(0.2)));
        Assert.Equal(Control.Learner, dagger.DecideOfOne(step, new Uniform(0.3)));
        Assert.Equal(Control.Expert, new LinearDAgger { RampRounds = 4 }.DecideOfOne(step, new Uniform(0.49)));
        Assert.Equal(Control.Learner, new LinearDAgger { RampRounds = 4 }.DecideOfOne(step, new Uniform(0.51)));
    }
}
