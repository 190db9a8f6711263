using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <content>Data sets that know their episodes.</content>
public static partial class Dataset
{
    /// <summary>
    /// A data set of whole episodes, which knows which row follows which: networks that remember learn from it in windows
    /// (<see cref="EpisodeWindows"/>). Rows that are added later are of no known episode.
    /// </summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="episodes">The rows of each episode, in the order of its steps.</param>
    /// <param name="images">What all states are, where they are to be kept as bytes (<see cref="OfImages"/>).</param>
    /// <exception cref="ArgumentException">An episode has no row, or a row is refused.</exception>
    public static Dataset<TRow> OfEpisodes<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(
        IEnumerable<IEnumerable<TRow>> episodes,
        ImageSpace? images = null
    )
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var (data, lengths) = (new Dataset<TRow> { Images = images }, new List<int>());
        foreach (var episode in episodes)
        {
            var before = data.Count;
            data.AddRange(episode);
            if (data.Count == before)
                throw new ArgumentException($"Episode {lengths.Count} has no rows; expected one or more.", nameof(episodes));
            lengths.Add(data.Count - before);
        }
        data.Episodes = new ConsecutiveEpisodes(lengths);
        return data;
    }

    /// <summary>The same of recorded episodes: every state, and what was done there.</summary>
    /// <param name="trajectories">The episodes.</param>
    /// <param name="images">What all states are, where they are to be kept as bytes (<see cref="OfImages"/>).</param>
    public static Dataset<Demonstration> OfEpisodes(IEnumerable<Trajectory> trajectories, ImageSpace? images = null)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        return OfEpisodes(trajectories.Select(static trajectory => trajectory.ToDemonstrations()), images);
    }
}
