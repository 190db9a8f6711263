using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Data;

/// <summary>Lets an expert act and writes down what happens.</summary>
public static class TrajectoryRecorder
{
    /// <summary>Records whole episodes. Episode k is a pure function of the seeds and k; every step costs one label.</summary>
    /// <param name="environment">Where the expert acts.</param>
    /// <param name="expert">Who acts.</param>
    /// <param name="episodes">How many episodes.</param>
    /// <param name="seeds">Where the episodes' seeds come from: child k.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="episodes"/> is not positive.</exception>
    /// <exception cref="ExpertException">The expert threw, or answered what cannot be done; its round is the episode.</exception>
    /// <exception cref="EnvironmentException">The environment gave numbers that are not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<Trajectory> Record(
        IEnvironment environment, IActionExpert expert, int episodes, SeedSequence seeds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(episodes);
        var desk = new ExpertDesk(expert, environment.Actions, environments: 1);
        var recorded = new List<Trajectory>();
        for (var k = 0; k < episodes; k++)
        {
            desk.Begin(round: k);
            recorded.Add(Episode(environment, desk, seeds.Child((ulong)k).Seed, cancellation));
        }
        return recorded;
    }

    private static Trajectory Episode(IEnvironment environment, ExpertDesk desk, ulong seed, CancellationToken cancellation)
    {
        var observation = new float[environment.Observations.Width];
        var action = new float[environment.Actions.Width];
        List<float> observations = [], actions = [];
        List<double> rewards = [];
        StepResult result;
        environment.Reset(seed, observation);
        Guard.Observation(observation, null, 0);
        observations.AddRange(observation);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            desk.NextStep();
            desk.Action(0, observation, action);
            result = environment.Step(action, observation);
            Guard.Observation(observation, null, rewards.Count);
            Guard.Reward(result.Reward, null, rewards.Count);
            observations.AddRange(observation);
            actions.AddRange(action);
            rewards.Add(result.Reward);
        }
        while (!result.Terminated && !result.Truncated);
        return new Trajectory(
            observation.Length, environment.Actions, [.. observations], [.. actions], [.. rewards], result.Terminated, result.Truncated);
    }
}
