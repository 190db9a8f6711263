using System.ComponentModel;

namespace DeclarativeIL.Data;

/// <summary>Reads and makes rows of one type; generated for every type that is marked with <see cref="RowAttribute"/>.</summary>
/// <typeparam name="TRow">The row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RowAccess<TRow>
    where TRow : struct
{
    /// <summary>What was generated for the type; none where nothing was.</summary>
    internal static RowAccess<TRow>? Generated { get; set; }

    /// <summary>Name and type of each column, in the order of the positional parameters.</summary>
    public abstract IReadOnlyList<(string Name, Type Type)> Columns { get; }

    /// <summary>The numbers of a column that has several.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's place.</param>
    public virtual ReadOnlyMemory<double> Vector(TRow row, int column) => throw Missing(column);

    /// <summary>The number of a column that has one: a truth is 1 or 0, a member of an enum its number.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's place.</param>
    public virtual double Number(TRow row, int column) => throw Missing(column);

    /// <summary>The acts of a column of several.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column's place.</param>
    public virtual Acts Several(TRow row, int column) => throw Missing(column);

    /// <summary>A row of numbers: by column, then by act (one, where the column holds another thing).</summary>
    /// <param name="values">The numbers; lists of them are kept, not copied.</param>
    public abstract TRow Make(double[][][] values);

    private static ArgumentOutOfRangeException Missing(int column) =>
        new(nameof(column), column, $"{typeof(TRow).Name} has no such column of that kind.");
}

/// <summary>What generated code calls for rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowAccess
{
    /// <summary>From now on rows of the type are read and made so, without reflection.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="access">What was generated for it.</param>
    public static void Register<TRow>(RowAccess<TRow> access)
        where TRow : struct => RowAccess<TRow>.Generated = access;

    /// <summary>The numbers of a list; none where there is no list.</summary>
    public static ReadOnlyMemory<double> FromArray(double[]? list) => list;

    /// <summary>The numbers of a list of float32; none where there is no list.</summary>
    public static ReadOnlyMemory<double> FromSingles(float[]? list) => FromSingleMemory(list);

    /// <summary>The numbers of a list of float32.</summary>
    public static ReadOnlyMemory<double> FromSingleMemory(ReadOnlyMemory<float> list)
    {
        var numbers = new double[list.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = list.Span[i];
        return numbers;
    }

    /// <summary>Numbers as float32.</summary>
    public static float[] ToSingles(double[] numbers) => Array.ConvertAll(numbers, static number => (float)number);

    /// <summary>Numbers as memory of float32.</summary>
    public static ReadOnlyMemory<float> ToSingleMemory(double[] numbers) => ToSingles(numbers);

    /// <summary>Several acts; lists of numbers are kept.</summary>
    public static Acts ToActs(double[][] acts) => new(Array.ConvertAll(acts, static act => new Act(act)));
}
