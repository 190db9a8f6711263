namespace DeclarativeIL.Generators.Equations;

/// <summary>Finds nodes whose value is known before anything is computed.</summary>
internal static class Folding
{
    public static int? Fold(Node node, EquationBuilder nodes) =>
        node switch
        {
            Node.Unary unary => Fold(unary, nodes),
            Node.Binary binary => Fold(binary, nodes),
            Node.Select select => Fold(select, nodes),
            Node.Field field => Fold(field, nodes),
            Node.Ask ask => Fold(ask, nodes),
            _ => null,
        };

    private static int? Fold(Node.Unary node, EquationBuilder nodes) =>
        (node.Operator, nodes[node.Operand]) switch
        {
            (UnaryOperator.Negate, Node.Constant c) => nodes.Constant(-c.Value),
            (UnaryOperator.Negate, Node.Unary { Operator: UnaryOperator.Negate } inner) => inner.Operand,
            (UnaryOperator.Not, Node.Truth t) => nodes.Truth(!t.Value),
            (UnaryOperator.Not, Node.Unary { Operator: UnaryOperator.Not } inner) => inner.Operand,
            (UnaryOperator.Not, Node.Binary { Operator: BinaryOperator.Equal } equal) => nodes.Add(
                equal with
                {
                    Operator = BinaryOperator.NotEqual,
                }
            ),
            (UnaryOperator.Not, Node.Binary { Operator: BinaryOperator.NotEqual } differs) => nodes.Add(
                differs with
                {
                    Operator = BinaryOperator.Equal,
                }
            ),
            (UnaryOperator.ToVector, { Type.Kind: ValueKind.Vector }) => node.Operand,
            (UnaryOperator.ToVector, Node.Unary { Operator: UnaryOperator.ToAct or UnaryOperator.ToState } point) => point.Operand,
            (UnaryOperator.ToAct, Node.Unary { Operator: UnaryOperator.ToVector } vector)
                when nodes[vector.Operand].Type.Kind == ValueKind.Act => vector.Operand,
            _ => null,
        };

    /// <summary>log p of a policy's own sample is one question, as it is declared: no act is taken back to what it was made of.</summary>
    private static int? Fold(Node.Ask node, EquationBuilder nodes) =>
        node is { Member: WellKnownNames.LogProbOfAct, Arguments: [var act, var state] }
        && nodes[node.Recipient] is Node.Parameter
        && nodes[act] is Node.Ask { Member: WellKnownNames.SampleOfDraw, Arguments: [var sampledIn, var draw] } sample
        && (sample.Recipient, sampledIn) == (node.Recipient, state)
            ? nodes.Add(new Node.Ask(node.Type, node.Recipient, WellKnownNames.SampleLogProb, EquatableArray.Of(state, draw)))
            : null;

    private static int? Fold(Node.Binary node, EquationBuilder nodes)
    {
        var (left, right) = (nodes[node.Left], nodes[node.Right]);
        if (left is Node.Constant a && right is Node.Constant b)
            return Compute(node.Operator, a.Value, b.Value) switch
            {
                double number => nodes.Constant(number),
                bool truth => nodes.Truth(truth),
                _ => null,
            };
        return node.Operator switch
        {
            _ when node.Left == node.Right && node.Operator >= BinaryOperator.Less && node.Operator <= BinaryOperator.NotEqual =>
                WithItself(node, left, nodes),
            BinaryOperator.Multiply when IsOne(left) => Same(node, node.Right, nodes),
            BinaryOperator.Multiply or BinaryOperator.Divide when IsOne(right) => Same(node, node.Left, nodes),
            BinaryOperator.Multiply when IsMinusOne(left) && node.Type == right.Type => nodes.Negate(node.Right),
            BinaryOperator.Multiply when IsMinusOne(right) && node.Type == left.Type => nodes.Negate(node.Left),
            BinaryOperator.And when left is Node.Truth t => t.Value ? node.Right : node.Left,
            BinaryOperator.And when right is Node.Truth { Value: true } => node.Left,
            BinaryOperator.Or when left is Node.Truth t => t.Value ? node.Left : node.Right,
            BinaryOperator.Or when right is Node.Truth { Value: false } => node.Left,
            _ => null,
        };
    }

    /// <summary>Folds a comparison of a node with itself: NaN alone is not equal to itself.</summary>
    private static int? WithItself(Node.Binary node, Node operand, EquationBuilder nodes) =>
        node.Operator switch
        {
            BinaryOperator.Less or BinaryOperator.Greater => nodes.Truth(false),
            BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual => nodes.Add(node with { Operator = BinaryOperator.Equal }),
            _ => operand.Type.Kind == ValueKind.Scalar ? null : nodes.Truth(node.Operator == BinaryOperator.Equal),
        };

    private static int? Fold(Node.Select node, EquationBuilder nodes) =>
        nodes[node.Condition] is Node.Truth truth ? (truth.Value ? node.WhenTrue : node.WhenFalse)
        : node.WhenTrue == node.WhenFalse ? node.WhenTrue
        : null;

    /// <summary>A column of a row that was made here is the value that it was made of, in the branch that was taken.</summary>
    private static int? Fold(Node.Field node, EquationBuilder nodes) =>
        nodes[node.Of] switch
        {
            Node.MakeRow row => row.Values[row.Columns.ToList().IndexOf(node.Name)],
            Node.Select choice => nodes.Add(
                new Node.Select(
                    node.Type,
                    choice.Condition,
                    nodes.Field(choice.WhenTrue, node.Type, node.Name),
                    nodes.Field(choice.WhenFalse, node.Type, node.Name)
                )
            ),
            _ => null,
        };

    private static int? Same(Node.Binary node, int operand, EquationBuilder nodes) => nodes[operand].Type == node.Type ? operand : null;

    private static bool IsOne(Node node) => node is Node.Constant { Value: 1 };

    private static bool IsMinusOne(Node node) => node is Node.Constant { Value: -1 };

    private static object? Compute(BinaryOperator @operator, double left, double right) =>
        @operator switch
        {
            BinaryOperator.Add => left + right,
            BinaryOperator.Subtract => left - right,
            BinaryOperator.Multiply => left * right,
            BinaryOperator.Divide => left / right,
            BinaryOperator.Less => left < right,
            BinaryOperator.LessOrEqual => left <= right,
            BinaryOperator.Greater => left > right,
            BinaryOperator.GreaterOrEqual => left >= right,
            BinaryOperator.Equal => left == right,
            BinaryOperator.NotEqual => left != right,
            _ => null,
        };
}
