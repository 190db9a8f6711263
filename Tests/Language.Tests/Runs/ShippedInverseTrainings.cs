using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using Shipped = DeclarativeIL.Algorithms;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>The shipped algorithms that act, from the expert's transitions or rewards, with steps that are drawn.</summary>
public class ShippedInverseTrainings
{
    private static readonly TrainingOptions Options = Run.Options with { Epochs = 1, StepsPerEpoch = 5 };
    private static readonly Rounds Rounds = Run.Rounds with { ReplayCapacity = 100 };

    private static Dataset<Transition> Pushes =>
        new(Nets.Pushes().Select(static row => new Transition(row.State, row.Action, 0, row.State, false)));

    private static SquashedGaussianPolicy Squashed => new(2, Reach.Pushes, [8], Activation.Tanh, new SeedSequence(1));

    [
        Fact,
        Covers<Shipped.Gail>("Train"),
        Covers<Shipped.Airl>("Train"),
        Covers<Shipped.SoftQLearning>("Train"),
        Covers<Shipped.CategoricalSqil>("Train"),
        Covers<Shipped.CategoricalIqLearn>("Train")
    ]
    public void Over_choices()
    {
        Run.Check(() =>
        {
            var (d, pi, v) = (Nets.OfChain(), Nets.Categorical(), Nets.OfState(Chain.Places));
            return new([d, pi, v], [], told => new Shipped.Gail().Train(d, pi, v, Nets.Ways(), Chain.Lanes(4), Rounds, Options, told));
        });
        Run.Check(() =>
        {
            var (g, h, pi, v) = (
                Nets.OfState(Chain.Places, 4),
                Nets.OfState(Chain.Places, 5),
                Nets.Categorical(),
                Nets.OfState(Chain.Places)
            );
            return new(
                [g, h, pi, v],
                [],
                told => new Shipped.Airl().Train(g, h, pi, v, Nets.Ways(), Chain.Lanes(4), Rounds, Options, told)
            );
        });
        Run.Check(() =>
        {
            var (q, pi) = (Nets.Features(Chain.Places, 2), Nets.Categorical());
            return new([q, pi], [], told => new Shipped.SoftQLearning().Train(q, pi, Chain.Lanes(4), Rounds, Options, told));
        });
        Run.Check(() =>
        {
            var (q, pi) = (Nets.Features(Chain.Places, 2), Nets.Categorical());
            return new([q, pi], [], told => new Shipped.CategoricalSqil().Train(q, pi, Nets.Ways(), Chain.Lanes(4), Rounds, Options, told));
        });
        Run.Check(() =>
        {
            var (q, pi) = (Nets.Features(Chain.Places, 2), Nets.Categorical());
            return new(
                [q, pi],
                [],
                told => new Shipped.CategoricalIqLearn().Train(q, pi, Nets.Ways(), Chain.Lanes(4), Rounds, Options, told)
            );
        });
    }

    [Fact, Covers<Shipped.SoftActorCritic>("Train"), Covers<Shipped.Sqil>("Train"), Covers<Shipped.IqLearn>("Train")]
    public void Over_numbers()
    {
        Check(
            (q1, q2, pi, logAlpha, told) =>
                new Shipped.SoftActorCritic().Train(q1, q2, pi, logAlpha, Reach.Lanes(4).Environments, Rounds, Options, told)
        );
        Check(
            (q1, q2, pi, logAlpha, told) =>
                new Shipped.Sqil().Train(q1, q2, pi, logAlpha, Pushes, Reach.Lanes(4).Environments, Rounds, Options, told)
        );
        Check(
            (q1, q2, pi, logAlpha, told) =>
                new Shipped.IqLearn().Train(q1, q2, pi, logAlpha, Pushes, Reach.Lanes(4).Environments, Rounds, Options, told)
        );
    }

    private static void Check(
        Func<ActCritic, ActCritic, SquashedGaussianPolicy, CoefficientNetwork, IProgress<TrainingProgress>?, TrainingResult> train
    ) =>
        Run.Check(() =>
        {
            var (q1, q2, pi, logAlpha) = (Nets.OfAct(), Nets.OfAct(4), Squashed, new CoefficientNetwork(0));
            return new([q1, q2, pi, logAlpha], [], told => train(q1, q2, pi, logAlpha, told));
        });
}
