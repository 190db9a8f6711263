using DeclarativeIL.Algorithms.Tests.Oracles;
using Shipped = DeclarativeIL.Algorithms;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The shipped soft algorithms over numbers against their one-sample members.</summary>
[Trait("Speed", "Slow")]
public class ShippedSoftOracles : LossOracle
{
    private readonly Transition[] _expert = Sample.Transitions(41),
        _learner = Sample.Transitions(42)[..13];

    private TableNetwork Q1 => Net("q1");

    private TableNetwork Q2 => Net("q2");

    private static double Mean(Transition[] rows, Func<int, double> loss) => Enumerable.Range(0, rows.Length).Average(loss);

    [Fact, Covers<Shipped.SoftActorCritic>, Covers<Shipped.SoftActorCritic>("AccumulateOfPiAndLogAlpha")]
    public void Soft_actor_critic()
    {
        var algorithm = new Shipped.SoftActorCritic { Gamma = 0.8, EntropyOfNumber = -0.7 };
        var (q1, q2, slow1, slow2, pi, logAlpha) = (Q1, Q2, Net("slow1"), Net("slow2"), Net("pi"), Net("logAlpha"));
        Check(
            _learner,
            [q1, q2],
            [slow1, slow2, pi, logAlpha],
            batch => algorithm.Accumulate(q1, q2, pi, logAlpha, slow1, slow2, batch, Draws),
            i => Bellman(algorithm, [q1, q2, slow1, slow2], pi, logAlpha, i),
            ("Bellman", 1)
        );
        (q1, q2, pi, logAlpha) = (Q1, Q2, Net("pi"), Net("logAlpha"));
        Check(
            _learner,
            [pi, logAlpha],
            [q1, q2],
            batch => algorithm.AccumulateOfPiAndLogAlpha(q1, q2, pi, logAlpha, batch, Draws),
            i => Actor(algorithm, q1, q2, pi, logAlpha, i),
            ("Actor", 1),
            ("Temperature", 1)
        );
    }

    [Fact, Covers<Shipped.Sqil>, Covers<Shipped.Sqil>("AccumulateOfPiAndLogAlpha")]
    public void Sqil()
    {
        var (algorithm, soft) = (
            new Shipped.Sqil { Gamma = 0.8, EntropyOfNumber = -0.7 },
            new Shipped.SoftActorCritic { Gamma = 0.8, EntropyOfNumber = -0.7 }
        );
        var (q1, q2, slow1, slow2, pi, logAlpha) = (Q1, Q2, Net("slow1"), Net("slow2"), Net("pi"), Net("logAlpha"));
        Check(
            (_expert, _learner),
            [q1, q2],
            [slow1, slow2, pi, logAlpha],
            (expert, learner) => algorithm.Accumulate(q1, q2, pi, logAlpha, slow1, slow2, learner, expert, Draws),
            () =>
                Mean(
                    _expert,
                    i =>
                        algorithm.OnExpertOfOne(
                            Critic(q1),
                            Critic(q2),
                            Critic(slow1),
                            Critic(slow2),
                            pi.OneSample(),
                            Coefficient(logAlpha),
                            _expert[i],
                            Draws.DrawOf("OnExpert.z", i)
                        )
                ) + Mean(_learner, i => Bellman(soft, [q1, q2, slow1, slow2], pi, logAlpha, i)),
            "OnExpert",
            "Bellman"
        );
        (q1, q2, pi, logAlpha) = (Q1, Q2, Net("pi"), Net("logAlpha"));
        Check(
            _learner,
            [pi, logAlpha],
            [q1, q2],
            batch => algorithm.AccumulateOfPiAndLogAlpha(q1, q2, pi, logAlpha, batch, Draws),
            i => Actor(soft, q1, q2, pi, logAlpha, i),
            ("Actor", 1),
            ("Temperature", 1)
        );
    }

    [Fact, Covers<Shipped.IqLearn>, Covers<Shipped.IqLearn>("AccumulateOfPiAndLogAlpha")]
    public void Iq_learn()
    {
        var algorithm = new Shipped.IqLearn
        {
            Gamma = 0.8,
            Scale = 0.7,
            EntropyOfNumber = -0.7,
        };
        var (q1, q2, slow1, slow2, pi, logAlpha) = (
            Net("q1", passes: 2),
            Net("q2", passes: 2),
            Net("slow1"),
            Net("slow2"),
            Net("pi"),
            Net("logAlpha")
        );
        Check(
            (_expert, _learner),
            [q1, q2],
            [slow1, slow2, pi, logAlpha],
            (expert, learner) => algorithm.Accumulate(q1, q2, pi, logAlpha, slow1, slow2, expert, learner, Draws),
            () =>
                Mean(
                    _expert,
                    i =>
                        algorithm.OnExpertOfOne(
                            Critic(q1),
                            Critic(q2),
                            Critic(slow1),
                            Critic(slow2),
                            pi.OneSample(),
                            Coefficient(logAlpha),
                            _expert[i],
                            Draws.DrawOf("OnExpert.z", i),
                            Draws.DrawOf("OnExpert.zNext", i)
                        )
                )
                + Mean(
                    _learner,
                    i =>
                        algorithm.OnLearnerOfOne(
                            Critic(q1),
                            Critic(q2),
                            Critic(slow1),
                            Critic(slow2),
                            pi.OneSample(),
                            Coefficient(logAlpha),
                            _learner[i],
                            Draws.DrawOf("OnLearner.z", i),
                            Draws.DrawOf("OnLearner.zNext", i)
                        )
                ),
            "OnExpert",
            "OnLearner"
        );
        var (first, second) = (Q1, Q2);
        (pi, logAlpha) = (Net("pi"), Net("logAlpha"));
        Check(
            _learner,
            [pi, logAlpha],
            [first, second],
            batch => algorithm.AccumulateOfPiAndLogAlpha(first, second, pi, logAlpha, batch, Draws),
            i =>
                algorithm.ActorOfOne(pi.OneSample(), Critic(first), Critic(second), Now(logAlpha), _learner[i], Draws.DrawOf("Actor.z", i))
                + algorithm.TemperatureOfOne(Coefficient(logAlpha), Detached(pi), _learner[i], Draws.DrawOf("Temperature.z", i)),
            ("Actor", 1),
            ("Temperature", 1)
        );
    }

    private double Bellman(Shipped.SoftActorCritic algorithm, TableNetwork[] critics, TableNetwork pi, TableNetwork logAlpha, int i) =>
        algorithm.BellmanOfOne(
            Critic(critics[0]),
            Critic(critics[1]),
            Critic(critics[2]),
            Critic(critics[3]),
            pi.OneSample(),
            Coefficient(logAlpha),
            _learner[i],
            Draws.DrawOf("Bellman.z", i)
        );

    /// <summary>The actor's loss by the temperature as it is now, the temperature's by the policy as it is now.</summary>
    private double Actor(
        Shipped.SoftActorCritic algorithm,
        TableNetwork q1,
        TableNetwork q2,
        TableNetwork pi,
        TableNetwork logAlpha,
        int i
    ) =>
        algorithm.ActorOfOne(pi.OneSample(), Critic(q1), Critic(q2), Now(logAlpha), _learner[i], Draws.DrawOf("Actor.z", i))
        + algorithm.TemperatureOfOne(Coefficient(logAlpha), Detached(pi), _learner[i], Draws.DrawOf("Temperature.z", i));

    /// <summary>A coefficient that does not follow when it is moved.</summary>
    private static TableCoefficient Now(TableNetwork coefficient) => new TableCoefficient(new AnswerTable(), coefficient.Name);
}
