using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Training;

/// <summary>Lets an expert act and writes down what happens.</summary>
public static class TrajectoryRecorder
{
    /// <summary>Records whole episodes. Episode k is a pure function of the seeds and k; every step costs one label.</summary>
    /// <remarks>
    /// Whatever ends the recording early, what was recorded is not lost: the exception carries it (<see cref="StoppedRecording.Of"/>), and
    /// the whole episodes are in the file, if one was asked for.
    /// </remarks>
    /// <param name="environment">Where the expert acts.</param>
    /// <param name="expert">Who acts.</param>
    /// <param name="episodes">How many episodes.</param>
    /// <param name="seeds">Where the episodes' seeds come from: child k.</param>
    /// <param name="stepLimit">
    /// Most steps of an episode, which is cut off (truncated) then; none = an episode without an end within
    /// <see cref="Evaluation.MostSteps"/> steps is refused.
    /// </param>
    /// <param name="file">A file that is written as the recording goes on, in place of one that is there; none = no file.</param>
    /// <param name="cancellation">Stops between two steps, or while the expert is waited for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">
    /// The expert does not fit the environment, or the environment shows the number of a thing.
    /// </exception>
    /// <exception cref="ExpertException">The expert threw, or answered what cannot be done; its round is the episode.</exception>
    /// <exception cref="EnvironmentException">The environment gave numbers that are not finite, or never ends an episode.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<Trajectory> Record(
        IEnvironment environment,
        IActionExpert expert,
        int episodes,
        SeedSequence seeds,
        int? stepLimit = null,
        ITrajectoryWriter? file = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(episodes);
        if (stepLimit is { } limit)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(stepLimit));
        SpaceFit.CheckSeen(environment.Observations, nameof(environment));
        SpaceFit.CheckExpert(expert, environment.Observations, environment.Actions);
        var session = new ExpertSession(expert, environment.Actions, environments: 1);
        var growing = file is null ? null : new GrowingFile(file);
        var recorded = new List<Trajectory>();
        var episode = new Episode(environment, session, stepLimit);
        using var asking = ExpertCancellation.Until(cancellation);
        try
        {
            for (var k = 0; k < episodes; k++)
            {
                session.Begin(round: k);
                recorded.Add(episode.Record(seeds.Child((ulong)k).Seed, cancellation));
                growing?.Offer(recorded, isLast: k == episodes - 1);
            }
            return recorded;
        }
        catch (Exception e)
        {
            new StoppedRecording(recorded, episode.Unfinished(), growing?.Save(recorded) ?? false).AttachTo(e);
            throw;
        }
    }

    /// <summary>The same, without a step limit or a file.</summary>
    /// <inheritdoc cref="Record(IEnvironment, IActionExpert, int, SeedSequence, int?, ITrajectoryWriter?, CancellationToken)"/>
    public static IReadOnlyList<Trajectory> Record(
        IEnvironment environment,
        IActionExpert expert,
        int episodes,
        SeedSequence seeds,
        CancellationToken cancellation
    ) => Record(environment, expert, episodes, seeds, null, null, cancellation);

    /// <summary>One episode after the other.</summary>
    private sealed class Episode(IEnvironment environment, ExpertSession session, int? stepLimit)
    {
        private readonly List<float> _observations = [],
            _actions = [];
        private readonly List<double> _rewards = [];

        public Trajectory Record(ulong seed, CancellationToken cancellation)
        {
            var observation = new float[environment.Observations.Width];
            var action = new float[environment.Actions.Width];
            StepResult result;
            environment.Reset(seed, observation);
            Guard.Observation(observation, null, 0);
            _observations.AddRange(observation);
            do
            {
                cancellation.ThrowIfCancellationRequested();
                if (stepLimit is null && _rewards.Count >= Evaluation.MostSteps)
                    throw Evaluation.Endless(null);
                session.NextStep();
                session.Action(0, observation, action);
                result = environment.Step(action, observation);
                Guard.Observation(observation, null, _rewards.Count);
                Guard.Reward(result.Reward, null, _rewards.Count);
                _observations.AddRange(observation);
                _actions.AddRange(action);
                _rewards.Add(result.Reward);
                if (_rewards.Count >= stepLimit)
                    result = result with { Truncated = true };
            } while (!result.Terminated && !result.Truncated);
            return Take(result.Terminated, result.Truncated);
        }

        /// <summary>The recorded part of the present episode; null where no step was taken.</summary>
        public Trajectory? Unfinished() => _rewards.Count == 0 ? null : Take(false, false);

        private Trajectory Take(bool terminated, bool truncated)
        {
            var trajectory = new Trajectory(
                environment.Observations.Width,
                environment.Actions,
                [.. _observations],
                [.. _actions],
                [.. _rewards],
                terminated,
                truncated
            );
            _observations.Clear();
            _actions.Clear();
            _rewards.Clear();
            return trajectory;
        }
    }

    /// <summary>A file that is written after each episode, or, anew, whenever what it has to hold has grown by a tenth.</summary>
    private sealed class GrowingFile(ITrajectoryWriter file)
    {
        private int _saved;

        public void Offer(List<Trajectory> recorded, bool isLast)
        {
            if (isLast || file.Appends || recorded.Count >= _saved + Math.Max(1, _saved / 10))
                Write(recorded);
        }

        /// <returns>Whether all that was recorded is in the file.</returns>
        public bool Save(List<Trajectory> recorded)
        {
            try
            {
                if (recorded.Count > _saved)
                    Write(recorded);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                // the exception that stopped the recording says more, and carries the episodes
            }
            return _saved > 0 && recorded.Count == _saved;
        }

        private void Write(List<Trajectory> recorded)
        {
            file.Write(recorded);
            _saved = recorded.Count;
        }
    }
}
