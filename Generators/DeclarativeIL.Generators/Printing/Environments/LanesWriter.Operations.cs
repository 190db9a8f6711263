using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Environments;

/// <content>One operation as an expression over lanes.</content>
internal sealed partial class LanesWriter
{
    private readonly Dictionary<(string Type, string Member), int> _places = [];

    private Code Of(int node) =>
        _body.Nodes[node] switch
        {
            Node.Constant constant => Number(constant.Value),
            Node.Truth truth => Code.Call($"{RuntimeTypes.ExactLanesFunctions}.Truth<T>", truth.Value ? "true" : "false"),
            Node.EnumValue value => Number(Place(value)),
            Node.Parameter { Name: DynamicsModel.ActionName } action => action.Type.Kind == ValueKind.Boolean
                ? Code.Call("T.Same", "action", "T.Of(1.0)")
                : Code.Atom("action"),
            Node.Parameter number => Code.Atom(_arguments.TryGetValue(number.Name, out var argument) ? argument : number.Name),
            Node.Unary { Operator: UnaryOperator.Negate } unary => Code.Negative(_written[unary.Operand]),
            Node.Unary { Operator: UnaryOperator.Not } unary => Not(_written[unary.Operand]),
            Node.Binary binary => Binary(binary, _written[binary.Left], _written[binary.Right]),
            Node.Select select => Select(_written[select.Condition], _written[select.WhenTrue], _written[select.WhenFalse]),
            Node.Apply apply when _methods.TryGetValue(apply.Operation, out var method) => Code.Call(
                method.Name + "<T>",
                [.. apply.Arguments.Select(argument => _written[argument].Text)]
            ),
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
            ExactFunction.WrapAngle => Code.Call($"{RuntimeTypes.ExactLanesFunctions}.{function}", arguments[0].Text),
            ExactFunction.Sin or ExactFunction.Cos => Code.Call($"{RuntimeTypes.Trigonometry}.{function}", arguments[0].Text),
            _ => Code.Call($"T.{function}", [.. arguments.Select(argument => argument.Text)]),
        };
}
