using DeclarativeIL.Backends.Torch;

namespace DeclarativeIL.Onnx.Graphs;

/// <summary>The built-in bodies as graphs: standardisation, layers.</summary>
internal static class Perceptrons
{
    /// <summary>The outputs of a body.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="body">A perceptron, or several in a stack.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>
    /// A map of [batch, in] to [batch, out], or to [members, batch, out]. Weights are written once, however often it is used.
    /// </returns>
    /// <exception cref="NotSupportedException">It is another body.</exception>
    public static Func<Value, Value> Of(Graph graph, Body body, FlatParameters parameters)
    {
        Func<Value, Value> layers = body switch
        {
            Perceptron single => Single(graph, single.Shape, parameters),
            StackedPerceptron several => Stacked(graph, several.Shape, parameters, several.Members),
            _ => throw Refused.Body(body),
        };
        if (parameters.Scaler?.Current is not { } scaling)
            return layers;
        var mean = graph.Weights("observation_mean", scaling.Mean<double>(), body.Inputs);
        var deviation = graph.Weights("observation_deviation", scaling.Deviation<double>(), body.Inputs);
        return rows => layers(graph.Divide(graph.Subtract(rows, mean), deviation));
    }

    private static Func<Value, Value> Single(Graph graph, PerceptronShape shape, FlatParameters parameters)
    {
        var layers = Enumerable
            .Range(0, shape.Depth)
            .Select(i => (Weight: Written(graph, parameters, 2 * i), Bias: Written(graph, parameters, (2 * i) + 1)))
            .ToList();
        return rows =>
        {
            for (var i = 0; i < layers.Count; i++)
                rows = Activated(graph, shape, i, graph.Layer(rows, layers[i].Weight, layers[i].Bias));
            return rows;
        };
    }

    private static Func<Value, Value> Stacked(Graph graph, PerceptronShape shape, FlatParameters parameters, int members)
    {
        var own = parameters.Slots.Count / members;
        var layers = new List<(Value Weight, Value Bias)>();
        for (var i = 0; i < shape.Depth; i++)
        {
            var (inputs, outputs) = (shape.InputsOf(i), shape.OutputsOf(i));
            double[] Joined(int slot, Func<double[], double[]> form) =>
                [.. Enumerable.Range(0, members).SelectMany(member => form(Numbers(parameters, (member * own) + slot)))];
            layers.Add(
                (
                    graph.Weights($"layers.{i}.weight", Joined(2 * i, weight => Transposed(weight, inputs)), members, inputs, outputs),
                    graph.Weights($"layers.{i}.bias", Joined((2 * i) + 1, static bias => bias), members, 1, outputs)
                )
            );
        }
        return rows =>
        {
            for (var i = 0; i < layers.Count; i++)
                rows = Activated(graph, shape, i, graph.Add(graph.Product(rows, layers[i].Weight), layers[i].Bias));
            return rows;
        };
    }

    private static Value Activated(Graph graph, PerceptronShape shape, int layer, Value z) =>
        layer == shape.Depth - 1
            ? z
            : shape.Activation switch
            {
                Activation.Linear => z,
                Activation.Tanh => graph.Tanh(z),
                Activation.Relu => graph.Relu(z),
                Activation.Gelu => graph.Gelu(z),
                Activation.Sigmoid => graph.Sigmoid(z),
            };

    private static Value Written(Graph graph, FlatParameters parameters, int slot) =>
        graph.Weights(parameters.Slots[slot].Name, Numbers(parameters, slot), [.. parameters.Slots[slot].Shape]);

    /// <summary>The numbers of a parameter.</summary>
    /// <exception cref="InvalidOperationException">One is not finite.</exception>
    public static double[] Numbers(FlatParameters parameters, int slot)
    {
        var numbers = new double[parameters.Slots[slot].Count];
        parameters.Read(parameters.Slots[slot], numbers);
        return Array.TrueForAll(numbers, double.IsFinite)
            ? numbers
            : throw new InvalidOperationException(
                $"A number in '{parameters.Slots[slot].Name}' is not finite; expected finite parameters."
            );
    }

    /// <summary>[out, in] as [in, out].</summary>
    private static double[] Transposed(double[] weight, int inputs)
    {
        var (outputs, transposed) = (weight.Length / inputs, new double[weight.Length]);
        for (var row = 0; row < outputs; row++)
        for (var column = 0; column < inputs; column++)
            transposed[(column * outputs) + row] = weight[(row * inputs) + column];
        return transposed;
    }
}
