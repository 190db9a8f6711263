namespace DeclarativeIL.Formats.Parquet;

/// <summary>A column of a Parquet file, or a group of them.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">The physical type; none of a group.</param>
/// <param name="isText">Whether the bytes are said to be text.</param>
/// <param name="parent">The group that it is in.</param>
/// <param name="definition">The definition level of what is there.</param>
/// <param name="repetition">How many lists it is in.</param>
/// <param name="converted">What older writers say that values mean, by the number that the format gives it.</param>
internal sealed class ParquetNode(
    string name,
    int? type,
    bool isText,
    ParquetNode? parent,
    int definition,
    int repetition,
    int? converted = null
)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The physical type; none of a group.</summary>
    public int? Type { get; } = type;

    /// <summary>True if the bytes are said to be text.</summary>
    public bool IsText { get; } = isText;

    /// <summary>What values mean, by the number that the format gives it: 11 to 14 are whole numbers of 8 to 64 bits without a sign, 15
    /// to 18 with one.</summary>
    public int? Converted { get; } = converted;

    /// <summary>The definition level of what is there.</summary>
    public int Definition { get; } = definition;

    /// <summary>True if it can be there several times.</summary>
    public bool IsRepeated => parent is not null && Repetition > parent.Repetition;

    /// <summary>The number of lists that the node is nested in.</summary>
    public int Repetition { get; } = repetition;

    /// <summary>Physical types.</summary>
    public const int Truths = 0,
        Int32 = 1,
        Int64 = 2,
        Float = 4,
        Double = 5,
        Bytes = 6;

    private const int Optional = 1,
        Repeated = 2,
        MostDepth = 32,
        Utf8 = 0,
        Enumeration = 4;

    /// <summary>No column.</summary>
    public static readonly ParquetNode None = new("", null, false, null, 0, 0);

    /// <summary>
    /// The names that lead to it from the root, with dots between them. Put together where it is asked for: names can be long.
    /// </summary>
    public string Path => parent?.HasParent is true ? $"{parent.Path}.{Name}" : Name;

    private bool HasParent => parent is not null;

    /// <summary>The parts of a group.</summary>
    public List<ParquetNode> Children { get; } = [];

    /// <summary>All columns below it, in order.</summary>
    public IEnumerable<ParquetNode> Leaves => Type is not null ? [this] : Children.SelectMany(static child => child.Leaves);

    /// <summary>Reads a schema: the groups and columns of a tree, each before its parts.</summary>
    public static ParquetNode Read(ref ThriftReader reader, int type)
    {
        var left = reader.Elements(type, out var of);
        var elements = new List<Element>();
        for (; left > 0; left--)
            elements.Add(Element.Read(ref reader, of));
        if (elements.Count == 0)
            throw new MalformedParquetException("the schema", "nothing", "a root");
        var at = 1;
        var root = new ParquetNode(elements[0].Name, null, false, null, 0, 0);
        Add(root, elements[0].Children, elements, ref at, 0);
        return at == elements.Count
            ? root
            : throw new MalformedParquetException("the schema", $"{elements.Count} elements", $"{at}, as their numbers of parts say");
    }

    private static void Add(ParquetNode parent, long count, List<Element> elements, ref int at, int depth)
    {
        if (depth > MostDepth)
            throw new MalformedParquetException("the schema", $"groups {depth} deep in each other", $"at most {MostDepth}");
        for (; count > 0; count--)
        {
            if (at == elements.Count)
                throw new MalformedParquetException("the schema", $"an end after {at} elements", "more, as their numbers of parts say");
            var element = elements[at++];
            var node = new ParquetNode(
                element.Name,
                element.Type,
                element.IsText,
                parent,
                parent.Definition + (element.Repetition is Optional or Repeated ? 1 : 0),
                parent.Repetition + (element.Repetition == Repeated ? 1 : 0),
                element.Converted
            );
            parent.Children.Add(node);
            if (element.Type is null)
                Add(node, element.Children, elements, ref at, depth + 1);
        }
    }

    private sealed record Element(string Name, int? Type, long Repetition, long Children, bool IsText, int? Converted)
    {
        public static Element Read(ref ThriftReader reader, int structure)
        {
            reader.Structure(structure);
            var (name, physical, repetition, children, isText) = ((string?)null, (int?)null, 0L, 0L, false);
            int? converted = null;
            for (var id = 0; reader.Field(ref id, out var type); )
                switch (id)
                {
                    case 1:
                        physical = (int)reader.Integer(type, 0, 7);
                        break;
                    case 3:
                        repetition = reader.Integer(type, 0, Repeated);
                        break;
                    case 4:
                        name = reader.Text(type);
                        break;
                    case 5:
                        children = reader.Integer(type, 0, int.MaxValue);
                        break;
                    case 6:
                        converted = (int)reader.Integer(type, 0, int.MaxValue);
                        isText |= converted is Utf8 or Enumeration;
                        break;
                    case 10:
                        isText |= ReadLogical(ref reader, type);
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            return name is not null && (physical is null || children == 0)
                ? new(name, physical, repetition, children, isText && physical == Bytes, converted)
                : throw new MalformedParquetException(
                    "the schema",
                    $"'{name}' without a name, or with a type and parts",
                    "a name, and one of both"
                );
        }

        /// <summary>A union: the one that is there is the kind; 1 is a text, 4 a name out of several.</summary>
        private static bool ReadLogical(ref ThriftReader reader, int type)
        {
            reader.Structure(type);
            var isText = false;
            for (var id = 0; reader.Field(ref id, out var inner); reader.Skip(inner))
                isText |= id is 1 or 4;
            return isText;
        }
    }
}
