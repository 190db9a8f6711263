using DeclarativeIL.Algorithms;

namespace DeclarativeIL.Samples.Results;

/// <summary>The algorithms whose gate decides at every step who acts.</summary>
internal static class GatedContenders
{
    /// <summary>Thresholds are in the units of the action, or in nats.</summary>
    public static IEnumerable<Contender> All =>
        [
            new(
                "SafeDAgger",
                t =>
                    t.InRounds(
                        t.Categorical(),
                        (pi, told) =>
                            With(
                                t.Critic(),
                                safe =>
                                    new CategoricalSafeDAgger { Tau = 0.05 }.Train(
                                        pi,
                                        safe,
                                        t.Data,
                                        t.Environments,
                                        t.Expert,
                                        t.Rounds,
                                        t.Options,
                                        told,
                                        t.Cancellation
                                    )
                            )
                    ),
                t =>
                    t.InRounds(
                        t.Deterministic(),
                        (mu, told) =>
                            With(
                                t.Critic(),
                                safe =>
                                    new SafeDAgger { Tau = Squared(t, 0.15) }.Train(
                                        mu,
                                        safe,
                                        t.Data,
                                        t.Environments,
                                        t.Expert,
                                        t.Rounds,
                                        t.Options,
                                        told,
                                        t.Cancellation
                                    )
                            )
                    )
            ),
            new(
                "SafeDAggerHeldOut",
                null,
                t =>
                    t.InRoundsWithHeldOut(
                        t.Deterministic(),
                        (mu, held, told) =>
                            With(
                                t.Critic(),
                                safe =>
                                    new SafeDAggerHeldOut { Tau = Squared(t, 0.15) }.Train(
                                        mu,
                                        safe,
                                        t.Data,
                                        held,
                                        t.Environments,
                                        t.Expert,
                                        t.Rounds,
                                        t.Options,
                                        told,
                                        t.Cancellation
                                    )
                            )
                    )
            ),
            new(
                "LazyDAgger",
                t =>
                    t.InRounds(
                        t.Categorical(),
                        (pi, told) =>
                            With(
                                t.Critic(),
                                classifier =>
                                    new CategoricalLazyDAgger { BetaH = 0.1, BetaR = 0.05 }.Train(
                                        pi,
                                        classifier,
                                        t.Data,
                                        t.Environments,
                                        t.Expert,
                                        t.Rounds,
                                        t.Options,
                                        told,
                                        t.Cancellation
                                    )
                            )
                    ),
                t =>
                    t.InRounds(
                        t.Deterministic(),
                        (mu, told) =>
                            With(
                                t.Critic(),
                                classifier =>
                                    new LazyDAgger
                                    {
                                        BetaH = Squared(t, 0.2),
                                        BetaR = Squared(t, 0.15),
                                        Noise = t.Arena.Tolerance,
                                    }.Train(mu, classifier, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                            )
                    )
            ),
            new(
                "EnsembleDAgger",
                t =>
                    t.InRounds(
                        t.Categoricals(),
                        (pi, told) =>
                            new CategoricalEnsembleDAgger().Train(
                                pi,
                                t.Data,
                                t.Environments,
                                t.Expert,
                                t.Rounds,
                                t.Options,
                                told,
                                t.Cancellation
                            )
                    ),
                t =>
                    t.InRounds(
                        t.Deterministics(),
                        (mu, told) =>
                            new EnsembleDAgger { Doubt = Squared(t, 0.5), Discrepancy = Squared(t, 1) }.Train(
                                mu,
                                t.Data,
                                t.Environments,
                                t.Expert,
                                t.Rounds,
                                t.Options,
                                told,
                                t.Cancellation
                            )
                    )
            ),
            new(
                "ThriftyDAgger",
                t =>
                    t.InRounds(
                        t.Categoricals(),
                        (pi, told) =>
                            With(
                                t.ActionValues(),
                                q1 =>
                                    With(
                                        t.ActionValues("second critic"),
                                        q2 =>
                                            new CategoricalThriftyDAgger { Rate = 0.05 }.Train(
                                                pi,
                                                q1,
                                                q2,
                                                t.Data,
                                                t.Environments,
                                                t.Expert,
                                                t.Rounds,
                                                t.Options,
                                                told,
                                                t.Cancellation
                                            )
                                    )
                            )
                    ),
                t =>
                    t.InRounds(
                        t.Deterministics(),
                        (mu, told) =>
                            With(
                                t.ActCritic(),
                                q1 =>
                                    With(
                                        t.ActCritic("second critic"),
                                        q2 =>
                                            new ThriftyDAgger { Rate = 0.05 }.Train(
                                                mu,
                                                q1,
                                                q2,
                                                t.Data,
                                                t.Environments,
                                                t.Expert,
                                                t.Rounds,
                                                t.Options,
                                                told,
                                                t.Cancellation
                                            )
                                    )
                            )
                    )
            ),
        ];

    private static double Squared(Trial trial, double share) => share * trial.Arena.Tolerance * share * trial.Arena.Tolerance;

    /// <summary>A second network, for as long as it is trained.</summary>
    private static TResult With<TNetwork, TResult>(TNetwork network, Func<TNetwork, TResult> use)
        where TNetwork : IDisposable
    {
        using (network)
            return use(network);
    }
}
