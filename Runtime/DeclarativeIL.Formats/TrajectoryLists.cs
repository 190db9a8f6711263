using DeclarativeIL.Environments;
using DeclarativeIL.Formats.Parquet;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Formats;

/// <summary>
/// A column of lists of numbers as Parquet stores it: values, and for each whether it starts a list (0) or goes on with it (1).
/// </summary>
/// <remarks>
/// An empty list is one entry of definition level 1 without a value; a number has level 2. The cursor moves forward only:
/// a column is filled by <see cref="Append"/>, or read by <see cref="Next"/>.
/// </remarks>
internal sealed class TrajectoryLists : ITrajectoryColumn
{
    private const int Empty = 1,
        Full = 2,
        Starts = 0,
        GoesOn = 1;
    private int _entry,
        _value;

    public float[] Values { get; private set; } = [];

    public int[] Definitions { get; private set; } = [];

    public int[] Repetitions { get; private set; } = [];

    public void Allocate(int entries, int values) =>
        (Values, Definitions, Repetitions) = (new float[values], new int[entries], new int[entries]);

    /// <inheritdoc/>
    public Task WriteAsync(ParquetRowGroupWriter group, DataField field, CancellationToken cancellation) =>
        group.WriteAllPartsAsync<float>(field, Values, Definitions, Repetitions, cancellation);

    /// <summary>Takes all entries of a column of a file.</summary>
    public void Read(ParquetEntries<float> entries, int count)
    {
        Allocate(count, count);
        var value = 0;
        for (var i = 0; entries.Next(); i++)
        {
            (Definitions[i], Repetitions[i]) = (entries.Definition, entries.Repetition);
            if (entries.HasValue)
                Values[value++] = entries.Value;
        }
    }

    public void Append(ReadOnlySpan<float> list)
    {
        if (list.IsEmpty)
            (Definitions[_entry], Repetitions[_entry++]) = (Empty, Starts);
        list.CopyTo(Values.AsSpan(_value));
        _value += list.Length;
        for (var i = 0; i < list.Length; i++)
            (Definitions[_entry], Repetitions[_entry++]) = (Full, i == 0 ? Starts : GoesOn);
    }

    /// <summary>The next list, of exactly <paramref name="width"/> finite numbers, or empty where that is allowed.</summary>
    public ReadOnlySpan<float> Next(int width, bool mayBeEmpty, string file, string position)
    {
        if (_entry < Repetitions.Length && Repetitions[_entry] == Starts && Definitions[_entry] == Empty && mayBeEmpty)
        {
            _entry++;
            return [];
        }
        var length = 0;
        for (
            ;
            _entry < Repetitions.Length && Definitions[_entry] == Full && Repetitions[_entry] == (length == 0 ? Starts : GoesOn);
            _entry++
        )
            length++;
        if (length != width)
            throw new TrajectoryFileException(file, position, $"a list of {length} numbers", $"{width}{(mayBeEmpty ? " or none" : "")}");
        var list = Values.AsSpan(_value, length);
        _value += length;
        return Guard.IsFinite(list) ? list : throw new TrajectoryFileException(file, position, Guard.Print(list), "finite numbers");
    }

    /// <summary>Nothing is left over.</summary>
    public bool AtEnd => _entry == Repetitions.Length;
}
