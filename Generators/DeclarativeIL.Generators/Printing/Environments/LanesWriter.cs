using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>
/// Writes equations over the lanes of a register: the operations of the source in its order, each computed once, so that every lane has the
/// bits of the method that was written for one environment.
/// </summary>
internal sealed partial class LanesWriter
{
    private readonly SourceWriter _writer;
    private readonly Equation _body;
    private readonly PartModel _action;
    private readonly IReadOnlyDictionary<string, LaneMethod> _methods;
    private readonly Dictionary<string, string> _arguments = [];
    private readonly NodeNames _names;
    private readonly Dictionary<int, string> _given;
    private readonly HashSet<string> _taken = ["T", "state", "action", "reward", "ended", "observation"];
    private readonly Dictionary<int, Code> _written = [];

    /// <param name="writer">Where.</param>
    /// <param name="body">The equations.</param>
    /// <param name="model">What they belong to.</param>
    /// <param name="methods">The methods that they call, by documentation id.</param>
    /// <param name="arguments">What a helper's arguments are called; none in equations of a state.</param>
    public LanesWriter(
        SourceWriter writer,
        Equation body,
        DynamicsModel model,
        IReadOnlyDictionary<string, LaneMethod> methods,
        IReadOnlyList<string> arguments
    )
    {
        (_writer, _body, _action, _methods) = (writer, body, model.Action, methods);
        _taken.UnionWith(methods.Values.Select(method => method.Name));
        for (var i = 0; i < arguments.Count; i++)
            _arguments[HelperModel.ArgumentOf(i)] = Fresh(CSharpText.Camel(arguments[i]));
        _given = body.Names.ToDictionary(name => name.Node, name => name.Name);
        var numbers = model.Numbers.Select((number, place) => (number, place)).ToDictionary(pair => DynamicsModel.NumberOf(pair.place));
        for (var i = 0; i < body.Nodes.Count; i++)
            if (body.Nodes[i] is Node.Parameter { Name: not DynamicsModel.ActionName } parameter)
                _given[i] = _arguments.TryGetValue(parameter.Name, out var name) ? name : numbers[parameter.Name].number.Name;
        _names = new(body.Nodes, node => _given.TryGetValue(node, out var name) ? name : null);
    }

    /// <summary>The parameters of the method of a helper.</summary>
    public IEnumerable<string> Arguments => Enumerable.Range(0, _arguments.Count).Select(i => _arguments[HelperModel.ArgumentOf(i)]);

    /// <summary>Writes what the results are made of.</summary>
    /// <returns>The results.</returns>
    public IReadOnlyList<Code> Write(IReadOnlyList<int> results)
    {
        var uses = Uses.Of(_body.Nodes, results);
        for (var i = 0; i < _body.Nodes.Count; i++)
            if (uses[i] > 0 && !_written.ContainsKey(i))
                Write(i, uses);
        return [.. results.Select(result => _written[result])];
    }

    private void Write(int node, int[] uses)
    {
        if (_body.Nodes[node].Type.Kind == ValueKind.Row)
        {
            if (_body.Nodes[node] is Node.Apply)
                WriteCall(node, uses);
            return;
        }
        if (Turned(node) is { } angle && IsUsed(ExactFunction.Sin, angle, uses) && IsUsed(ExactFunction.Cos, angle, uses))
        {
            WriteSineAndCosine(angle);
            return;
        }
        var code = Of(node);
        if (IsAtom(_body.Nodes[node]) || (uses[node] == 1 && !_given.ContainsKey(node)))
        {
            _written[node] = code;
            return;
        }
        var name = Fresh(_names[node]);
        _writer.Line($"var {name} = {code};");
        _written[node] = Code.Atom(name);
    }

    private bool IsAtom(Node node) =>
        node is Node.Constant or Node.Truth or Node.EnumValue or Node.Parameter { Name: DynamicsModel.ActionName }
        || (node is Node.Parameter parameter && _arguments.ContainsKey(parameter.Name));

    /// <summary>The columns of what a helper returns, each as a local, or those that are used.</summary>
    private void WriteCall(int call, int[] uses)
    {
        var method = _methods[((Node.Apply)_body.Nodes[call]).Operation];
        var locals = new List<string>();
        foreach (var column in method.Model.Columns)
        {
            var field = Find(node => node is Node.Field { Of: var row, Name: var name } && row == call && name == column);
            if (field < 0 || uses[field] == 0)
            {
                locals.Add("_");
                continue;
            }
            var local = Fresh(_given.TryGetValue(call, out var result) ? result + CSharpText.Pascal(column) : _names[field]);
            locals.Add(local);
            _written[field] = Code.Atom(local);
        }
        _writer.Line($"var {(locals.Count == 1 ? locals[0] : $"({string.Join(", ", locals)})")} = {Of(call)};");
    }

    /// <summary>Both at once, since most of their computation is the same.</summary>
    private void WriteSineAndCosine(int angle)
    {
        var (sine, cosine) = (Find(ExactFunction.Sin, angle), Find(ExactFunction.Cos, angle));
        var (sin, cos) = (Fresh(_names[sine]), Fresh(_names[cosine]));
        _writer.Line($"var ({sin}, {cos}) = {RuntimeTypes.Trigonometry}.SinCos({_written[angle]});");
        (_written[sine], _written[cosine]) = (Code.Atom(sin), Code.Atom(cos));
    }

    /// <summary>The angle that a node is the sine or cosine of.</summary>
    private int? Turned(int node) =>
        _body.Nodes[node] is Node.Apply apply && FunctionOf(apply) is ExactFunction.Sin or ExactFunction.Cos ? apply.Arguments[0] : null;

    /// <summary>Tells whether the function of an angle is used.</summary>
    private bool IsUsed(ExactFunction function, int angle, int[] uses) => Find(function, angle) is >= 0 and var node && uses[node] > 0;

    private int Find(ExactFunction function, int argument) =>
        Find(node => node is Node.Apply apply && FunctionOf(apply) == function && apply.Arguments[0] == argument);

    private int Find(Predicate<Node> isIt) => _body.Nodes.ToList().FindIndex(isIt);

    /// <summary>The function of a call; null where it is a helper's.</summary>
    private static ExactFunction? FunctionOf(Node.Apply apply) =>
        Exact.Functions.TryGetValue(apply.Operation, out var function) ? function : null;

    private string Fresh(string preferred)
    {
        var name = preferred;
        for (var number = 2; !_taken.Add(name); number++)
            name = preferred + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return CSharpText.Escape(name);
    }
}
