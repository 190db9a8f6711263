namespace DeclarativeIL.Formats.Columns;

/// <summary>A column of a table whose rows may be lists, or lists of lists.</summary>
/// <param name="Name">Its name; parts of structures with <c>/</c> between them.</param>
/// <param name="Ends">For each level of lists, outermost first: where each list begins among what is below it, and where the last one
/// ends.</param>
/// <param name="Values">All elements, one a row.</param>
internal sealed record NestedColumn(string Name, int[][] Ends, EpisodeColumn Values)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Ends.Length == 0 ? Values.Rows : Ends[0].Length - 1;

    /// <summary>Some rows of it.</summary>
    public NestedColumn Slice(int start, int count)
    {
        if (Ends.Length == 0)
            return this with { Values = Values.Slice(start, count) };
        var ends = new int[Ends.Length][];
        for (var level = 0; level < ends.Length; level++)
        {
            var first = Ends[level][start];
            ends[level] = Array.ConvertAll(Ends[level][start..(start + count + 1)], end => end - first);
            (start, count) = (first, ends[level][^1]);
        }
        return this with { Ends = ends, Values = Values.Slice(start, count) };
    }

    /// <summary>What is in the list of a row.</summary>
    public NestedColumn Row(int row, string position)
    {
        if (Ends.Length == 0)
            throw new MalformedDataException($"{position}, column {Name}", "single elements", "lists");
        var one = Slice(row, 1);
        return one with { Ends = one.Ends[1..] };
    }

    /// <summary>A column whose rows have one shape: as long as all lists of a level are equally long.</summary>
    /// <param name="position">Where it is, for messages.</param>
    /// <param name="shape">The shape of a row; none where lists are nested as it is.</param>
    public EpisodeColumn ToColumn(string position, int[]? shape = null)
    {
        var (found, width) = (new int[Ends.Length], 1L);
        for (var level = 0; level < found.Length; level++)
        {
            var ends = Ends[level];
            found[level] = ends.Length > 1 ? ends[1] - ends[0] : 0;
            for (var i = 1; i < ends.Length; i++)
                if (ends[i] - ends[i - 1] != found[level])
                    throw new MalformedDataException(
                        $"{position}, column {Name}, list {i - 1}",
                        $"{ends[i] - ends[i - 1]} elements",
                        $"{found[level]}, as in the first"
                    );
            width *= found[level];
        }
        if (!Values.IsNumeric && found.Length > 0 && width != 1)
            throw new MalformedDataException($"{position}, column {Name}", $"{width} {Values.Type} a row", "one");
        if (shape is not null && shape.Aggregate(1L, static (product, size) => product * size) != width && Rows > 0)
            throw new MalformedDataException($"{position}, column {Name}", $"{width} numbers a row", $"{string.Join(" x ", shape)}");
        return Values.IsNumeric ? Values.Shaped(Rows, shape ?? found) : Values;
    }

    /// <summary>The rows of several, one after the other.</summary>
    public static NestedColumn Join(IReadOnlyList<NestedColumn> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var ends = new int[parts[0].Ends.Length][];
        for (var level = 0; level < ends.Length; level++)
        {
            var joined = new List<int> { 0 };
            foreach (var part in parts)
            {
                var before = joined[^1];
                foreach (var end in part.Ends[level].AsSpan(1))
                    joined.Add(checked(before + end));
            }
            ends[level] = [.. joined];
        }
        return parts[0] with { Ends = ends, Values = EpisodeColumn.Join([.. parts.Select(static part => part.Values)]) };
    }
}
