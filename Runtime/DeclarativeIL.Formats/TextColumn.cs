using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>A column of a file of text, row by row.</summary>
/// <param name="name">Its name.</param>
internal sealed class TextColumn(string name)
{
    private readonly List<double> _numbers = [];
    private readonly List<string> _texts = [];
    private int[] _shape = [];
    private ColumnType? _type;

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a row of numbers or truths.</summary>
    public void Add(ColumnType type, IReadOnlyList<double> numbers, int[] shape, string position)
    {
        Check(type, shape, position);
        _numbers.AddRange(numbers);
        Rows++;
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text, string position)
    {
        Check(ColumnType.Text, [], position);
        _texts.Add(text);
        Rows++;
    }

    public EpisodeColumn Build() =>
        _type switch
        {
            ColumnType.Text => EpisodeColumn.OfTexts(_texts),
            ColumnType.Boolean => EpisodeColumn.OfNumbers(
                ColumnType.Boolean,
                Rows,
                _shape,
                _numbers.Select(static number => (byte)number).ToArray()
            ),
            _ => EpisodeColumn.OfNumbers(
                ColumnType.Float64,
                Rows,
                _shape,
                System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(_numbers.ToArray()).ToArray()
            ),
        };

    private void Check(ColumnType type, int[] shape, string position)
    {
        if (_type is null)
            (_type, _shape) = (type, shape);
        if (_type != type || !_shape.SequenceEqual(shape))
            throw new MalformedDataException($"{position}, column {name}", Words(type, shape), $"{Words(_type.Value, _shape)}, as before");
    }

    private static string Words(ColumnType type, int[] shape) => shape.Length == 0 ? $"{type}" : $"{type} [{string.Join(", ", shape)}]";
}
