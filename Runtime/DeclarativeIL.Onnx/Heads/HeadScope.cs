using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>A head, or one of several of a product, while its graph is made.</summary>
/// <param name="inputs">What it is about.</param>
internal sealed class HeadScope(HeadInputs inputs)
{
    private readonly Graph _graph = inputs.Graph;
    private readonly HeadLayout _layout = inputs.Layout;

    /// <summary>The _graph.</summary>
    public Graph Graph => _graph;

    /// <summary>The equations.</summary>
    public required HeadEquations Equations { get; init; }

    /// <summary>Its first column.</summary>
    public int FirstColumn { get; init; }

    /// <summary>Its first component of an act.</summary>
    public int FirstAct { get; init; }

    /// <summary>Its components of an act.</summary>
    public required int ActWidth { get; init; }

    /// <summary>What the names of its outputs begin with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>log p of every act, [..., k]; none where acts are not a number of choices.</summary>
    public Value? LogProbs { get; set; }

    /// <summary>Whether acts are standardised, or mapped to bounds.</summary>
    public bool IsMapped => inputs.Map.IsMapped;

    /// <summary>How many numbers a column is.</summary>
    public int WidthOf(int column) => _layout[FirstColumn + column].Width;

    /// <summary>A column that the network answers, or that is read from the state.</summary>
    /// <returns>[..., width]; of the state [batch, width].</returns>
    public Value Column(int column)
    {
        var (_, first, width) = _layout[FirstColumn + column];
        return _layout.IsGiven(FirstColumn + column) ? _graph.Slice(inputs.State, first, width)
            : width == _layout.Outputs ? inputs.Outputs
            : _graph.Slice(inputs.Outputs, first, width);
    }

    /// <summary>A column that is the same for all states.</summary>
    /// <param name="column">Which.</param>
    /// <param name="map">What is said of it: of a number and its place.</param>
    /// <returns>[..., width].</returns>
    public Value Free(int column, Func<double, int, double> map)
    {
        var number = Enumerable.Range(0, FirstColumn + column).Count(i => _layout[i].IsFree);
        var (members, slots) = (_graph.Members ?? 1, inputs.Policy.Parameters.Slots.Count / (_graph.Members ?? 1));
        var place = slots - _layout.FreeColumns.Count + number;
        return _graph.ForEach(
            [
                .. Enumerable
                    .Range(0, members)
                    .Select(member => Perceptrons.Numbers(inputs.Policy.Parameters, (member * slots) + place).Select(map).ToArray()),
            ],
            inputs.State
        );
    }

    /// <summary>Whether a column is the same for all states.</summary>
    public bool IsFree(int column) => _layout[FirstColumn + column].IsFree;

    /// <summary>A hyperparameter.</summary>
    public double Hyperparameter(string name) => Equations.Hyperparameters.Single(one => one.Name == name).Value;

    /// <summary>Half of what a step of 1 of a component stands for in the environment.</summary>
    public double Half(int component) => inputs.Map.Halves[FirstAct + component];

    /// <summary>Acts of the environment for those of a head that are standardised.</summary>
    /// <param name="acts">[..., a], or [..., a, columns].</param>
    /// <param name="isTable">Whether it is a table.</param>
    public Value InEnvironment(Value acts, bool isTable = false)
    {
        if (!IsMapped)
            return acts;
        long[] shape = isTable ? [ActWidth, 1] : [ActWidth];
        return _graph.Add(
            _graph.Multiply(acts, _graph.Constant(inputs.Map.Halves.AsSpan(FirstAct, ActWidth), shape)),
            _graph.Constant(inputs.Map.Centers.AsSpan(FirstAct, ActWidth), shape)
        );
    }

    /// <summary>Says a parameter of the distribution.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">[..., dimensions].</param>
    /// <param name="row">The dimensions of a row.</param>
    public void Say(string name, Value value, params IEnumerable<int> row) => _graph.Output(Prefix + name, value, ofMembers: true, row);
}
