using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Arrow;

/// <summary>Tables in Arrow's IPC formats, streams and files, read without trust.</summary>
/// <remarks>
/// Format: https://arrow.apache.org/docs/format/Columnar.html. Not read by Apache.Arrow, which writes it here: it takes offsets of its
/// messages unchecked.
/// </remarks>
internal static class ArrowTable
{
    private const int SchemaMessage = 1,
        BatchMessage = 3,
        LargestMessage = 1 << 24;
    private const uint Continuation = 0xFFFFFFFF;

    /// <summary>All columns, whole.</summary>
    /// <exception cref="MalformedDataException">It is damaged, too large, or has what columns cannot have.</exception>
    public static Dictionary<string, NestedColumn> Read(FileStream file, MemoryLimit limit)
    {
        file.Position = 0;
        Begin(file);
        ArrowField[]? schema = null;
        var batches = new List<List<NestedColumn>>();
        while (Next(file) is { } bytes)
        {
            var position = $"the message at byte {file.Position - bytes.Length}";
            var message = FlatTable.Root(bytes, position);
            var (kind, size) = (message.Number(1, 1), message.Number(3, 8));
            if (size < 0 || size > file.Length - file.Position)
                throw new MalformedDataException(
                    position,
                    $"{size} bytes behind it",
                    $"at most {file.Length - file.Position}: it is damaged or cut off"
                );
            var content = message.Table(2) ?? throw new MalformedDataException(position, "an empty message", "a schema or a batch");
            if (kind == SchemaMessage && schema is null)
                schema = ArrowField.Schema(content, bytes.Length, position);
            else if (kind == BatchMessage && schema is not null)
            {
                limit.Take(size, position);
                var body = new byte[size];
                file.ReadExactly(body);
                batches.Add(new ArrowBatch(content, body, limit, $"batch {batches.Count}").Read(schema));
                continue;
            }
            else
                throw new MalformedDataException(position, $"a message of kind {kind}", "one schema, then batches");
            file.Position += size;
        }
        if (schema is null)
            throw new MalformedDataException("the file", "no schema", "an Arrow stream or file");
        return Join(batches);
    }

    /// <summary>A stream begins at once; a file is one between letters.</summary>
    private static void Begin(FileStream file)
    {
        Span<byte> head = stackalloc byte[8],
            tail = stackalloc byte[6];
        if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8 || !head[..6].SequenceEqual("ARROW1"u8))
            file.Position = 0;
        else if (RandomAccess.Read(file.SafeFileHandle, tail, file.Length - tail.Length) < tail.Length || !tail.SequenceEqual("ARROW1"u8))
            throw new MalformedDataException($"byte {file.Length - tail.Length}", "other letters", "ARROW1, as a complete Arrow file ends");
    }

    private static Dictionary<string, NestedColumn> Join(List<List<NestedColumn>> batches)
    {
        var columns = new Dictionary<string, NestedColumn>();
        for (var i = 0; i < (batches.Count == 0 ? 0 : batches[0].Count); i++)
        {
            var column = NestedColumn.Join([.. batches.Select(batch => batch[i])]);
            if (!columns.TryAdd(column.Name, column))
                throw new MalformedDataException($"field {column.Name}", "it twice", "once");
        }
        return columns;
    }

    /// <summary>The next message; none behind the last.</summary>
    private static byte[]? Next(FileStream file)
    {
        Span<byte> word = stackalloc byte[4];
        var at = file.Position;
        if (file.ReadAtLeast(word, 4, throwOnEndOfStream: false) < 4)
            throw new MalformedDataException($"byte {at}", "the end of the file", "a message, or the mark behind the last: it is cut off");
        var size = BitConverter.ToUInt32(word);
        if (size == Continuation)
        {
            if (file.ReadAtLeast(word, 4, throwOnEndOfStream: false) < 4)
                throw new MalformedDataException($"byte {at}", "an end", "a message");
            size = BitConverter.ToUInt32(word);
        }
        if (size == 0)
            return null;
        if (size > LargestMessage || size > file.Length - file.Position)
            throw new MalformedDataException(
                $"byte {at}",
                $"a message of {size} bytes",
                $"at most {Math.Min(LargestMessage, file.Length - file.Position)}"
            );
        var bytes = new byte[size];
        file.ReadExactly(bytes);
        return bytes;
    }
}
