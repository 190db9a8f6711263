using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>C# for one operator where at least one operand is a tensor.</summary>
internal static class TensorOperators
{
    private const string Negation = ".logical_not()";

    /// <summary>A number repeated for every component of a tensor.</summary>
    /// <param name="type">C# for the element type, where it is not the tensor's own.</param>
    public static Code Like(Code tensor, Code number, string type = "") =>
        number.Text switch
        {
            "0.0" => Code.Call(RuntimeTypes.Torch + ".zeros_like", type.Length > 0 ? [tensor.Text, type] : [tensor.Text]),
            "1.0" => Code.Call(RuntimeTypes.Torch + ".ones_like", type.Length > 0 ? [tensor.Text, type] : [tensor.Text]),
            _ => tensor.Then($".FilledLike({number}{(type.Length > 0 ? ", " + type : "")})"),
        };

    /// <summary>A new tensor with the number for every component.</summary>
    /// <param name="shape">C# for its sizes, as they stand in a collection expression.</param>
    public static Code Full(string shape, string number, string type, string device) =>
        Code.Call(RuntimeTypes.TensorArithmetic + ".Full", $"[{shape}]", number, type, device);

    public static Code Times(Code tensor, Code number) => tensor.Then($".Times({number})");

    public static Code Sum(Code left, Code right) => left.Then($".Plus({right})");

    public static Code Statistic(StatisticKind kind, Code column, Code level) =>
        kind switch
        {
            StatisticKind.Mean => column.Then(".mean([-1], keepdim: true)"), // over the rows, of each member where there are several
            StatisticKind.Deviation => column.Then(".std(-1, unbiased: false, keepdim: true)"),
            _ => column.Then($".QuantileOf({level})"),
        };

    /// <summary>C# for the device beside an element type.</summary>
    public static string Device(string type) => type.Substring(0, type.LastIndexOf('.')) + ".Device";

    public static Code Binary(Node.Binary node, Code left, Code right, bool leftIsScalar, bool rightIsScalar)
    {
        if (node.Operator <= BinaryOperator.Divide)
            return Arithmetic(node.Operator, left, right, leftIsScalar, rightIsScalar);
        if (node.Operator is BinaryOperator.And or BinaryOperator.Or && (leftIsScalar || rightIsScalar))
        {
            var (scalar, tensor) = leftIsScalar ? (left, right) : (right, left);
            return node.Operator == BinaryOperator.And
                ? ScalarOperators.Choice(scalar, tensor, Code.Call(RuntimeTypes.Torch + ".zeros_like", tensor.Text))
                : ScalarOperators.Choice(scalar, Code.Call(RuntimeTypes.Torch + ".ones_like", tensor.Text), tensor);
        }
        var (method, beside, mirrored) = Comparison(node.Operator);
        return leftIsScalar ? right.Then($".{mirrored}({left})") : left.Then($".{(rightIsScalar ? beside : method)}({right})");
    }

    /// <summary>Operators only where TorchSharp makes no number of its own for the call.</summary>
    private static Code Arithmetic(BinaryOperator @operator, Code left, Code right, bool leftIsScalar, bool rightIsScalar) =>
        (@operator, leftIsScalar, rightIsScalar) switch
        {
            (BinaryOperator.Add, true, _) => Sum(right, left),
            (BinaryOperator.Add, _, _) => Sum(left, right),
            (BinaryOperator.Subtract, true, _) => Sum(Code.Negative(right), left),
            (BinaryOperator.Subtract, _, true) => left.Then($".Minus({right})"),
            (BinaryOperator.Multiply, true, _) => Times(right, left),
            (BinaryOperator.Multiply, _, true) => Times(left, right),
            (BinaryOperator.Divide, true, _) => right.Then($".Under({left})"),
            (BinaryOperator.Divide, _, true) => left.Then($".Over({right})"),
            _ => ScalarOperators.Infix(@operator, left, right),
        };

    /// <summary>A condition that is known before the step is a branch; one per row selects row by row.</summary>
    /// <param name="type">C# for the element type of the result; empty for truths, which have that of the condition.</param>
    public static Code Select(
        Code condition,
        bool isScalar,
        (Code Code, bool IsScalar) whenTrue,
        (Code Code, bool IsScalar) whenFalse,
        string type
    )
    {
        if (isScalar)
            return ScalarOperators.Choice(condition, Tensor(whenTrue, whenFalse), Tensor(whenFalse, whenTrue));
        if (whenFalse.IsScalar && !whenTrue.IsScalar)
            return whenTrue.Code.Then(
                Negated(condition) is { } unless ? $".Filled({unless}, {whenFalse.Code})" : $".FilledUnless({condition}, {whenFalse.Code})"
            );
        if (whenTrue.IsScalar && !whenFalse.IsScalar)
            return whenFalse.Code.Then($".Filled({condition}, {whenTrue.Code})");
        return whenTrue.IsScalar
            ? Like(condition, whenFalse.Code, type).Then($".Filled({condition}, {whenTrue.Code})")
            : Code.Call(RuntimeTypes.Torch + ".where", condition.Text, whenTrue.Code.Text, whenFalse.Code.Text);
    }

    /// <summary>What a condition is the negation of; null if of nothing.</summary>
    private static string? Negated(Code condition) =>
        condition.Text.EndsWith(Negation, StringComparison.Ordinal)
            ? condition.Text.Substring(0, condition.Text.Length - Negation.Length)
            : null;

    private static Code Tensor((Code Code, bool IsScalar) branch, (Code Code, bool IsScalar) other) =>
        branch.IsScalar && !other.IsScalar ? Like(other.Code, branch.Code) : branch.Code;

    private static (string Method, string BesideNumber, string Mirrored) Comparison(BinaryOperator @operator) =>
        @operator switch
        {
            BinaryOperator.Less => ("lt", "Below", "Above"),
            BinaryOperator.LessOrEqual => ("le", "AtMost", "AtLeast"),
            BinaryOperator.Greater => ("gt", "Above", "Below"),
            BinaryOperator.GreaterOrEqual => ("ge", "AtLeast", "AtMost"),
            BinaryOperator.Equal => ("eq", "Is", "Is"),
            BinaryOperator.NotEqual => ("ne", "IsNot", "IsNot"),
            BinaryOperator.And => ("logical_and", "logical_and", "logical_and"),
            _ => ("logical_or", "logical_or", "logical_or"),
        };
}
