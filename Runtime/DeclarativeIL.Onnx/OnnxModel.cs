using System.Globalization;
using DeclarativeIL.Files;
using DeclarativeIL.Networks;
using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Onnx.Graphs.Messages;
using DeclarativeIL.Onnx.Heads;
using DeclarativeIL.Policies;
using Google.Protobuf;

namespace DeclarativeIL.Onnx;

/// <summary>
/// A network as an ONNX model: what it computes with the parameters that it had when the model was made. The same network gives the same
/// bytes.
/// </summary>
public sealed class OnnxModel
{
    /// <summary>The version of the operations that models are made of.</summary>
    public const int Opset = 13;

    private const int FormatVersion = 7; // of the file format, the one that came with the opset
    private const long MostBytes = 1L << 30; // a message of protobuf ends at 2 GiB

    private readonly ModelProto _model;

    private OnnxModel(Graph graph, IEnumerable<KeyValuePair<string, string>> words)
    {
        _model = new()
        {
            IrVersion = FormatVersion,
            ProducerName = typeof(OnnxModel).Namespace,
            ProducerVersion = typeof(OnnxModel).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = graph.Message,
        };
        _model.OpsetImport.Add(new OperatorSetProto { Domain = "", Version = Opset });
        foreach (var (key, value) in words.OrderBy(static word => word.Key, StringComparer.Ordinal))
            _model.MetadataProps.Add(new EntryProto { Key = key, Value = value });
        (Inputs, Outputs) = (Described(graph.Message.Input), Described(graph.Message.Output));
    }

    /// <summary>What the model takes.</summary>
    public IReadOnlyList<OnnxTensor> Inputs { get; }

    /// <summary>What it gives.</summary>
    public IReadOnlyList<OnnxTensor> Outputs { get; }

    /// <summary>What the model says about itself, by name: kind, sizes and bounds, as a policy's own file says them.</summary>
    public IReadOnlyDictionary<string, string> Metadata =>
        _model.MetadataProps.ToDictionary(static entry => entry.Key, static entry => entry.Value);

    /// <summary>The model of a policy, or of an ensemble.</summary>
    /// <param name="policy">A policy over a built-in perceptron.</param>
    /// <param name="options">What is written; none = act and parameters of the distribution, in the policy's numbers.</param>
    /// <exception cref="NotSupportedException">It is over a module, or its head cannot be written; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The policy was disposed.</exception>
    public static OnnxModel Of(PolicyNetwork policy, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var chosen = options ?? new();
        lock (policy.Parameters.Gate)
        {
            var isWide = IsWide(policy.Parameters, policy, chosen);
            var words = PolicyWords.Of(policy.Kind, policy);
            words.Remove("version"); // that of a policy's own file
            return new(PolicyGraph.Of(policy, isWide, chosen.Mode, chosen.Noise), words);
        }
    }

    /// <summary>The model of a critic, of features, or of a field.</summary>
    /// <param name="network">A network over a built-in perceptron.</param>
    /// <param name="options">In which numbers it computes; the rest is about policies.</param>
    /// <exception cref="NotSupportedException">It is over a module; the message says what to do.</exception>
    /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed.</exception>
    public static OnnxModel Of(BodyNetwork network, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        lock (network.Parameters.Gate)
            return new(
                NetworkGraph.Of(network, IsWide(network.Parameters, network, options ?? new())),
                [new("inputs", network.Body.Inputs.ToString(CultureInfo.InvariantCulture))]
            );
    }

    /// <summary>Writes the model to a file, in place of one that is there.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => _model.WriteTo(stream));
    }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToArray() => _model.ToByteArray();

    private static bool IsWide(FlatParameters parameters, object network, OnnxOptions options)
    {
        ObjectDisposedException.ThrowIf(parameters.IsDisposed, network);
        var isWide = parameters.Placement.IsWide && !options.Rounded;
        var bytes = parameters.Count * (isWide ? sizeof(double) : sizeof(float));
        return bytes <= MostBytes
            ? isWide
            : throw new NotSupportedException($"Found {bytes} bytes of parameters; expected at most {MostBytes}, which one file holds.");
    }

    private static OnnxTensor[] Described(IEnumerable<ValueProto> values) =>
        [
            .. values.Select(static value => new OnnxTensor(
                value.Name,
                [
                    .. value.Type.TensorType.Shape.Dim.Select(static one =>
                        one.ValueCase == ShapeProto.Types.Dimension.ValueOneofCase.DimParam
                            ? one.DimParam
                            : one.DimValue.ToString(CultureInfo.InvariantCulture)
                    ),
                ]
            )),
        ];
}
