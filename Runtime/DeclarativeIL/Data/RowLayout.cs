using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

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

    /// <summary>Tells whether a column of the type holds several numbers.</summary>
    internal static bool IsVector(Type type) => type == typeof(State) || type == typeof(Act) || type == typeof(Acts) || IsList(type);

    internal static NotSupportedException Unusable(Type row, string why) => new($"{row.Name} cannot be a row of a data set: {why}.");
}

/// <summary>
/// The columns of a row type, a record struct or one marked with <see cref="RowAttribute"/>: its positional parameters, in order. Of a
/// marked type the generator wrote how rows are read and made (<see cref="RowAccess{TRow}"/>); of another reflection finds it once.
/// </summary>
/// <typeparam name="TRow">A <c>readonly record struct</c>.</typeparam>
internal sealed class RowLayout<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>
    where TRow : struct
{
    private readonly RowAccess<TRow> _access;
    private readonly bool[] _areSeveral,
        _areVectors;

    internal static readonly Lazy<RowLayout<TRow>> Shared = new(static () => new(RowAccess<TRow>.Generated ?? Reflected()));

    internal RowLayout(RowAccess<TRow> access)
    {
        _access = access;
        Columns = [.. access.Columns.Select(static column => new RowColumn(column.Name, column.Type, RowLayout.IsVector(column.Type)))];
        _areSeveral = [.. Columns.Select(static column => column.IsSeveral)];
        _areVectors = [.. Columns.Select(static column => column.IsVector)];
        foreach (var probe in (double[])[1, 0, -1.5, 0.5])
            CheckKept(probe);
    }

    /// <summary>The columns, in the order of the positional parameters.</summary>
    public IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>
    /// The number of acts that column <paramref name="column"/> holds in <paramref name="row"/>; 1 where it holds something else.
    /// </summary>
    internal int Parts(TRow row, int column) => _areSeveral[column] ? _access.Several(row, column).Count : 1;

    /// <summary>The numbers of column <paramref name="column"/> in <paramref name="row"/>, of one act where there are several.</summary>
    internal ReadOnlySpan<double> Read(TRow row, int column, int part, Span<double> scalar)
    {
        if (_areSeveral[column])
            return _access.Several(row, column)[part].Span;
        if (_areVectors[column])
            return _access.Vector(row, column).Span;
        scalar[0] = _access.Number(row, column);
        return scalar;
    }

    /// <summary>A row of the given numbers: by column, then by act (one, where the column holds another thing).</summary>
    internal TRow Make(double[][][] values) => _access.Make(values);

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
            row = _access.Make(values);
        }
        catch (Exception) // the row itself takes no such numbers
        {
            return;
        }
        for (var i = 0; i < values.Length; i++)
            if (!_areVectors[i] && _access.Number(row, i) is var found && found != values[i][0][0])
                throw RowLayout.Unusable(
                    typeof(TRow),
                    $"its property {Columns[i].Name} is {found} where its parameter was given {values[i][0][0]}; let the record declare "
                        + "the property"
                );
    }

    /// <summary>By reflection, where methods can be compiled while the program runs.</summary>
    private static RowAccess<TRow> Reflected() =>
        RuntimeFeature.IsDynamicCodeSupported
            ? new ReflectedRow<TRow>()
            : throw RowLayout.Unusable(
                typeof(TRow),
                "this program is compiled ahead of time, and nothing was generated for it: mark it [Row], where the assembly can see it"
            );
}
