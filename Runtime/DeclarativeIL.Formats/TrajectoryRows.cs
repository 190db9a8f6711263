using System.Globalization;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;

namespace DeclarativeIL.Formats;

/// <summary>Turns the rows of a file back into episodes, believing nothing.</summary>
internal sealed class TrajectoryRows(string file, TrajectoryMetadata metadata)
{
    private readonly List<Trajectory> _episodes = [];
    private readonly List<float> _observations = [],
        _actions = [];
    private readonly List<double> _rewards = [];
    private long _row;

    /// <summary>Adds the rows of one row group, which holds whole episodes.</summary>
    public void Add(TrajectoryColumns group)
    {
        for (var i = 0; i < group.Rows; i++, _row++)
            Add(group, i);
        if (_rewards.Count != 0)
            throw Wrong("final_observation", "none before the row group ends", "one in the last row of an episode");
        if (!group.Observation.AtEnd || !group.Action.AtEnd || !group.FinalObservation.AtEnd)
            throw Wrong("the lists", "more lists than rows", "one in each row");
    }

    /// <summary>All episodes, once every row group was added.</summary>
    public IReadOnlyList<Trajectory> Episodes =>
        _episodes.Count == metadata.Episodes
            ? _episodes
            : throw Wrong("episode", $"{_episodes.Count} episodes", $"{metadata.Episodes}, as the metadata say");

    private void Add(TrajectoryColumns group, int i)
    {
        Require("episode", group.Episode[i], _episodes.Count);
        Require("step", group.Step[i], _rewards.Count);
        if (!double.IsFinite(group.Reward[i]))
            throw Wrong("reward", group.Reward[i].ToString(CultureInfo.InvariantCulture), "a finite number");
        _observations.AddRange(group.Observation.Next(metadata.StateSize, false, file, Position("observation")));
        var action = group.Action.Next(metadata.ActionSpace.Width, false, file, Position("action"));
        if (!Guard.IsElement(metadata.ActionSpace, action))
            throw Wrong("action", Guard.Print(action), $"an element of {Guard.Describe(metadata.ActionSpace)}");
        _actions.AddRange(action);
        _rewards.Add(group.Reward[i]);
        var final = group.FinalObservation.Next(metadata.StateSize, true, file, Position("final_observation"));
        if (!final.IsEmpty)
            End(final, group.Terminated[i], group.Truncated[i]);
        else if (group.Terminated[i] || group.Truncated[i])
            throw Wrong("final_observation", "none where the episode ends", "what was seen last");
    }

    private void End(ReadOnlySpan<float> final, bool terminated, bool truncated)
    {
        _observations.AddRange(final);
        _episodes.Add(
            new Trajectory(
                metadata.StateSize,
                metadata.ActionSpace,
                [.. _observations],
                [.. _actions],
                [.. _rewards],
                terminated,
                truncated
            )
        );
        _observations.Clear();
        _actions.Clear();
        _rewards.Clear();
    }

    private void Require(string column, int found, int expected)
    {
        if (found != expected)
            throw Wrong(column, found.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));
    }

    private string Position(string column) => $"row {_row}, column {column}";

    private TrajectoryFileException Wrong(string column, string found, string expected) => new(file, Position(column), found, expected);
}
