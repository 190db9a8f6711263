using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>An HDF5 file, read without trust: every size, count and address is checked against what is there before memory is
/// taken.</summary>
/// <remarks>
/// Format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html. Not read by PureHDF, which writes it here: it takes memory
/// for sizes as a file states them, and follows a file's trees as deep as they lead.
/// </remarks>
internal sealed class Hdf5File
{
    private const int MostLinks = 16;
    private readonly Hdf5Source _source;
    private readonly Hdf5GlobalHeap _heap;
    private readonly long _root;

    private Hdf5File(Hdf5Source source, long root) => (_source, _root, _heap) = (source, root, new(source));

    private static ReadOnlySpan<byte> Signature => [137, 72, 68, 70, 13, 10, 26, 10];

    /// <summary>Reads the beginning of a file.</summary>
    /// <exception cref="MalformedDataException">It is none, or a damaged one.</exception>
    public static Hdf5File Open(FileStream file)
    {
        var source = new Hdf5Source(file);
        for (var at = 0L; at < source.Length - Signature.Length; at = at == 0 ? 512 : 2 * at)
        {
            source.Begin();
            var reader = new Hdf5Reader(source, source.ReadUpTo(at, 128, "the superblock"), "the superblock");
            if (reader.Left > 100 && reader.Take(8).SequenceEqual(Signature))
                return Superblock(source, ref reader, at);
        }
        throw new MalformedDataException("the superblock", "no HDF5 signature", "one at byte 0, 512, 1024, ...");
    }

    /// <summary>The root group.</summary>
    public Hdf5Object Root => Object(_root, "/");

    internal Hdf5Object Object(long address, string path) => new(this, address, path);

    internal Hdf5Source Source => _source;

    internal Hdf5GlobalHeap Heap => _heap;

    /// <summary>The object at a path; none where there is none. Links to paths are followed, up to 16.</summary>
    internal Hdf5Object? Find(Hdf5Object from, string path, int links = 0)
    {
        var found = path.StartsWith('/') ? Root : from;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".")
                continue;
            if (!found.Links.TryGetValue(name, out var link))
                return null;
            if (link.Address is { } address)
                found = Object(address, $"{found.Path.TrimEnd('/')}/{name}");
            else if (link.Target is { } target && links < MostLinks && Find(found, target, links + 1) is { } behind)
                found = behind;
            else
                return null;
        }
        return found;
    }

    private static Hdf5File Superblock(Hdf5Source source, ref Hdf5Reader reader, long at)
    {
        var version = reader.Version(0, 3);
        reader.Skip(version < 2 ? 4 : 0);
        (source.OffsetSize, source.LengthSize) = (reader.Byte(), reader.Byte());
        if (source.OffsetSize is not (2 or 4 or 8) || source.LengthSize is not (2 or 4 or 8))
            throw reader.Wrong($"addresses of {source.OffsetSize} bytes, lengths of {source.LengthSize}", "2, 4 or 8");
        reader.Skip(
            version switch
            {
                0 => 9,
                1 => 13,
                _ => 1,
            }
        );
        var start = reader.Place();
        reader.Skip(source.OffsetSize);
        var end = reader.Place();
        if (start > at || end > source.Length)
            throw reader.Wrong($"{source.Length} bytes", $"{end} bytes: the file is cut off");
        source.Base = at;
        reader.Skip(version < 2 ? 2 * source.OffsetSize : 0);
        return new(source, reader.Place());
    }
}

/// <summary>A group or a data set.</summary>
internal sealed class Hdf5Object
{
    private const long MostAttributes = 1 << 26;
    private readonly Hdf5File _file;
    private readonly List<Hdf5Message> _messages;
    private Dictionary<string, Hdf5Link>? _links;
    private Dictionary<string, EpisodeColumn>? _attributes;

    public Hdf5Object(Hdf5File file, long address, string path)
    {
        (_file, Path, Position) = (file, path, $"object {path}");
        _messages = Hdf5Header.Read(file.Source, address, Position);
    }

    /// <summary>The names that lead to it.</summary>
    public string Path { get; }

    /// <summary>Where it is, for messages.</summary>
    public string Position { get; }

    /// <summary>True if it has elements; else it is a group.</summary>
    public bool IsDataset => _messages.Exists(static message => message.Kind == Hdf5Kinds.Layout);

    /// <summary>The links of a group, in the file's order.</summary>
    public Dictionary<string, Hdf5Link> Links
    {
        get
        {
            if (_links is not null)
                return _links;
            var links = new Dictionary<string, Hdf5Link>();
            foreach (var link in Hdf5Links.Read(_file.Source, _messages, Position))
                if (!links.TryAdd(link.Name, link))
                    throw new MalformedDataException(Position, $"two links '{link.Name}'", "one of each name");
            return _links = links;
        }
    }

    /// <summary>The attributes; those of types that columns cannot have are left out.</summary>
    public Dictionary<string, EpisodeColumn> Attributes =>
        _attributes ??= Hdf5Attributes.Read(
            _file.Source,
            _messages,
            (type, space, bytes, position) =>
                space.IsNull
                    ? null
                    : Hdf5Dataset.Column(type, space, bytes, _file.Heap, new(MostAttributes, _file.Source.Length), position),
            Position
        );

    /// <summary>The text of an attribute; none where it is none.</summary>
    public string? Text(string attribute) =>
        Attributes.TryGetValue(attribute, out var found) && found is { Type: ColumnType.Text, Rows: 1 } ? found.Text(0) : null;

    /// <summary>The whole number of an attribute; none where it is none.</summary>
    public long? Number(string attribute) =>
        Attributes.TryGetValue(attribute, out var found)
        && found is { IsNumeric: true, Rows: 1, Width: 1 }
        && found.Number(0) is var number
        && number == Math.Floor(number)
        && Math.Abs(number) < 1L << 53
            ? (long)number
            : null;

    /// <summary>The object of that name or path below it; none where there is none.</summary>
    public Hdf5Object? Find(string path) => _file.Find(this, path);

    /// <summary>The file.</summary>
    internal Hdf5Source Source => _file.Source;

    /// <summary>The shape of a data set.</summary>
    public Hdf5Space Space => new Hdf5Dataset(_file.Source, _file.Heap, _messages, Position).Space();

    /// <summary>The elements of a data set.</summary>
    public EpisodeColumn Read(MemoryLimit limit) =>
        IsDataset
            ? new Hdf5Dataset(_file.Source, _file.Heap, _messages, Position).Read(limit)
            : throw new MalformedDataException(Position, "a group", "a data set");

    /// <summary>All data sets below a group, by their paths from it; not those behind links to paths.</summary>
    public IEnumerable<(string Path, Hdf5Object Object)> Datasets() => Datasets(0, [_file.Source.Length / 16]);

    private IEnumerable<(string Path, Hdf5Object Object)> Datasets(int depth, long[] left)
    {
        const int MostDepth = 32;
        if (depth > MostDepth || (left[0] -= Links.Count) < 0)
            throw new MalformedDataException(
                Position,
                "groups that lead back to themselves",
                $"fewer groups, at most {MostDepth} in each other"
            );
        foreach (var (name, link) in Links)
        {
            if (link.Address is not { } address)
                continue;
            var child = _file.Object(address, $"{Path.TrimEnd('/')}/{name}");
            if (child.IsDataset)
                yield return (name, child);
            else
                foreach (var (path, below) in child.Datasets(depth + 1, left))
                    yield return ($"{name}/{path}", below);
        }
    }
}
