using System.Buffers.Binary;
using System.Globalization;
using DeclarativeIL.Onnx.Graphs.Messages;
using Google.Protobuf;
using Element = DeclarativeIL.Onnx.Graphs.Messages.TensorProto.Types.Element;

namespace DeclarativeIL.Onnx.Graphs;

/// <summary>A graph while it is made: named tensors, in the order in which they are computed. Equal constants are kept once.</summary>
/// <param name="isWide">Whether it computes in float64; else in float32. Inputs and outputs are float32 either way.</param>
/// <param name="members">Members of an ensemble, the leading dimension of what they say; none for a single network.</param>
internal sealed partial class Graph(bool isWide, int? members)
{
    /// <summary>The dimension of rows.</summary>
    public const string Batch = "batch";

    private readonly GraphProto _graph = new() { Name = "network" };
    private readonly Dictionary<string, Value> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _public = new(StringComparer.Ordinal);

    /// <summary>Whether it computes in float64.</summary>
    public bool IsWide => isWide;

    /// <summary>Members of an ensemble; none for a single network.</summary>
    public int? Members => members;

    /// <summary>The graph as it is.</summary>
    public GraphProto Message => _graph;

    private Element Number => isWide ? Element.Double : Element.Float;

    /// <summary>An input [batch, width] in float32.</summary>
    /// <returns>It in the graph's numbers.</returns>
    public Value Input(string name, int width)
    {
        _public.Add(name);
        _graph.Input.Add(Described(name, [Batch, width]));
        return isWide ? Cast(new(name), Element.Double) : new(name);
    }

    /// <summary>An output in float32.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it is, in the graph's numbers.</param>
    /// <param name="ofMembers">Whether the members of an ensemble stand first.</param>
    /// <param name="row">The dimensions of a row.</param>
    /// <exception cref="NotSupportedException">Another input or output has the name.</exception>
    public void Output(string name, Value value, bool ofMembers, params IEnumerable<int> row)
    {
        if (!_public.Add(name))
            throw new NotSupportedException($"Found two inputs or outputs called '{name}'; expected another name of a column.");
        object[] dimensions = [.. ofMembers && members is { } count ? [count] : (object[])[], Batch, .. row];
        Append(isWide ? "Cast" : "Identity", name, [value], isWide ? [Attribute("to", (long)Element.Float)] : []);
        _graph.Output.Add(Described(name, dimensions));
    }

    /// <summary>Numbers of the network by name.</summary>
    public Value Weights(string name, ReadOnlySpan<double> numbers, params ReadOnlySpan<long> dimensions)
    {
        Keep(name, Bytes(numbers), Number, dimensions);
        return new(name);
    }

    /// <summary>Numbers that a computation needs.</summary>
    public Value Constant(ReadOnlySpan<double> numbers, params ReadOnlySpan<long> dimensions) =>
        Constant(Bytes(numbers), Number, dimensions);

    /// <summary>A number that a computation needs.</summary>
    public Value Constant(double number) => Constant([number]);

    private Value Integers(params ReadOnlySpan<long> numbers) => Constant(Bytes(numbers), Element.Int64, [numbers.Length]);

    private static byte[] Bytes(ReadOnlySpan<long> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(long)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), numbers[i]);
        return bytes;
    }

    private Value Constant(byte[] bytes, Element type, ReadOnlySpan<long> dimensions)
    {
        var key = $"{type} {string.Join(',', dimensions.ToArray())} {Convert.ToHexString(bytes)}";
        if (_constants.TryGetValue(key, out var known))
            return known;
        var name = NewName("constant");
        Keep(name, bytes, type, dimensions);
        return _constants[key] = new(name);
    }

    private void Keep(string name, byte[] bytes, Element type, ReadOnlySpan<long> dimensions)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = type,
            RawData = UnsafeByteOperations.UnsafeWrap(bytes),
        };
        tensor.Dims.AddRange(dimensions.ToArray());
        _graph.Initializer.Add(tensor);
    }

    private byte[] Bytes(ReadOnlySpan<double> numbers)
    {
        var bytes = new byte[numbers.Length * (isWide ? sizeof(double) : sizeof(float))];
        for (var i = 0; i < numbers.Length; i++)
            if (isWide)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
            else if (double.IsFinite(numbers[i]) && !float.IsFinite((float)numbers[i]))
                throw new NotSupportedException($"The network has the number {numbers[i]}; expected one that float32 holds.");
            else
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), (float)numbers[i]);
        return bytes;
    }

    private Value Node(string operation, ReadOnlySpan<Value> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var name = NewName(operation);
        Append(operation, name, inputs, attributes);
        return new(name);
    }

    private void Append(string operation, string output, ReadOnlySpan<Value> inputs, ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        foreach (var input in inputs)
            node.Input.Add(input.Name);
        node.Output.Add(output);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute);
        _graph.Node.Add(node);
    }

    private string NewName(string of)
    {
        _counts[of] = _counts.GetValueOrDefault(of) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"/{of}_{_counts[of]}");
    }

    private static AttributeProto Attribute(string name, long value) =>
        new()
        {
            Name = name,
            Type = AttributeProto.Types.Kind.Int,
            I = value,
        };

    private static AttributeProto Attribute(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.Kind.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }

    private static ValueProto Described(string name, object[] dimensions)
    {
        var shape = new ShapeProto();
        foreach (var dimension in dimensions)
            shape.Dim.Add(
                dimension is int size
                    ? new ShapeProto.Types.Dimension { DimValue = size }
                    : new ShapeProto.Types.Dimension { DimParam = (string)dimension }
            );
        return new()
        {
            Name = name,
            Type = new()
            {
                TensorType = new() { ElemType = Element.Float, Shape = shape },
            },
        };
    }
}
