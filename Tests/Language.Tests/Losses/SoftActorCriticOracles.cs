namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The losses of soft actor-critic against the declared members, one sample at a time.</summary>
public class SoftActorCriticOracles : LossOracle
{
    [Fact, Covers<SoftActorCritic>("AccumulateOfQ1AndQ2")]
    public void The_soft_critics_learn_from_what_the_policy_would_do_next()
    {
        var (algorithm, rows) = (new SoftActorCritic { Gamma = 0.8 }, Sample.Transitions());
        var (q1, q2, slow1, slow2, pi, logAlpha) = (Net("q1"), Net("q2"), Net("slow1"), Net("slow2"), Net("pi"), Net("logAlpha"));
        Check(
            rows,
            [q1, q2],
            [slow1, slow2, pi, logAlpha],
            batch => algorithm.AccumulateOfQ1AndQ2(q1, q2, pi, logAlpha, slow1, slow2, batch, Draws),
            i =>
                algorithm.BellmanOfOne(
                    Critic(q1),
                    Critic(q2),
                    Critic(slow1),
                    Critic(slow2),
                    pi.OneSample(),
                    Coefficient(logAlpha),
                    rows[i],
                    Draws.DrawOf("Bellman.z", i)
                ),
            ("Bellman", 1)
        );
    }

    /// <summary>
    /// The gradient reaches the sampled act through the critics' argument and through the policy's own likelihood.
    /// </summary>
    [Fact, Covers<SoftActorCritic>("AccumulateOfPi")]
    public void The_soft_actor_learns_through_what_it_asked()
    {
        var (algorithm, rows) = (new SoftActorCritic(), Sample.Transitions());
        var (q1, q2, pi, logAlpha) = (Net("q1"), Net("q2"), Net("pi"), Net("logAlpha"));
        Check(
            rows,
            [pi],
            [q1, q2, logAlpha],
            batch => algorithm.AccumulateOfPi(q1, q2, pi, logAlpha, batch, Draws),
            i => algorithm.ActorOfOne(pi.OneSample(), Critic(q1), Critic(q2), Coefficient(logAlpha), rows[i], Draws.DrawOf("Actor.z", i)),
            ("Actor", 1)
        );
    }

    [Fact, Covers<SoftActorCritic>("AccumulateOfLogAlpha")]
    public void The_temperature_is_one_trained_number()
    {
        var (algorithm, rows, pi, logAlpha) = (
            new SoftActorCritic { TargetEntropy = -1.5 },
            Sample.Transitions(),
            Net("pi"),
            Net("logAlpha")
        );
        Check(
            rows,
            [logAlpha],
            [pi],
            batch => algorithm.AccumulateOfLogAlpha(pi, logAlpha, batch, Draws),
            i => algorithm.TemperatureOfOne(Coefficient(logAlpha), pi.OneSample(), rows[i], Draws.DrawOf("Temperature.z", i)),
            ("Temperature", 1)
        );
    }
}
