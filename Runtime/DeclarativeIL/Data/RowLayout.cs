using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace DeclarativeIL.Data;

/// <summary>A column of a row type.</summary>
/// <param name="Name">The positional parameter's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsVector">Whether it holds several numbers (a <see cref="DeclarativeIL.State"/>, an <see cref="Act"/>,
/// <see cref="Acts"/>) rather than one.</param>
internal sealed record RowColumn(string Name, Type Type, bool IsVector)
{
    /// <summary>True if the column holds several acts.</summary>
    public bool IsSeveral => Type == typeof(Acts);
}

/// <summary>Finds the columns of row types.</summary>
internal static class RowLayout
{
    /// <summary>What is asked of a row's type, and stays in a trimmed program.</summary>
    internal const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.Interfaces;

    /// <summary>The layout of <typeparamref name="TRow"/>; found once, then kept.</summary>
    /// <typeparam name="TRow">A <c>readonly record struct</c>.</typeparam>
    /// <exception cref="NotSupportedException">The type is not a row.</exception>
    public static RowLayout<TRow> Of<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>()
        where TRow : struct => RowLayout<TRow>.Shared.Value;

    /// <summary>Tells whether a column can be of the type: a number.</summary>
    internal static bool IsNumber(Type type) => type.IsPrimitive && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Double;

    /// <summary>Tells whether a column can be of the type: a list of numbers.</summary>
    internal static bool IsList(Type type) =>
        type == typeof(double[])
        || type == typeof(float[])
        || type == typeof(ReadOnlyMemory<double>)
        || type == typeof(ReadOnlyMemory<float>);

    /// <summary>The numbers of a list; none where there is no list.</summary>
    internal static ReadOnlyMemory<double> FromArray(double[]? list) => list;

    internal static ReadOnlyMemory<double> FromSingles(float[]? list) => FromSingleMemory(list);

    internal static ReadOnlyMemory<double> FromSingleMemory(ReadOnlyMemory<float> list)
    {
        var numbers = new double[list.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = list.Span[i];
        return numbers;
    }

    internal static float[] ToSingles(double[] numbers) => Array.ConvertAll(numbers, static number => (float)number);

    internal static ReadOnlyMemory<float> ToSingleMemory(double[] numbers) => ToSingles(numbers);

    internal static Acts ToActs(double[][] acts) => new(Array.ConvertAll(acts, static act => new Act(act)));
}

/// <summary>
/// The columns of a row type, a record struct or one marked with <see cref="RowAttribute"/>: its positional parameters, in order. Found by
/// reflection once; rows are read and made by compiled delegates.
/// </summary>
/// <typeparam name="TRow">A <c>readonly record struct</c>.</typeparam>
internal sealed class RowLayout<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>
    where TRow : struct
{
    private readonly Func<TRow, ReadOnlyMemory<double>>?[] _vectors;
    private readonly Func<TRow, double>?[] _scalars;
    private readonly Func<TRow, Acts>?[] _acts;
    private readonly Func<double[][][], TRow> _make;

    internal static readonly Lazy<RowLayout<TRow>> Shared = new(static () => new RowLayout<TRow>());

    private RowLayout()
    {
        if (typeof(TRow).GetCustomAttribute<RowAttribute>() is null && !typeof(IEquatable<TRow>).IsAssignableFrom(typeof(TRow)))
            throw Unusable("it is neither a record struct nor marked [Row]");
        var constructor =
            typeof(TRow)
                .GetConstructors()
                .Where(static candidate => candidate.GetParameters().Length > 0)
                .MaxBy(static candidate => candidate.GetParameters().Length)
            ?? throw Unusable("it has no positional parameters");
        var parameters = constructor.GetParameters();
        Columns = [.. parameters.Select(static parameter => ColumnOf(parameter))];
        _acts = [.. Columns.Select(static column => column.IsSeveral ? Read<Acts>(column) : null)];
        _vectors = [.. Columns.Select(static column => column.IsVector && !column.IsSeveral ? Read<ReadOnlyMemory<double>>(column) : null)];
        _scalars = [.. Columns.Select(static column => column.IsVector ? null : Read<double>(column))];
        var values = Expression.Parameter(typeof(double[][][]));
        var arguments = Columns.Select((column, i) => Back(column, Expression.ArrayIndex(values, Expression.Constant(i))));
        _make = Expression.Lambda<Func<double[][][], TRow>>(Expression.New(constructor, arguments), values).Compile();
        foreach (var probe in (double[])[1, 0, -1.5, 0.5])
            CheckKept(probe);
    }

    /// <summary>The columns, in the order of the positional parameters.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>
    /// The number of acts that column <paramref name="column"/> holds in <paramref name="row"/>; 1 where it holds something else.
    /// </summary>
    internal int Parts(TRow row, int column) => _acts[column] is { } acts ? acts(row).Count : 1;

    /// <summary>The numbers of column <paramref name="column"/> in <paramref name="row"/>, of one act where there are several.</summary>
    internal ReadOnlySpan<double> Read(TRow row, int column, int part, Span<double> scalar)
    {
        if (_acts[column] is { } acts)
            return acts(row)[part].Span;
        if (_vectors[column] is { } vector)
            return vector(row).Span;
        scalar[0] = _scalars[column]!(row);
        return scalar;
    }

    /// <summary>A row of the given numbers: by column, then by act (one, where the column holds another thing).</summary>
    internal TRow Make(double[][][] values) => _make(values);

    /// <summary>The place of the column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == name)
                return i;
        throw new ArgumentException(
            $"{typeof(TRow).Name} has no column '{name}'; it has {string.Join(", ", Columns.Select(static column => column.Name))}.",
            nameof(name)
        );
    }

