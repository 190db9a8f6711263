using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace DeclarativeIL.Data;

/// <summary>Reads and makes rows by delegates that are compiled once from what reflection finds.</summary>
/// <typeparam name="TRow">A <c>readonly record struct</c>.</typeparam>
internal sealed class ReflectedRow<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : RowAccess<TRow>
    where TRow : struct
{
    private readonly Func<TRow, ReadOnlyMemory<double>>?[] _vectors;
    private readonly Func<TRow, double>?[] _scalars;
    private readonly Func<TRow, Acts>?[] _acts;
    private readonly Func<double[][][], TRow> _make;

    /// <exception cref="NotSupportedException">The type is not a row.</exception>
    public ReflectedRow()
    {
        if (typeof(TRow).GetCustomAttribute<RowAttribute>() is null && !typeof(IEquatable<TRow>).IsAssignableFrom(typeof(TRow)))
            throw Unusable("it is neither a record struct nor marked [Row]");
        var constructor =
            typeof(TRow)
                .GetConstructors()
                .Where(static candidate => candidate.GetParameters().Length > 0)
                .MaxBy(static candidate => candidate.GetParameters().Length)
            ?? throw Unusable("it has no positional parameters");
        RowColumn[] columns = [.. constructor.GetParameters().Select(static parameter => ColumnOf(parameter))];
        Columns = [.. columns.Select(static column => (column.Name, column.Type))];
        _acts = [.. columns.Select(static column => column.IsSeveral ? Read<Acts>(column) : null)];
        _vectors = [.. columns.Select(static column => column.IsVector && !column.IsSeveral ? Read<ReadOnlyMemory<double>>(column) : null)];
        _scalars = [.. columns.Select(static column => column.IsVector ? null : Read<double>(column))];
        var values = Expression.Parameter(typeof(double[][][]));
        var arguments = columns.Select((column, i) => Back(column, Expression.ArrayIndex(values, Expression.Constant(i))));
        _make = Expression.Lambda<Func<double[][][], TRow>>(Expression.New(constructor, arguments), values).Compile();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Type Type)> Columns { get; }

    /// <inheritdoc/>
    public override ReadOnlyMemory<double> Vector(TRow row, int column) => _vectors[column]!(row);

    /// <inheritdoc/>
    public override double Number(TRow row, int column) => _scalars[column]!(row);

    /// <inheritdoc/>
    public override Acts Several(TRow row, int column) => _acts[column]!(row);

    /// <inheritdoc/>
    public override TRow Make(double[][][] values) => _make(values);

    private static RowColumn ColumnOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var vector = RowLayout.IsVector(type);
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
                typeof(RowAccess),
                column.Type == typeof(double[]) ? nameof(RowAccess.FromArray)
                    : column.Type == typeof(float[]) ? nameof(RowAccess.FromSingles)
                    : nameof(RowAccess.FromSingleMemory),
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
            return Expression.Call(typeof(RowAccess), nameof(RowAccess.ToActs), null, values);
        var only = Expression.ArrayIndex(values, Expression.Constant(0));
        if (column.Type == typeof(double[]))
            return only;
        if (column.Type == typeof(ReadOnlyMemory<double>))
            return Expression.Convert(only, column.Type);
        if (column.Type == typeof(float[]) || column.Type == typeof(ReadOnlyMemory<float>))
            return Expression.Call(
                typeof(RowAccess),
                column.Type == typeof(float[]) ? nameof(RowAccess.ToSingles) : nameof(RowAccess.ToSingleMemory),
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

    private static NotSupportedException Unusable(string why) => RowLayout.Unusable(typeof(TRow), why);
}
