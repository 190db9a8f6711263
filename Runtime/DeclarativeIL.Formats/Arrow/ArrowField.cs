using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Arrow;

/// <summary>The kinds of fields that are read.</summary>
internal enum ArrowKind
{
    Null,
    Numbers,
    Truths,
    Texts,
    Bytes,
    List,
    FixedList,
    Structure,
}

/// <summary>A field of a schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Element">What numbers are.</param>
/// <param name="IsLarge">Whether places of texts, bytes and lists have 64 bits.</param>
/// <param name="Size">Elements of each list of one size.</param>
/// <param name="Children">What is in lists and structures.</param>
internal sealed record ArrowField(string Name, ArrowKind Kind, ColumnType Element, bool IsLarge, int Size, ArrowField[] Children)
{
    private const int MostDepth = 32;

    /// <summary>The fields of a schema.</summary>
    public static ArrowField[] Schema(FlatTable schema, int bytes, string position)
    {
        if (schema.Number(0, 2) != 0)
            throw new MalformedDataException(position, "big-endian data", "little-endian");
        var left = bytes / 8; // tables may be shared: there are not more fields than could lie there
        return Fields(schema, 1, 0, ref left, position);
    }

    private static ArrowField[] Fields(FlatTable table, int place, int depth, ref int left, string position)
    {
        var (start, count) = table.List(place, 4);
        if (depth > MostDepth || (left -= count) < 0)
            throw new MalformedDataException(position, $"{count} fields, {depth} deep in each other", $"fewer, at most {MostDepth} deep");
        var fields = new ArrowField[count];
        for (var i = 0; i < count; i++)
            fields[i] = One(table.Element(start, i), depth, ref left, position);
        return fields;
    }

    private static ArrowField One(FlatTable field, int depth, ref int left, string position)
    {
        var name = field.Text(0);
        var where = $"{position}, field {name}";
        if (field.Table(4) is not null)
            throw new MalformedDataException(where, "places in a dictionary", "the elements themselves");
        var type = field.Table(3);
        var children = Fields(field, 5, depth + 1, ref left, position);
        var found = field.Number(2, 1) switch
        {
            1 => new ArrowField(name, ArrowKind.Null, default, false, 0, []),
            2 when Elements.Whole((int)(type?.Number(0, 4) ?? 0) / 8, type?.Number(1, 1) == 1) is { } whole => new(
                name,
                ArrowKind.Numbers,
                whole,
                false,
                0,
                []
            ),
            3 when type?.Number(0, 2) is >= 0 and <= 2 => new(
                name,
                ArrowKind.Numbers,
                ColumnType.Float16 + (int)type.Value.Number(0, 2),
                false,
                0,
                []
            ),
            4 => new(name, ArrowKind.Bytes, ColumnType.Bytes, false, 0, []),
            5 => new(name, ArrowKind.Texts, ColumnType.Text, false, 0, []),
            6 => new(name, ArrowKind.Truths, ColumnType.Boolean, false, 0, []),
            12 => new(name, ArrowKind.List, default, false, 0, children),
            13 => new(name, ArrowKind.Structure, default, false, 0, children),
            16 when type?.Number(0, 4) is >= 0 and var size => new(name, ArrowKind.FixedList, default, false, (int)size, children),
            19 => new(name, ArrowKind.Bytes, ColumnType.Bytes, true, 0, []),
            20 => new(name, ArrowKind.Texts, ColumnType.Text, true, 0, []),
            21 => new ArrowField(name, ArrowKind.List, default, true, 0, children),
            var other => throw new MalformedDataException(
                where,
                $"Arrow type {other}",
                "numbers, truths, texts, bytes, lists or structures"
            ),
        };
        return found.Kind is ArrowKind.List or ArrowKind.FixedList && children.Length != 1
            ? throw new MalformedDataException(where, $"a list of {children.Length} fields", "of one")
            : found;
    }
}
