using Microsoft.ML.OnnxRuntime;

namespace DeclarativeIL.Onnx.Tests;

/// <summary>A model, run by ONNX Runtime on the CPU.</summary>
internal sealed class Runtime : IDisposable
{
    private readonly InferenceSession _session;

    public Runtime(OnnxModel model)
        : this(model.ToArray()) { }

    public Runtime(byte[] model)
    {
        using var options = new SessionOptions { InterOpNumThreads = 1, IntraOpNumThreads = 1 };
        _session = new(model, options);
    }

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <summary>What the file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>All outputs, for inputs of so many rows.</summary>
    public Dictionary<string, (long[] Shape, float[] Values)> Run(int rows, params (string Name, float[] Values)[] inputs)
    {
        var values = inputs.ToDictionary(
            static input => input.Name,
            input => OrtValue.CreateTensorValueFromMemory(input.Values, [rows, input.Values.Length / Math.Max(1, rows)])
        );
        try
        {
            using var run = new RunOptions();
            using var outputs = _session.Run(run, values, _session.OutputNames);
            return _session
                .OutputNames.Zip(outputs)
                .ToDictionary(
                    static pair => pair.First,
                    static pair => (pair.Second.GetTensorTypeAndShape().Shape, pair.Second.GetTensorDataAsSpan<float>().ToArray())
                );
        }
        finally
        {
            foreach (var value in values.Values)
                value.Dispose();
        }
    }

    public void Dispose() => _session.Dispose();
}
