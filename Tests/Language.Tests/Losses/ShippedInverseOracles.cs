using Shipped = DeclarativeIL.Algorithms;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The shipped adversarial and soft algorithms over choices against their one-sample members.</summary>
[Trait("Speed", "Slow")]
public class ShippedInverseOracles : LossOracle
{
    private readonly Transition[] _expert = Sample.Transitions(31, discrete: true),
        _learner = Sample.Transitions(32, discrete: true)[..13];

    private double OnExpert(Func<Transition, double> loss) => _expert.Average(loss);

    private double OnLearner(Func<Transition, double> loss) => _learner.Average(loss);

    [Fact, Covers<Shipped.Gail>]
    public void Gail()
    {
        var (algorithm, d) = (new Shipped.Gail(), Net("d"));
        Check(
            (_expert, _learner),
            [d],
            [],
            (expert, learner) => algorithm.Accumulate(d, expert, learner),
            () => OnExpert(row => algorithm.OnExpertOfOne(Critic(d), row)) + OnLearner(row => algorithm.OnLearnerOfOne(Critic(d), row)),
            "OnExpert",
            "OnLearner"
        );
    }

    [Fact, Covers<Shipped.Airl>]
    public void Airl()
    {
        var (algorithm, g, h, pi) = (new Shipped.Airl { Gamma = 0.8 }, Net("g"), Net("h"), Net("pi"));
        Check(
            (_expert, _learner),
            [g, h],
            [pi],
            (expert, learner) => algorithm.Accumulate(g, h, pi, expert, learner),
            () =>
                OnExpert(row => algorithm.OnExpertOfOne(Critic(g), Critic(h), pi.OneSample(), row))
                + OnLearner(row => algorithm.OnLearnerOfOne(Critic(g), Critic(h), pi.OneSample(), row)),
            "OnExpert",
            "OnLearner"
        );
    }

    [Fact, Covers<Shipped.SoftQLearning>, Covers<Shipped.SoftQLearning>("AccumulateOfPi")]
    public void Soft_q_learning()
    {
        var algorithm = new Shipped.SoftQLearning { Gamma = 0.8, Alpha = 0.6 };
        var (q, slow, pi) = (Net("q", 3), Net("slow", 3), Net("pi", 3));
        Check(
            _learner,
            [q],
            [slow],
            batch => algorithm.Accumulate(q, slow, batch),
            i => algorithm.BellmanOfOne(Features(q), Features(slow), _learner[i]),
            ("Bellman", 1)
        );
        (q, pi) = (Net("q", 3), Net("pi", 3));
        Check(
            _learner,
            [pi],
            [q],
            batch => algorithm.AccumulateOfPi(q, pi, batch),
            i => algorithm.ProjectionOfOne(pi.OneSample(), Features(q), _learner[i]),
            ("Projection", 1)
        );
    }

    [Fact, Covers<Shipped.CategoricalSqil>, Covers<Shipped.CategoricalSqil>("AccumulateOfPi")]
    public void Sqil_over_choices()
    {
        var algorithm = new Shipped.CategoricalSqil { Gamma = 0.8, Alpha = 0.6 };
        var soft = new Shipped.SoftQLearning { Gamma = 0.8, Alpha = 0.6 };
        var (q, slow, pi) = (Net("q", 3), Net("slow", 3), Net("pi", 3));
        Check(
            (_expert, _learner),
            [q],
            [slow],
            (expert, learner) => algorithm.Accumulate(q, slow, learner, expert),
            () =>
                OnExpert(row => algorithm.OnExpertOfOne(Features(q), Features(slow), row))
                + OnLearner(row => soft.BellmanOfOne(Features(q), Features(slow), row)),
            "OnExpert",
            "Bellman"
        );
        (q, pi) = (Net("q", 3), Net("pi", 3));
        Check(
            _learner,
            [pi],
            [q],
            batch => algorithm.AccumulateOfPi(q, pi, batch),
            i => soft.ProjectionOfOne(pi.OneSample(), Features(q), _learner[i]),
            ("Projection", 1)
        );
    }

    [Fact, Covers<Shipped.CategoricalIqLearn>, Covers<Shipped.CategoricalIqLearn>("AccumulateOfPi")]
    public void Iq_learn_over_choices()
    {
        var algorithm = new Shipped.CategoricalIqLearn
        {
            Gamma = 0.8,
            Alpha = 0.6,
            Scale = 0.7,
        };
        var (q, pi) = (Net("q", 3), Net("pi", 3));
        Check(
            (_expert, _learner),
            [q],
            [],
            (expert, learner) => algorithm.Accumulate(q, expert, learner),
            () => OnExpert(row => algorithm.OnExpertOfOne(Features(q), row)) + OnLearner(row => algorithm.OnLearnerOfOne(Features(q), row)),
            "OnExpert",
            "OnLearner"
        );
        (q, pi) = (Net("q", 3), Net("pi", 3));
        Check(
            (_expert, _learner),
            [pi],
            [q],
            (expert, learner) => algorithm.AccumulateOfPi(q, pi, expert, learner),
            () =>
                OnExpert(row => algorithm.ProjectionOnExpertOfOne(pi.OneSample(), Features(q), row))
                + OnLearner(row => algorithm.ProjectionOnLearnerOfOne(pi.OneSample(), Features(q), row)),
            "ProjectionOnExpert",
            "ProjectionOnLearner"
        );
    }
}
