using DeclarativeIL.Data;

namespace DeclarativeIL.Training;

/// <summary>A file of trajectories that a recording keeps up to date.</summary>
public interface ITrajectoryWriter
{
    /// <summary>Replaces what is in the file, as a whole or not at all.</summary>
    /// <param name="trajectories">All that it holds then.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    void Write(IReadOnlyList<Trajectory> trajectories);
}
