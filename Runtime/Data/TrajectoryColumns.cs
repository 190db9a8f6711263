using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Data;

/// <summary>The columns of a trajectory file: one row per step, whole episodes per row group.</summary>
/// <remarks>final_observation is empty but for the last step of an episode, where it is what was seen afterwards.</remarks>
internal sealed class TrajectoryColumns(int rows)
{
    public static readonly ParquetSchema Schema = new(
        new DataField<int>("episode"),
        new DataField<int>("step"),
        Numbers("observation"),
        Numbers("action"),
        new DataField<double>("reward"),
        new DataField<bool>("terminated"),
        new DataField<bool>("truncated"),
        Numbers("final_observation"));

    public readonly int[] Episode = new int[rows], Step = new int[rows];
    public readonly double[] Reward = new double[rows];
    public readonly bool[] Terminated = new bool[rows], Truncated = new bool[rows];
    public readonly TrajectoryLists Observation = new(), Action = new(), FinalObservation = new();

    public int Rows => rows;

    /// <summary>Lays out whole episodes, the first of them numbered <paramref name="first"/>.</summary>
    public static TrajectoryColumns Of(IReadOnlyList<Trajectory> episodes, int first)
    {
        var (rows, s, a) = (episodes.Sum(static e => e.Length), episodes[0].StateSize, episodes[0].ActionSpace.Width);
        var columns = new TrajectoryColumns(rows);
        columns.Observation.Allocate(checked(rows * s), rows * s);
        columns.Action.Allocate(checked(rows * a), rows * a);
        columns.FinalObservation.Allocate(checked(rows - episodes.Count + episodes.Count * s), episodes.Count * s);
        var row = 0;
        for (var k = 0; k < episodes.Count; k++)
            for (var t = 0; t < episodes[k].Length; t++, row++)
            {
                var (episode, last) = (episodes[k], t == episodes[k].Length - 1);
                (columns.Episode[row], columns.Step[row], columns.Reward[row]) = (first + k, t, episode.Rewards[t]);
                (columns.Terminated[row], columns.Truncated[row]) = (last && episode.Terminated, last && episode.Truncated);
                columns.Observation.Append(episode.Observation(t));
                columns.Action.Append(episode.Action(t));
                columns.FinalObservation.Append(last ? episode.Observation(t + 1) : []);
            }
        return columns;
    }

    public async Task WriteAsync(ParquetRowGroupWriter group, CancellationToken cancellation)
    {
        var fields = Schema.DataFields;
        await group.WriteAsync<int>(fields[0], Episode, cancellationToken: cancellation).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[1], Step, cancellationToken: cancellation).ConfigureAwait(false);
        await WriteAsync(group, fields[2], Observation, cancellation).ConfigureAwait(false);
        await WriteAsync(group, fields[3], Action, cancellation).ConfigureAwait(false);
        await group.WriteAsync<double>(fields[4], Reward, cancellationToken: cancellation).ConfigureAwait(false);
        await group.WriteAsync<bool>(fields[5], Terminated, cancellationToken: cancellation).ConfigureAwait(false);
        await group.WriteAsync<bool>(fields[6], Truncated, cancellationToken: cancellation).ConfigureAwait(false);
        await WriteAsync(group, fields[7], FinalObservation, cancellation).ConfigureAwait(false);
    }

    public static async Task<TrajectoryColumns> ReadAsync(
        ParquetRowGroupReader group, TrajectoryMetadata metadata, string file, CancellationToken cancellation)
    {
        var fields = Schema.DataFields;
        var columns = new TrajectoryColumns((int)group.RowCount);
        var (rows, s, a) = (group.RowCount, metadata.StateSize, metadata.ActionSpace.Width);
        foreach (var scalar in new[] { fields[0], fields[1], fields[4], fields[5], fields[6] })
            Entries(group, scalar, rows, rows, file);
        await group.ReadAsync<int>(fields[0], columns.Episode, cancellationToken: cancellation).ConfigureAwait(false);
        await group.ReadAsync<int>(fields[1], columns.Step, cancellationToken: cancellation).ConfigureAwait(false);
        await ReadAsync(group, fields[2], columns.Observation, rows * s, rows * s, file, cancellation).ConfigureAwait(false);
        await ReadAsync(group, fields[3], columns.Action, rows * a, rows * a, file, cancellation).ConfigureAwait(false);
        await group.ReadAsync<double>(fields[4], columns.Reward, cancellationToken: cancellation).ConfigureAwait(false);
        await group.ReadAsync<bool>(fields[5], columns.Terminated, cancellationToken: cancellation).ConfigureAwait(false);
        await group.ReadAsync<bool>(fields[6], columns.Truncated, cancellationToken: cancellation).ConfigureAwait(false);
        await ReadAsync(group, fields[7], columns.FinalObservation, rows, rows * s, file, cancellation).ConfigureAwait(false);
        return columns;
    }

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, TrajectoryLists column, CancellationToken cancellation)
        => group.WriteAllPartsAsync<float>(field, column.Values, column.Definitions, column.Repetitions, cancellation);

    private static async Task ReadAsync(
        ParquetRowGroupReader group, DataField field, TrajectoryLists column, long least, long most, string file, CancellationToken cancellation)
    {
        var entries = (int)Entries(group, field, least, most, file);
        column.Allocate(entries, entries);
        await group.ReadRawAsync<float>(field, column.Values, column.Definitions, column.Repetitions, cancellation).ConfigureAwait(false);
    }

    /// <summary>How many entries a column says it has; checked before anything of that size is allocated.</summary>
    private static long Entries(ParquetRowGroupReader group, DataField field, long least, long most, string file)
    {
        var entries = group.GetMetadata(field)?.MetaData?.NumValues ?? -1;
        return entries >= least && entries <= most
            ? entries
            : throw new TrajectoryFileException(
                file, $"column {field.Path}", $"{entries} entries", least == most ? $"{least}" : $"{least} to {most}");
    }

    private static ListField Numbers(string name) => new(name, new DataField<float>("element"));
}
