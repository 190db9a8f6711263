using System.Globalization;

namespace DeclarativeIL.Formats;

/// <summary>The properties of a whole trajectory file, as text under keys in its Parquet footer.</summary>
internal sealed record TrajectoryMetadata(int StateSize, Space ActionSpace, int Episodes, long Rows)
{
    public const string Format = "trajectory/1";
    private const string FormatKey = "declarativeil.format",
        StateSizeKey = "declarativeil.state_size";
    private const string ActionSpaceKey = "declarativeil.action_space",
        EpisodesKey = "declarativeil.episodes",
        RowsKey = "declarativeil.rows";

    public Dictionary<string, string> Write() =>
        new()
        {
            [FormatKey] = Format,
            [StateSizeKey] = StateSize.ToString(CultureInfo.InvariantCulture),
            [ActionSpaceKey] = Print(ActionSpace),
            [EpisodesKey] = Episodes.ToString(CultureInfo.InvariantCulture),
            [RowsKey] = Rows.ToString(CultureInfo.InvariantCulture),
        };

    public static TrajectoryMetadata Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        if (Text(metadata, FormatKey, file) is var format && format != Format)
            throw new TrajectoryFileException(file, FormatKey, format, Format);
        return new TrajectoryMetadata(
            (int)Number(metadata, StateSizeKey, int.MaxValue, file),
            Space(Text(metadata, ActionSpaceKey, file), file),
            (int)Number(metadata, EpisodesKey, int.MaxValue, file),
            Number(metadata, RowsKey, long.MaxValue, file)
        );
    }

    private static string Text(IReadOnlyDictionary<string, string> metadata, string key, string file) =>
        metadata.TryGetValue(key, out var text) ? text : throw new TrajectoryFileException(file, key, "nothing", "a value");

    private static long Number(IReadOnlyDictionary<string, string> metadata, string key, long most, string file)
    {
        var text = Text(metadata, key, file);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
            throw new TrajectoryFileException(file, key, text, $"a whole number from 1 to {most}");
        return number;
    }

    private static string Print(Space space) =>
        space.Text
        ?? throw new ArgumentException(
            $"{space.GetType().Name} is no action space that a trajectory file can hold; expected one of the library's."
        );

    private static Space Space(string text, string file)
    {
        try
        {
            return DeclarativeIL.Space.Parse(text);
        }
        catch (FormatException e)
        {
            throw new TrajectoryFileException(file, ActionSpaceKey, text, "a space, such as 'discrete count' or 'box low,... high,...'", e);
        }
    }
}