    /// <summary>Refuses a row whose property is not what its parameter was given: it would not come back as it was stored.</summary>
    private void CheckKept(double probe)
    {
        TRow row;
        var values = Columns
            .Select(column =>
                column.IsVector
                    ?
                    [
                        [probe, probe],
                    ]
                    : new double[][] { [column.Type == typeof(double) ? probe : Math.Abs(Math.Truncate(probe))] }
            )
            .ToArray();
        try
        {
            row = _make(values);
        }
        catch (Exception) // the row itself takes no such numbers
        {
            return;
        }
        for (var i = 0; i < values.Length; i++)
            if (_scalars[i] is { } read && read(row) is var found && found != values[i][0][0])
                throw Unusable(
                    $"its property {Columns[i].Name} is {found} where its parameter was given {values[i][0][0]}; let the record declare "
                        + "the property"
                );
    }

    private static RowColumn ColumnOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var vector = type == typeof(State) || type == typeof(Act) || type == typeof(Acts) || RowLayout.IsList(type);
        if (!vector && type != typeof(bool) && !type.IsEnum && !RowLayout.IsNumber(type))
            throw Unusable(
                $"column {parameter.Name} is of type {type.Name}; expected State, Act, Acts, double, float, a whole number, bool, an enum, "
                    + "double[], float[] or ReadOnlyMemory of these"
            );
        if (typeof(TRow).GetProperty(parameter.Name!)?.PropertyType != type)
            throw Unusable($"parameter {parameter.Name} has no property of its name");
        return new RowColumn(parameter.Name!, type, vector);
    }

    private static Func<TRow, TValue> Read<TValue>(RowColumn column)
    {
        var row = Expression.Parameter(typeof(TRow));
        Expression value = Expression.Property(row, typeof(TRow).GetProperty(column.Name)!);
        if (column.IsSeveral)
            return Expression.Lambda<Func<TRow, TValue>>(value, row).Compile();
        if (column.Type == typeof(double[]) || column.Type == typeof(float[]) || column.Type == typeof(ReadOnlyMemory<float>))
            value = Expression.Call(
                typeof(RowLayout),
                column.Type == typeof(double[]) ? nameof(RowLayout.FromArray)
                    : column.Type == typeof(float[]) ? nameof(RowLayout.FromSingles)
                    : nameof(RowLayout.FromSingleMemory),
                null,
                value
            );
        else if (column.IsVector && column.Type != typeof(ReadOnlyMemory<double>))
            value = Expression.Property(
                value,
                (
                    column.Type == typeof(State)
                        ? typeof(State).GetProperty(nameof(State.Memory))
                        : typeof(Act).GetProperty(nameof(Act.Memory))
                )!
            );
        else if (column.IsVector)
            return Expression.Lambda<Func<TRow, TValue>>(value, row).Compile();
        else if (column.Type == typeof(bool))
            value = Expression.Condition(value, Expression.Constant(1.0), Expression.Constant(0.0));
        else if (column.Type != typeof(double))
        {
            var number = column.Type.IsEnum ? Expression.Convert(value, Enum.GetUnderlyingType(column.Type)) : value;
            value = Expression.Convert(number, typeof(double));
        }
        return Expression.Lambda<Func<TRow, TValue>>(value, row).Compile();
    }

    private static Expression Back(RowColumn column, Expression values)
    {
        if (column.IsSeveral)
            return Expression.Call(typeof(RowLayout), nameof(RowLayout.ToActs), null, values);
        var only = Expression.ArrayIndex(values, Expression.Constant(0));
        if (column.Type == typeof(double[]))
            return only;
        if (column.Type == typeof(ReadOnlyMemory<double>))
            return Expression.Convert(only, column.Type);
        if (column.Type == typeof(float[]) || column.Type == typeof(ReadOnlyMemory<float>))
            return Expression.Call(
                typeof(RowLayout),
                column.Type == typeof(float[]) ? nameof(RowLayout.ToSingles) : nameof(RowLayout.ToSingleMemory),
                null,
                only
            );
        if (column.IsVector)
            return Expression.New(
                (
                    column.Type == typeof(State)
                        ? typeof(State).GetConstructor([typeof(ReadOnlyMemory<double>)])
                        : typeof(Act).GetConstructor([typeof(ReadOnlyMemory<double>)])
                )!,
                Expression.Convert(only, typeof(ReadOnlyMemory<double>))
            );
        Expression value = Expression.ArrayIndex(only, Expression.Constant(0));
        if (column.Type == typeof(bool))
            return Expression.NotEqual(value, Expression.Constant(0.0));
        return column.Type.IsEnum
            ? Expression.Convert(Expression.Convert(value, Enum.GetUnderlyingType(column.Type)), column.Type)
            : Expression.Convert(value, column.Type);
    }

    private static NotSupportedException Unusable(string why) => new($"{typeof(TRow).Name} cannot be a row of a data set: {why}.");
}
