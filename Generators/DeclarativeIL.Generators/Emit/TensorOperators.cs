using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Emit;

/// <summary>C# for one operator where at least one operand is a tensor.</summary>
internal static class TensorOperators
{
    private const string Negation = ".logical_not()";

    /// <summary>A number repeated for every component of a tensor.</summary>
    /// <param name="type">C# for the element type, where it is not the tensor's own.</param>
    public static Code Like(Code tensor, Code number, string type = "") => Code.Call(WellKnownNames.Torch + number.Text switch
    {
        "0.0" => ".zeros_like",
        "1.0" => ".ones_like",
        _ => ".full_like",
    }, [tensor.Text, .. number.Text is "0.0" or "1.0" ? Array.Empty<string>() : [number.Text], .. type.Length > 0 ? [type] : Array.Empty<string>()]);

    /// <param name="type">C# for the element type, which ends in the name of a property beside that of the device.</param>
    public static Code Statistic(StatisticKind kind, Code column, Code level, string type) => kind switch
    {
        StatisticKind.Mean => column.Then(".mean([-1], keepdim: true)"),      // over the rows, of each member where there are several
        StatisticKind.Deviation => column.Then(".std(-1, unbiased: false, keepdim: true)"),
        _ => column.Then($".quantile({WellKnownNames.Torch}.full([], {level}, {type}, {Device(type)}), dim: -1, keepdim: true)"),
    };

    /// <summary>C# for the device beside an element type.</summary>
    public static string Device(string type) => type.Substring(0, type.LastIndexOf('.')) + ".Device";

    public static Code Binary(Node.Binary node, Code left, Code right, bool leftIsHost, bool rightIsHost)
    {
        if (node.Operator <= BinaryOperator.Divide)
            return ScalarOperators.Infix(node.Operator, left, right);
        if (node.Operator is BinaryOperator.And or BinaryOperator.Or && (leftIsHost || rightIsHost))
        {
            var (host, tensor) = leftIsHost ? (left, right) : (right, left);
            return node.Operator == BinaryOperator.And
                ? ScalarOperators.Choice(host, tensor, Code.Call(WellKnownNames.Torch + ".zeros_like", tensor.Text))
                : ScalarOperators.Choice(host, Code.Call(WellKnownNames.Torch + ".ones_like", tensor.Text), tensor);
        }
        var (method, mirrored) = Comparison(node.Operator);
        return leftIsHost ? right.Then($".{mirrored}({left})") : left.Then($".{method}({right})");
    }

    /// <summary>A condition known on the host is a branch on the host; one per row selects row by row.</summary>
    /// <param name="type">C# for the element type of the result; empty for truths, which have that of the condition.</param>
    public static Code Select(Code condition, bool onHost, (Code Code, bool IsHost) whenTrue, (Code Code, bool IsHost) whenFalse, string type)
    {
        if (onHost)
            return ScalarOperators.Choice(condition, Tensor(whenTrue, whenFalse), Tensor(whenFalse, whenTrue));
        if (whenFalse.IsHost && !whenTrue.IsHost)
            return whenTrue.Code.Then($".masked_fill({Not(condition)}, {whenFalse.Code})");
        if (whenTrue.IsHost && !whenFalse.IsHost)
            return whenFalse.Code.Then($".masked_fill({condition}, {whenTrue.Code})");
        return whenTrue.IsHost
            ? Like(condition, whenFalse.Code, type).Then($".masked_fill({condition}, {whenTrue.Code})")
            : Code.Call(WellKnownNames.Torch + ".where", condition.Text, whenTrue.Code.Text, whenFalse.Code.Text);
    }

    private static string Not(Code condition)
        => condition.Text.EndsWith(Negation, StringComparison.Ordinal) ? condition.Text.Substring(0, condition.Text.Length - Negation.Length) : condition.Then(Negation).Text;

    private static Code Tensor((Code Code, bool IsHost) branch, (Code Code, bool IsHost) other)
        => branch.IsHost && !other.IsHost ? Like(other.Code, branch.Code) : branch.Code;

    private static (string Method, string Mirrored) Comparison(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Less => ("lt", "gt"),
        BinaryOperator.LessOrEqual => ("le", "ge"),
        BinaryOperator.Greater => ("gt", "lt"),
        BinaryOperator.GreaterOrEqual => ("ge", "le"),
        BinaryOperator.Equal => ("eq", "eq"),
        BinaryOperator.NotEqual => ("ne", "ne"),
        BinaryOperator.And => ("logical_and", "logical_and"),
        _ => ("logical_or", "logical_or"),
    };
}
