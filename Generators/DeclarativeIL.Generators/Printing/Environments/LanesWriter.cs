using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <summary>
/// Writes equations over the lanes of a register: the operations of the source in its order, each computed once, so that every lane has the
/// bits of the method that was written for one environment.
/// </summary>
internal sealed class LanesWriter
{
    private readonly SourceWriter _writer;
    private readonly Equation _body;
    private readonly PartModel _action;
    private readonly NodeNames _names;
    private readonly Dictionary<int, string> _given;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<int, Code> _written = [];
    private readonly Dictionary<(string Type, string Member), int> _places = [];

    /// <param name="writer">Where.</param>
    /// <param name="body">The equations.</param>
    /// <param name="columns">The names of the state's numbers.</param>
    /// <param name="action">What the action is.</param>
    public LanesWriter(SourceWriter writer, Equation body, IReadOnlyList<string> columns, PartModel action)
    {
        (_writer, _body, _action) = (writer, body, action);
        _given = body.Names.ToDictionary(name => name.Node, name => name.Name);
        var numbers = columns
            .Select((column, place) => (column, place))
            .ToDictionary(pair => DynamicsModel.NumberOf(pair.place), pair => pair.column);
        for (var i = 0; i < body.Nodes.Count; i++)
            if (body.Nodes[i] is Node.Parameter { Name: not DynamicsModel.ActionName } number)
                _given[i] = numbers[number.Name];
        _names = new(body.Nodes, node => _given.TryGetValue(node, out var name) ? name : null);
        _taken = ["T", "state", "action", "reward", "ended", "observation"];
    }

    /// <summary>Writes what the results are made of.</summary>
    /// <returns>The results.</returns>
    public IReadOnlyList<Code> Write(IReadOnlyList<int> results)
    {
        var uses = Uses.Of(_body.Nodes, results);
        for (var i = 0; i < _body.Nodes.Count; i++)
            if (uses[i] > 0 && !_written.ContainsKey(i) && _body.Nodes[i].Type.Kind != ValueKind.Row)
                Write(i, uses);
        return [.. results.Select(result => _written[result])];
    }

    private void Write(int node, int[] uses)
    {
        if (Turned(node) is { } angle && uses[Other(node, angle)] > 0)
        {
            WriteSineAndCosine(angle);
            return;
        }
        var code = Of(node);
        var isLocal =
            _body.Nodes[node] is not (Node.Constant or Node.Truth or Node.EnumValue or Node.Parameter { Name: DynamicsModel.ActionName })
            && (uses[node] > 1 || _given.ContainsKey(node));
        if (!isLocal)
        {
            _written[node] = code;
            return;
        }
        var name = Fresh(_names[node]);
        _writer.Line($"var {name} = {code};");
        _written[node] = Code.Atom(name);
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
        _body.Nodes[node] is Node.Apply apply && Exact.Functions[apply.Operation] is ExactFunction.Sin or ExactFunction.Cos
            ? apply.Arguments[0]
            : null;

    private int Other(int node, int angle) =>
        Find(Exact.Functions[((Node.Apply)_body.Nodes[node]).Operation] == ExactFunction.Sin ? ExactFunction.Cos : ExactFunction.Sin, angle)
            is >= 0
                and var other
            ? other
            : _body.Root; // a state, which nothing uses as a whole

    private int Find(ExactFunction function, int argument) =>
        _body
            .Nodes.ToList()
            .FindIndex(node => node is Node.Apply apply && Exact.Functions[apply.Operation] == function && apply.Arguments[0] == argument);

    private Code Of(int node) =>
        _body.Nodes[node] switch
        {
            Node.Constant constant => Number(constant.Value),
            Node.Truth truth => Code.Call($"{RuntimeTypes.ExactLanesFunctions}.Truth<T>", truth.Value ? "true" : "false"),
            Node.EnumValue value => Number(Place(value)),
            Node.Parameter { Name: DynamicsModel.ActionName } action => action.Type.Kind == ValueKind.Boolean
                ? Code.Call("T.Same", "action", "T.Of(1.0)")
                : Code.Atom("action"),
            Node.Parameter number => Code.Atom(number.Name),
            Node.Unary { Operator: UnaryOperator.Negate } unary => Code.Negative(_written[unary.Operand]),
            Node.Unary { Operator: UnaryOperator.Not } unary => Not(_written[unary.Operand]),
            Node.Binary binary => Binary(binary, _written[binary.Left], _written[binary.Right]),
            Node.Select select => Select(_written[select.Condition], _written[select.WhenTrue], _written[select.WhenFalse]),
            Node.Apply apply => Apply(Exact.Functions[apply.Operation], [.. apply.Arguments.Select(argument => _written[argument])]),
            var other => throw new NotSupportedException($"{other.GetType().Name} in dynamics"),
        };

    /// <summary>The place of a choice; values of other enums are only compared with each other.</summary>
    private int Place(Node.EnumValue value)
    {
        if (value.Type.Name == _action.Type)
            return _action.Choices.ToList().IndexOf(value.Member);
        if (!_places.TryGetValue((value.Type.Name, value.Member), out var place))
            place = _places[(value.Type.Name, value.Member)] = _places.Count;
        return place;
    }

    private Code Binary(Node.Binary node, Code left, Code right) =>
        node.Operator switch
        {
            BinaryOperator.And => Mask(left, "&", right),
            BinaryOperator.Or => Mask(left, "|", right),
            BinaryOperator.Equal => Same(node, left, right),
            BinaryOperator.NotEqual => Not(Same(node, left, right)),
            var @operator => ScalarOperators.Infix(@operator, left, right),
        };

    /// <summary>Truths are equal where the other is what the one is.</summary>
    private Code Same(Node.Binary node, Code left, Code right) =>
        _body.Nodes[node.Left].Type.Kind == ValueKind.Boolean
            ? Select(left, right, Not(right))
            : Code.Call("T.Same", left.Text, right.Text);

    private static Code Mask(Code left, string @operator, Code right) =>
        new($"{left.In(Code.Primary)} {@operator} {right.In(Code.Primary)}", Code.Conjunction);

    private static Code Not(Code mask) => Code.Call($"{RuntimeTypes.ExactLanesFunctions}.Not", mask.Text);

    private static Code Select(Code mask, Code yes, Code no) => Code.Call("T.Select", mask.Text, yes.Text, no.Text);

    private static Code Number(double value) => Code.Call("T.Of", CSharpText.Number(value));

    private static Code Apply(ExactFunction function, Code[] arguments) =>
        function switch
        {
            ExactFunction.Ceiling => Code.Negative(Code.Call("T.Floor", Code.Negative(arguments[0]).Text)),
            ExactFunction.Round => Code.Call("T.Nearest", arguments[0].Text),
            ExactFunction.Clamp => Code.Call($"{RuntimeTypes.ExactLanesFunctions}.Clamp", [.. arguments.Select(argument => argument.Text)]),
            ExactFunction.Sin or ExactFunction.Cos => Code.Call($"{RuntimeTypes.Trigonometry}.{function}", arguments[0].Text),
            _ => Code.Call($"T.{function}", [.. arguments.Select(argument => argument.Text)]),
        };

    private string Fresh(string preferred)
    {
        var name = preferred;
        for (var number = 2; !_taken.Add(name); number++)
            name = preferred + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return CSharpText.Escape(name);
    }
}
