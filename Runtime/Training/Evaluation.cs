using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Training;

/// <summary>Measures what a policy, an expert or a controller earns.</summary>
/// <remarks>
/// Which episodes count is fixed beforehand: of environment i the first ones, as many as its share. Taking the episodes
/// that end first instead would favour short ones. Episode e of the result is episode e / N of environment e mod N.
/// Same seeds, same result, bit for bit.
/// </remarks>
public static class Evaluation
{
    /// <summary>Resamples of the bootstrap (Efron, Tibshirani 1993 ask for a thousand or more).</summary>
    public const int Resamples = 2000;

    private delegate void Actor(ReadOnlySpan<float> observations, Span<float> actions);

    /// <summary>Runs a policy, which acts by its mode.</summary>
    /// <param name="policy">Who acts.</param>
    /// <param name="environments">Where; reset at the start.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="seeds">Where the environments' and the bootstrap's randomness comes from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentException">A number is out of range, or the policy does not fit the environments.</exception>
    /// <exception cref="EnvironmentException">An action is outside of its space, or an observation or a reward is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EvaluationResult Run(
        IPolicyNetwork policy, IVectorEnvironment environments, int episodes, SeedSequence seeds, double confidence = 0.95,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(environments);
        if (policy.StateSize != environments.Observations.Width)
            throw new ArgumentException(
                $"policy is for states of {policy.StateSize} numbers; expected {environments.Observations.Width}, as the environments observe.",
                nameof(policy));
        if (policy.Actions.GetType() != environments.Actions.GetType() || policy.Actions.Width != environments.Actions.Width)
            throw new ArgumentException(
                $"policy chooses from {Guard.Describe(policy.Actions)}; expected {Guard.Describe(environments.Actions)}.", nameof(policy));
        return Run(policy.Mode, environments, episodes, seeds, confidence, cancellation);
    }

    /// <summary>Runs an expert.</summary>
    /// <inheritdoc cref="Run(IPolicyNetwork, IVectorEnvironment, int, SeedSequence, double, CancellationToken)"/>
    /// <param name="expert">Who acts.</param>
    /// <param name="environments">Where; reset at the start.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="seeds">Where the environments' and the bootstrap's randomness comes from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ExpertException">The expert threw, or answered what cannot be done.</exception>
    public static EvaluationResult Run(
        IActionExpert expert, IVectorEnvironment environments, int episodes, SeedSequence seeds, double confidence = 0.95,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(environments);
        var desk = new ExpertDesk(expert, environments.Actions, environments.Count);
        var (s, a) = (environments.Observations.Width, environments.Actions.Width);
        return Run(Ask, environments, episodes, seeds, confidence, cancellation, desk.EndEpisode);

        void Ask(ReadOnlySpan<float> observations, Span<float> actions)
        {
            desk.NextStep();
            for (var i = 0; i < environments.Count; i++)
                desk.Action(i, observations.Slice(i * s, s), actions.Slice(i * a, a));
        }
    }

    /// <summary>Runs a controller.</summary>
    /// <inheritdoc cref="Run(IPolicyNetwork, IVectorEnvironment, int, SeedSequence, double, CancellationToken)"/>
    /// <param name="controller">Who acts.</param>
    /// <param name="environments">Where; reset at the start.</param>
    /// <param name="episodes">How many episodes count.</param>
    /// <param name="seeds">Where the environments' and the bootstrap's randomness comes from.</param>
    /// <param name="confidence">Of the interval, between 0 and 1.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public static EvaluationResult Run(
        IController controller, IVectorEnvironment environments, int episodes, SeedSequence seeds, double confidence = 0.95,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(environments);
        var (s, a) = (environments.Observations.Width, environments.Actions.Width);
        return Run(Control, environments, episodes, seeds, confidence, cancellation);

        void Control(ReadOnlySpan<float> observations, Span<float> actions)
        {
            for (var i = 0; i < environments.Count; i++)
                controller.Control(observations.Slice(i * s, s), actions.Slice(i * a, a));
        }
    }

    private static EvaluationResult Run(
        Actor actor, IVectorEnvironment environments, int episodes, SeedSequence seeds, double confidence, CancellationToken cancellation,
        Action<int>? ended = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(episodes);
        ArgumentNullException.ThrowIfNull(seeds);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, both excluded.");
        var returns = Returns(actor, environments, episodes, seeds.Child("environments").Seed, ended, cancellation);
        return new EvaluationResult(
            returns,
            ArrayStatistics.Mean(returns),
            ArrayStatistics.StandardDeviation(returns),
            Bootstrap(returns, confidence, seeds.Child("bootstrap").Stream()));
    }

    private static double[] Returns(
        Actor actor, IVectorEnvironment environments, int episodes, ulong seed, Action<int>? ended, CancellationToken cancellation)
    {
        var (count, s) = (environments.Count, environments.Observations.Width);
        float[] observations = new float[count * s], finals = new float[count * s], actions = new float[count * environments.Actions.Width];
        var (results, returns) = (new StepResult[count], new double[episodes]);
        var (sums, steps, finished) = (new double[count], new int[count], new int[count]);
        environments.Reset(seed, observations);
        for (var open = episodes; open > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
                Guard.Observation(observations.AsSpan(i * s, s), i, steps[i]);
            actor(observations, actions);
            environments.Step(actions, observations, results, finals);
            for (var i = 0; i < count; i++)
            {
                Guard.Reward(results[i].Reward, i, steps[i]++);
                sums[i] += results[i].Reward;
                if (!results[i].Terminated && !results[i].Truncated)
                    continue;
                var episode = (long)finished[i]++ * count + i;          // beyond its share: an environment that waits for the others
                if (episode < episodes)
                {
                    returns[episode] = sums[i];
                    open--;
                }
                (sums[i], steps[i]) = (0, 0);
                ended?.Invoke(i);
            }
        }
        return returns;
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
            SortedArrayStatistics.Quantile(means, tail), SortedArrayStatistics.Quantile(means, 1 - tail), confidence);
    }
}
