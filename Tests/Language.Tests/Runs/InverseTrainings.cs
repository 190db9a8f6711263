using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Runs that learn a reward, or tell the learner from the expert.</summary>
public class InverseTrainings
{
    private static readonly TrainingOptions Options = Run.Options;

    [Fact, Covers<Gail>("Train"), Covers<Airl>("Train"), Covers<Sqil>("Train")]
    public void Learned_rewards()
    {
        var gail = Run.Check(() =>
        {
            var (d, pi, v) = (Nets.OfChain(), Nets.Categorical(), Nets.OfState(Chain.Places));
            return new([d, pi, v], [], told => new Gail().Train(d, pi, v, Nets.Ways(), Chain.Lanes(4), Run.Rounds, Options, told));
        });
        Assert.Equal(["ClippedSurrogate", "EntropyBonus", "OnExpert", "OnLearner", "ValueError"], gail.Losses.Keys.Order());
        Run.Check(() =>
        {
            var (g, h, pi, v) = (
                Nets.OfState(Chain.Places, 4),
                Nets.OfState(Chain.Places, 5),
                Nets.Categorical(),
                Nets.OfState(Chain.Places)
            );
            return new([g, h, pi, v], [], told => new Airl().Train(g, h, pi, v, Nets.Ways(), Chain.Lanes(4), Run.Rounds, Options, told));
        });
        Run.Check(() =>
        {
            var q = Nets.Features(Chain.Places, 2);
            return new([q], [], told => new Sqil().Train(q, Nets.Ways(), Chain.Lanes(4), Run.Rounds, Options, told));
        });
    }

    /// <summary>Without the expert's rows there is nothing to tell the learner's from; rounds do not add any.</summary>
    [Fact]
    public void Gail_without_the_experts_rows_is_refused()
    {
        var (d, pi, v) = (Nets.OfChain(), Nets.Categorical(), Nets.OfState(Chain.Places));
        var refusal = Assert.Throws<ArgumentException>(() =>
            new Gail().Train(d, pi, v, new Dataset<Transition>(), Chain.Lanes(4), Run.Rounds, Options)
        );
        Assert.Equal("The data set of Transition rows is empty; expected one row or more. (Parameter 'transitions')", refusal.Message);
        foreach (var network in (INetwork[])[d, pi, v])
            network.Dispose();
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Gail_takes_the_experts_way()
    {
        using var d = Nets.OfChain();
        using var pi = Nets.Categorical();
        using var v = Nets.OfState(Chain.Places);
        var options = new TrainingOptions { Epochs = 4, LearningRate = 0.01 };
        var result = new Gail().Train(d, pi, v, Nets.Ways(), Chain.Lanes(8, 0), new Rounds(25, 192), options);
        Assert.True(
            pi.OneSample().LogProb(Act.Discrete(1), Chain.At(0)) > Math.Log(0.7),
            $"{pi.OneSample().LogProb(Act.Discrete(1), Chain.At(0))}"
        );
        Assert.Equal(25, result.Rounds.Count);
    }

    [Trait("Speed", "Slow")]
    [Fact, Covers<MaxEntIrl>("Train")]
    public void The_planner_is_solved_for_the_learned_reward()
    {
        var table = new TransitionTable(Chain.Places, 2);
        for (var place = 0; place < Chain.Places - 1; place++)
            table.Add(place, 0, Math.Max(0, place - 1)).Add(place, 1, place + 1, terminal: place + 1 == Chain.Places - 1);
        Run.Check(() =>
        {
            var (r, soft) = (Nets.OfState(Chain.Places), new SoftPlanner(table, 0.9));
            return new([r, soft], [], told => new MaxEntIrl().Train(r, soft, Shown(), Chain.Lanes(4), Run.Rounds, Options, told));
        });
        using var reward = Nets.OfState(Chain.Places);
        using var planner = new SoftPlanner(table, 0.9);
        new MaxEntIrl().Train(
            reward,
            planner,
            Shown(),
            Chain.Lanes(8),
            new Rounds(30, 96),
            new TrainingOptions
            {
                Epochs = 2,
                LearningRate = 0.01,
                Seed = 6,
            }
        );
        Assert.True(
            planner.OneSample().LogProb(Act.Discrete(1), Chain.At(0)) > Math.Log(0.6),
            $"{planner.OneSample().LogProb(Act.Discrete(1), Chain.At(0))}"
        );

        static Dataset<Demonstration> Shown() => new(Nets.Ways().Select(row => new Demonstration(row.State, row.Action)));
    }
}
