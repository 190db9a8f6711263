using DeclarativeIL.Data;

namespace DeclarativeIL.Training;

/// <summary>A file of trajectories that a recording keeps up to date.</summary>
public interface ITrajectoryWriter
{
    /// <summary>
    /// True if what was written before is not written anew: each episode is written once it has ended. Else a file is written whenever what
    /// it has to hold has grown by a tenth.
    /// </summary>
    bool Appends => false;

    /// <summary>Replaces what is in the file, as a whole or not at all.</summary>
    /// <param name="trajectories">All that it holds then.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    void Write(IReadOnlyList<Trajectory> trajectories);
}
