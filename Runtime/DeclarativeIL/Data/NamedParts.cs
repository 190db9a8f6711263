using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <summary>Holds records that name the parts of a state or an act to the parts of a space.</summary>
public static class NamedParts
{
    /// <summary>Checks that each column of a record of parts is the part of that name of the space, its numbers in order.</summary>
    /// <remarks>
    /// A name is that of a part in upper or lower case. The record need not name all parts. What lies where is found by the parts of a
    /// state whose numbers are 0, 1, 2, ...
    /// </remarks>
    /// <typeparam name="TParts">A record struct whose columns are parts.</typeparam>
    /// <param name="space">The space of observations.</param>
    /// <param name="parts">Makes the record of a state: what equations call.</param>
    /// <exception cref="ArgumentException">
    /// A name is none of the space's parts, a column has other numbers than the part of its name, or the record takes numbers that are not
    /// there.
    /// </exception>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TParts>(this TupleSpace space, Func<State, TParts> parts)
        where TParts : struct
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(parts);
        Check(space, () => parts(new State(Places(space))));
    }

    /// <summary>The same for the parts of an act.</summary>
    /// <typeparam name="TParts">A record struct whose columns are parts.</typeparam>
    /// <param name="space">The space of acts.</param>
    /// <param name="parts">Makes the record of an act: what equations call.</param>
    /// <inheritdoc cref="Check{TParts}(TupleSpace, Func{State, TParts})" path="/*[not(self::summary or self::param or self::typeparam)]"/>
    public static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TParts>(this TupleSpace space, Func<Act, TParts> parts)
        where TParts : struct
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(parts);
        Check(space, () => parts(new Act(Places(space))));
    }

    private static ReadOnlyMemory<double> Places(TupleSpace space)
    {
        var places = new double[space.Width];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        return places;
    }

    private static void Check<[DynamicallyAccessedMembers(RowLayout.Members)] TParts>(TupleSpace space, Func<TParts> make)
        where TParts : struct
    {
        var layout = RowLayout.Of<TParts>();
        TParts found;
        try
        {
            found = make();
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
        {
            throw new ArgumentException($"{typeof(TParts).Name} takes numbers that are not there: the space has {space.Width}.", e);
        }
        Span<double> number = stackalloc double[1];
        for (var i = 0; i < layout.Columns.Count; i++)
        {
            var name = layout.Columns[i].Name;
            var part = Find(space, name, typeof(TParts).Name);
            if (!Holds(layout.Read(found, i, 0, number), part))
                throw new ArgumentException(
                    $"{typeof(TParts).Name}.{name} is {Words(layout.Read(found, i, 0, number))}; "
                        + $"expected {Words(part)}, the part {part.Name}."
                );
        }
    }

    private static SpacePart Find(TupleSpace space, string name, string type)
    {
        foreach (var part in space.Parts)
            if (string.Equals(part.Name, name, StringComparison.OrdinalIgnoreCase))
                return part;
        throw new ArgumentException(
            $"{type} names a part {name}; the space has {string.Join(", ", space.Parts.Select(static part => part.Name))}."
        );
    }

    private static bool Holds(ReadOnlySpan<double> numbers, SpacePart part)
    {
        for (var i = 0; i < numbers.Length; i++)
            if (numbers[i] != part.Offset + i)
                return false;
        return numbers.Length == part.Space.Width;
    }

    private static string Words(ReadOnlySpan<double> places) =>
        places switch
        {
            [] => "no number",
            [var only] => $"number {only}",
            _ => $"numbers {places[0]} to {places[^1]}",
        };

    private static string Words(SpacePart part) =>
        part.Space.Width == 1 ? $"number {part.Offset}" : $"numbers {part.Offset} to {part.Offset + part.Space.Width - 1}";
}
