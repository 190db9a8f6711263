using DeclarativeIL.Data;
using DeclarativeIL.Formats.Parquet;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Formats;

/// <summary>The columns of a trajectory file: one row per step, whole episodes per row group.</summary>
/// <remarks>final_observation is empty but for the last step of an episode, where it is what was seen afterwards.</remarks>
/// <param name="rows">How many steps.</param>
/// <param name="ofImages">Whether observations are bytes; else lists of numbers.</param>
internal sealed class TrajectoryColumns(int rows, bool ofImages)
{
    private static readonly ParquetSchema OfNumbers = SchemaOf(Numbers),
        OfImages = SchemaOf(static name => new DataField<byte[]>(name, nullable: false));

    public readonly int[] Episode = new int[rows],
        Step = new int[rows];
    public readonly double[] Reward = new double[rows];
    public readonly bool[] Terminated = new bool[rows],
        Truncated = new bool[rows];
    public readonly TrajectoryLists Action = new();
    public readonly ITrajectoryColumn Observation = Observations(rows, ofImages),
        FinalObservation = Observations(rows, ofImages);

    public int Rows => rows;

    /// <summary>The columns of a file.</summary>
    public static ParquetSchema Schema(bool ofImages) => ofImages ? OfImages : OfNumbers;

    private static ParquetSchema SchemaOf(Func<string, Field> observations) =>
        new(
            new DataField<int>("episode"),
            new DataField<int>("step"),
            observations("observation"),
            Numbers("action"),
            new DataField<double>("reward"),
            new DataField<bool>("terminated"),
            new DataField<bool>("truncated"),
            observations("final_observation")
        );

    private static ITrajectoryColumn Observations(int rows, bool ofImages) => ofImages ? new TrajectoryImages(rows) : new TrajectoryLists();

    /// <summary>Lays out whole episodes, the first of them numbered <paramref name="first"/>.</summary>
    public static TrajectoryColumns Of(IReadOnlyList<Trajectory> episodes, int first, bool ofImages)
    {
        var (rows, s, a) = (episodes.Sum(static e => e.Length), episodes[0].StateSize, episodes[0].ActionSpace.Width);
        var columns = new TrajectoryColumns(rows, ofImages);
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
        var fields = Schema(ofImages).DataFields;
        await group.WriteAsync<int>(fields[0], Episode, cancellationToken: cancellation).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[1], Step, cancellationToken: cancellation).ConfigureAwait(false);
        await Observation.WriteAsync(group, fields[2], cancellation).ConfigureAwait(false);
        await Action.WriteAsync(group, fields[3], cancellation).ConfigureAwait(false);
        await group.WriteAsync<double>(fields[4], Reward, cancellationToken: cancellation).ConfigureAwait(false);
        await group.WriteAsync<bool>(fields[5], Terminated, cancellationToken: cancellation).ConfigureAwait(false);
        await group.WriteAsync<bool>(fields[6], Truncated, cancellationToken: cancellation).ConfigureAwait(false);
        await FinalObservation.WriteAsync(group, fields[7], cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a row group, which is known not to have more rows than the file has bytes for.</summary>
    public static TrajectoryColumns Read(
        FileStream stream,
        ParquetFooter footer,
        ParquetGroup group,
        TrajectoryMetadata metadata,
        string file
    )
    {
        var columns = new TrajectoryColumns((int)group.Rows, metadata.Images is not null);
        var (rows, s, a) = (group.Rows, metadata.StateSize, metadata.ActionSpace.Width);
        var leaves = footer.Root.Leaves.ToArray();
        var budget = new ByteBudget(8 * stream.Length); // pages are not compressed: they lie in the file
        Fill(0, columns.Episode, ParquetNumbers.Open);
        Fill(1, columns.Step, ParquetNumbers.Open);
        Seen(2, columns.Observation, rows * s);
        Lists(3, columns.Action, rows * a, rows * a);
        Fill(4, columns.Reward, ParquetNumbers.Open);
        Fill(5, columns.Terminated, ParquetNumbers.OpenTruths);
        Fill(6, columns.Truncated, ParquetNumbers.OpenTruths);
        Seen(7, columns.FinalObservation, rows);
        return columns;

        void Seen(int column, ITrajectoryColumn observations, long least)
        {
            if (observations is TrajectoryLists lists)
                Lists(column, lists, least, rows * s);
            else
            {
                Entries(group, leaves[column], rows, rows, file);
                ((TrajectoryImages)observations).Read(
                    new ParquetEntries<byte[]>(stream, footer, group, leaves[column], budget, ParquetBytes.Open, sizeof(int))
                );
            }
        }

        void Fill<T>(int column, T[] values, OpenValues<T> open)
        {
            Entries(group, leaves[column], rows, rows, file);
            var entries = new ParquetEntries<T>(stream, footer, group, leaves[column], budget, open, 1);
            for (var i = 0; entries.Next(); i++)
                values[i] = entries.Value;
        }

        void Lists(int column, TrajectoryLists lists, long least, long most)
        {
            var count = (int)Entries(group, leaves[column], least, most, file);
            var entries = new ParquetEntries<float>(stream, footer, group, leaves[column], budget, ParquetNumbers.Open, sizeof(float));
            lists.Read(entries, count);
        }
    }

    /// <summary>Tells whether observations are bytes; throws unless a file has these columns.</summary>
    public static bool Expect(ParquetNode root, string file)
    {
        const int Most = 16; // a hostile file can have very many
        var found = string.Join(
            ", ",
            root.Leaves.Take(Most).Select(static leaf => Describe(leaf.Path, leaf.Type, leaf.Definition, leaf.Repetition))
        );
        return found == Describe(OfImages)
            || (found == Describe(OfNumbers) ? false : throw new TrajectoryFileException(file, "the schema", found, Describe(OfNumbers)));
    }

    private static string Describe(ParquetSchema schema) =>
        string.Join(
            ", ",
            schema.DataFields.Select(static field =>
                Describe(
                    string.Join('.', field.Path.ToList()),
                    PhysicalType(field.ClrType),
                    field.MaxDefinitionLevel,
                    field.MaxRepetitionLevel
                )
            )
        );

    private static string Describe(string path, int? type, int definition, int repetition) =>
        $"{path} of type {type} in levels {definition} and {repetition}";

    private static int PhysicalType(Type type) =>
        type == typeof(int) ? ParquetNode.Int32
        : type == typeof(double) ? ParquetNode.Double
        : type == typeof(bool) ? ParquetNode.Truths
        : type == typeof(float) ? ParquetNode.Float
        : ParquetNode.Bytes;

    /// <summary>The number of entries that a column claims to have; checked before anything of that size is allocated.</summary>
    private static long Entries(ParquetGroup group, ParquetNode column, long least, long most, string file)
    {
        var entries = ParquetEntries<float>.Find(group, column).Count;
        return entries >= least && entries <= most
            ? entries
            : throw new TrajectoryFileException(
                file,
                $"column {column.Path}",
                $"{entries} entries",
                least == most ? $"{least}" : $"{least} to {most}"
            );
    }

    private static ListField Numbers(string name) => new(name, new DataField<float>("element"));
}
