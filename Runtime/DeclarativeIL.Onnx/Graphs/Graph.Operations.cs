using Element = DeclarativeIL.Onnx.Graphs.Messages.TensorProto.Types.Element;

namespace DeclarativeIL.Onnx.Graphs;

/// <content>Operations, of opset 13. A row's numbers are the last dimension.</content>
internal sealed partial class Graph
{
    private Value? _rows; // [1], their number

    public Value Add(Value left, Value right) => Node("Add", [left, right]);

    public Value Add(Value left, double right) => Add(left, Constant(right));

    public Value Subtract(Value left, Value right) => Node("Sub", [left, right]);

    public Value Multiply(Value left, Value right) => Node("Mul", [left, right]);

    public Value Multiply(Value left, double right) => Multiply(left, Constant(right));

    public Value Divide(Value left, Value right) => Node("Div", [left, right]);

    public Value Tanh(Value value) => Node("Tanh", [value]);

    public Value Sigmoid(Value value) => Node("Sigmoid", [value]);

    public Value Relu(Value value) => Node("Relu", [value]);

    public Value Exp(Value value) => Node("Exp", [value]);

    public Value Log(Value value) => Node("Log", [value]);

    /// <summary>z Phi(z).</summary>
    public Value Gelu(Value value)
    {
        var scaled = Multiply(value, 1 / Math.Sqrt(2));
        var erf = isWide ? Cast(Node("Erf", [Cast(scaled, Element.Float)]), Element.Double) : Node("Erf", [scaled]);
        return Multiply(Multiply(value, 0.5), Add(erf, 1));
    }

    /// <summary>log(1 + exp x), which in float64 engines need not know as an operation.</summary>
    public Value Softplus(Value value) =>
        isWide ? Add(Relu(value), Log(Add(Exp(Node("Neg", [Node("Abs", [value])])), 1))) : Node("Softplus", [value]);

    /// <summary>Each number within bounds that go by its place.</summary>
    public Value Clip(Value value, double[] low, double[] high) =>
        Node("Min", [Node("Max", [value, Constant(low, low.Length)]), Constant(high, high.Length)]);

    /// <summary>Each number within the same bounds.</summary>
    public Value Clip(Value value, double low, double high) => Node("Clip", [value, Scalar(low), Scalar(high)]);

    /// <summary>x W' + b of rows.</summary>
    public Value Layer(Value rows, Value weight, Value bias) => Node("Gemm", [rows, weight, bias], Attribute("transB", 1));

    public Value Product(Value left, Value right) => Node("MatMul", [left, right]);

    public Value LogSoftmax(Value value) => Node("LogSoftmax", [value], Attribute("axis", -1));

    /// <summary>Sums to each place of the last dimension.</summary>
    public Value CumulativeSums(Value value) => Node("CumSum", [value, ScalarInteger(-1)]);

    /// <summary>The sum over a dimension, which is left out.</summary>
    public Value Sum(Value value, int dimension) => Node("ReduceSum", [value, Integers(dimension)], Attribute("keepdims", 0));

    /// <summary>The mean over a dimension, which is left out.</summary>
    public Value Mean(Value value, int dimension) => Node("ReduceMean", [value], Attribute("axes", [dimension]), Attribute("keepdims", 0));

    /// <summary>The place of the largest number of a row, of equals the first, as one number.</summary>
    public Value ArgMax(Value value) => Cast(Node("ArgMax", [value], Attribute("axis", -1), Attribute("keepdims", 1)), Number);

    /// <summary>1 at the place that a number names, else 0.</summary>
    /// <param name="place">[..., 1].</param>
    /// <param name="count">Number of places.</param>
    /// <returns>[..., count].</returns>
    public Value OneHot(Value place, int count) =>
        Cast(Node("Equal", [place, Constant([.. Enumerable.Range(0, count).Select(static i => (double)i)], count)]), Number);

    /// <summary>1 where a number is at least 0, else 0.</summary>
    public Value IsNotNegative(Value value) => Cast(Node("Not", [Node("Less", [value, Constant(0.0)])]), Number);

    /// <summary>Numbers, and another one where a second one is 0.</summary>
    public Value Where(Value isNotZero, Value value, double otherwise) =>
        Node("Where", [Node("Equal", [isNotZero, Constant(0.0)]), Constant(otherwise), value]);

    /// <summary>Some numbers of a row.</summary>
    public Value Slice(Value value, int first, int width) => Node("Slice", [value, Integers(first), Integers(first + width), Integers(-1)]);

    /// <summary>Rows side by side.</summary>
    public Value Concat(params ReadOnlySpan<Value> values) =>
        values.Length == 1 ? values[0] : Node("Concat", values, Attribute("axis", -1));

    /// <summary>Rows of some numbers as tables of rows.</summary>
    public Value Table(Value value, int rows, int columns) =>
        Node("Reshape", [value, members is null ? Integers(0, rows, columns) : Integers(0, 0, rows, columns)]);

    /// <summary>A dimension more, of size 1.</summary>
    public Value Unsqueeze(Value value, int dimension) => Node("Unsqueeze", [value, Integers(dimension)]);

    /// <summary>Numbers that are the same for all states, for each of them.</summary>
    /// <param name="numbers">Of each member, those of a row.</param>
    /// <param name="state">The states, [batch, s].</param>
    public Value ForEach(double[][] numbers, Value state)
    {
        var width = numbers[0].Length;
        var batch = _rows ??= Node("Slice", [Node("Shape", [state]), Integers(0), Integers(1), Integers(0)]);
        return members is { } count
            ? Node("Expand", [Constant([.. numbers.SelectMany(static one => one)], count, 1, width), Sizes(Integers(count), batch, width)])
            : Node("Expand", [Constant(numbers[0], 1, width), Sizes(null, batch, width)]);
    }

    private Value Sizes(Value? first, Value batch, int width) =>
        Node("Concat", first is { } leading ? [leading, batch, Integers(width)] : [batch, Integers(width)], Attribute("axis", 0));

    private Value Scalar(double number) => Constant(Bytes((ReadOnlySpan<double>)[number]), Number, []);

    private Value ScalarInteger(long number) => Constant(Bytes((ReadOnlySpan<long>)[number]), Element.Int64, []);

    private Value Cast(Value value, Element type) => Node("Cast", [value], Attribute("to", (long)type));
}
