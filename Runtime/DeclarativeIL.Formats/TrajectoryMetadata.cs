using System.Globalization;

namespace DeclarativeIL.Formats;

/// <summary>The properties of a whole trajectory file, as text under keys in its Parquet footer.</summary>
/// <param name="StateSize">Numbers per observation.</param>
/// <param name="ActionSpace">Where the actions lie.</param>
/// <param name="Episodes">How many there are.</param>
/// <param name="Rows">Their steps together.</param>
/// <param name="Images">What observations are, where each lies in the file as bytes; null where as a list of numbers.</param>
internal sealed record TrajectoryMetadata(int StateSize, Space ActionSpace, int Episodes, long Rows, ImageSpace? Images = null)
{
    public const string Format = "trajectory/1",
        FormatOfImages = "trajectory/2";
    private const string FormatKey = "declarativeil.format",
        StateSizeKey = "declarativeil.state_size";
    private const string ObservationSpaceKey = "declarativeil.observation_space";
    private const string ActionSpaceKey = "declarativeil.action_space",
        EpisodesKey = "declarativeil.episodes",
        RowsKey = "declarativeil.rows";

    /// <summary>Bytes of the file that a number of an observation takes.</summary>
    public int ObservationBytes => Images is null ? sizeof(float) : sizeof(byte);

    public Dictionary<string, string> Write()
    {
        var words = new Dictionary<string, string>
        {
            [FormatKey] = Images is null ? Format : FormatOfImages,
            [StateSizeKey] = StateSize.ToString(CultureInfo.InvariantCulture),
            [ActionSpaceKey] = Print(ActionSpace),
            [EpisodesKey] = Episodes.ToString(CultureInfo.InvariantCulture),
            [RowsKey] = Rows.ToString(CultureInfo.InvariantCulture),
        };
        if (Images is not null)
            words[ObservationSpaceKey] = Images.Text;
        return words;
    }

    public static TrajectoryMetadata Read(IReadOnlyDictionary<string, string> metadata, bool ofImages, string file)
    {
        var expected = ofImages ? FormatOfImages : Format;
        if (Text(metadata, FormatKey, file) is var format && format != expected)
            throw new TrajectoryFileException(file, FormatKey, format, expected);
        var stateSize = (int)Number(metadata, StateSizeKey, int.MaxValue, file);
        return new TrajectoryMetadata(
            stateSize,
            Space(metadata, ActionSpaceKey, file),
            (int)Number(metadata, EpisodesKey, int.MaxValue, file),
            Number(metadata, RowsKey, long.MaxValue, file),
            !ofImages ? null : ReadImages(metadata, stateSize, file)
        );
    }

    private static ImageSpace ReadImages(IReadOnlyDictionary<string, string> metadata, int stateSize, string file) =>
        Space(metadata, ObservationSpaceKey, file) is ImageSpace images && images.Width == stateSize
            ? images
            : throw new TrajectoryFileException(
                file,
                ObservationSpaceKey,
                Text(metadata, ObservationSpaceKey, file),
                $"images of {stateSize} numbers, as {StateSizeKey} says"
            );

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

    private static Space Space(IReadOnlyDictionary<string, string> metadata, string key, string file)
    {
        var text = Text(metadata, key, file);
        try
        {
            return DeclarativeIL.Space.Parse(text);
        }
        catch (FormatException e)
        {
            throw new TrajectoryFileException(file, key, text, "a space, such as 'discrete count' or 'box low,... high,...'", e);
        }
    }
}
