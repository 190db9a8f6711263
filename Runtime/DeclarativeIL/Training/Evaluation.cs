using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Training;

/// <summary>Measures what a policy, an expert or a controller earns.</summary>
/// <remarks>
/// The episodes that count are fixed beforehand: of environment i the first ones, as many as its share. Taking the episodes
/// that end first instead would favour short ones. Episode e of the result is episode e / N of environment e mod N.
/// Same seeds, same result, bit for bit. Whatever stops an evaluation early, the exception carries the returns of the episodes
/// that had ended (<see cref="StoppedEvaluation.Of"/>).
/// </remarks>
public static class Evaluation
{
    /// <summary>Resamples of the bootstrap (Efron, Tibshirani 1993 ask for a thousand or more).</summary>
    public const int Resamples = 2000;

    /// <summary>Steps after which an episode is taken for one that never ends, unless a step limit is given.</summary>
    public const int MostSteps = 1_000_000;

    /// <summary>Runs a policy, which acts by its mode.</summary>
    /// <param name="policy">Who acts.</param>
    /// <param name="environments">Where; reset at the start.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="seeds">Where the environments' and the bootstrap's randomness comes from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="stepLimit">
    /// Most steps of an episode, which is cut off then and counts with what it earned; none = an episode without an end within
    /// <see cref="MostSteps"/> steps is refused.
    /// </param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">A number is out of range, or who acts does not fit the environments.</exception>
    /// <exception cref="EnvironmentException">
    /// An action is outside of its space, an observation or a reward is not finite, or an episode never ends.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EvaluationResult Run(
        IPolicyNetwork policy,
        IVectorEnvironment environments,
        int episodes,
        SeedSequence seeds,
        double confidence = 0.95,
        int? stepLimit = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(environments);
        SpaceFit.Check(policy, environments, nameof(policy));
        var acting = new ActingPolicy(policy, environments.Count);
        return Run(Act, environments, episodes, seeds, confidence, stepLimit, acting.Begin, cancellation);

        void Act(ReadOnlySpan<float> observations, Span<float> actions)
        {
            acting.Mode(observations, actions);
            BoxActions.Clip(environments.Actions, actions, actions); // as rollouts do, where the policy has no bounds
        }
    }

    /// <summary>Runs an expert.</summary>
    /// <inheritdoc cref="Run(IPolicyNetwork, IVectorEnvironment, int, SeedSequence, double, int?, CancellationToken)"
    /// path="/*[not(self::summary or self::param or self::typeparam)]"/>
    /// <param name="expert">Who acts.</param>
    /// <param name="environments">Where; reset at the start.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="seeds">Where the environments' and the bootstrap's randomness comes from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="stepLimit">Most steps of an episode.</param>
    /// <param name="cancellation">Stops between two steps, or while the expert is waited for.</param>
    /// <exception cref="ExpertException">The expert threw, or answered what cannot be done.</exception>
    public static EvaluationResult Run(
        IActionExpert expert,
        IVectorEnvironment environments,
        int episodes,
        SeedSequence seeds,
        double confidence = 0.95,
        int? stepLimit = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(environments);
        SpaceFit.CheckExpert(expert, environments.Observations, environments.Actions);
        var session = new ExpertSession(expert, environments.Actions, environments.Count);
        var (s, a) = (environments.Observations.Width, environments.Actions.Width);
        using var asking = ExpertCancellation.Until(cancellation);
        return Run(Ask, environments, episodes, seeds, confidence, stepLimit, session.EndEpisode, cancellation);

        void Ask(ReadOnlySpan<float> observations, Span<float> actions)
        {
            session.NextStep();
            for (var i = 0; i < environments.Count; i++)
                session.Action(i, observations.Slice(i * s, s), actions.Slice(i * a, a));
        }
    }

    /// <summary>Runs a controller.</summary>
    /// <inheritdoc cref="Run(IPolicyNetwork, IVectorEnvironment, int, SeedSequence, double, int?, CancellationToken)"
    /// path="/*[not(self::summary or self::param or self::typeparam)]"/>
    /// <param name="controller">Who acts.</param>
    /// <param name="environments">Where; reset at the start.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="seeds">Where the environments' and the bootstrap's randomness comes from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="stepLimit">Most steps of an episode.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static EvaluationResult Run(
        IController controller,
        IVectorEnvironment environments,
        int episodes,
        SeedSequence seeds,
        double confidence = 0.95,
        int? stepLimit = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(environments);
        var (s, a) = (environments.Observations.Width, environments.Actions.Width);
        return Run(Control, environments, episodes, seeds, confidence, stepLimit, null, cancellation);

        void Control(ReadOnlySpan<float> observations, Span<float> actions)
        {
            for (var i = 0; i < environments.Count; i++)
                controller.Control(observations.Slice(i * s, s), actions.Slice(i * a, a));
        }
    }

    /// <summary>The error for an environment that never ends an episode.</summary>
    internal static EnvironmentException Endless(int? environment) =>
        new(
            "episode",
            environment,
            MostSteps,
            "no end",
            $"one within {MostSteps} steps: give a step limit, or wrap the environment in {nameof(TimeLimit)}"
        );

    private static EvaluationResult Run(
        Actor actor,
        IVectorEnvironment environments,
        int episodes,
        SeedSequence seeds,
        double confidence,
        int? stepLimit,
        Action<int>? ended,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(episodes);
        ArgumentNullException.ThrowIfNull(seeds);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, both excluded.");
        if (stepLimit is { } limit)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(stepLimit));
        var run = new EvaluationRun(environments, episodes, stepLimit, ended);
        try
        {
            var returns = run.Returns(actor, seeds.Child("environments"), cancellation);
            return new EvaluationResult(
                returns,
                ArrayStatistics.Mean(returns),
                ArrayStatistics.StandardDeviation(returns),
                Bootstrap(returns, confidence, seeds.Child("bootstrap").Stream())
            )
            {
                CutOff = run.CutOff,
            };
        }
        catch (Exception e)
        {
            new StoppedEvaluation(run.Ended()).AttachTo(e);
            throw;
        }
    }

    private static ConfidenceInterval Bootstrap(double[] returns, double confidence, RandomStream random)
    {
        var means = new double[Resamples];
        for (var b = 0; b < Resamples; b++)
        {
            for (var i = 0; i < returns.Length; i++)
                means[b] += returns[random.NextInt(returns.Length)];
            means[b] /= returns.Length;
        }
        Array.Sort(means);
        var tail = (1 - confidence) / 2;
        return new ConfidenceInterval(
            SortedArrayStatistics.Quantile(means, tail),
            SortedArrayStatistics.Quantile(means, 1 - tail),
            confidence
        );
    }
}
