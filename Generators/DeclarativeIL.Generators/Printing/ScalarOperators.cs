using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing;

/// <summary>C# for nodes whose operands are plain numbers, truths and enums: the one-sample form.</summary>
internal static class ScalarOperators
{
    public static Code? Emit(Node node, IReadOnlyDictionary<string, OperationModel> operations, Func<int, Code> operand) =>
        node switch
        {
            Node.Constant constant => Constant(constant.Value),
            Node.Truth truth => Code.Atom(truth.Value ? "true" : "false"),
            Node.EnumValue value => Code.Atom(value.Type.Name + "." + CSharpText.Escape(value.Member)),
            Node.Unary { Operator: UnaryOperator.Negate } unary => Code.Negative(operand(unary.Operand)),
            Node.Unary { Operator: UnaryOperator.Not } unary => new("!" + operand(unary.Operand).In(Code.Primary), Code.Prefix),
            Node.Binary { Operator: BinaryOperator.NotEqual } same when same.Left == same.Right => Code.Call(
                "double.IsNaN",
                operand(same.Left).Text
            ),
            Node.Binary { Operator: BinaryOperator.Equal } same when same.Left == same.Right => new(
                "!" + Code.Call("double.IsNaN", operand(same.Left).Text),
                Code.Prefix
            ),
            Node.Binary binary => Infix(binary.Operator, operand(binary.Left), operand(binary.Right)),
            Node.Select select => Choice(operand(select.Condition), operand(select.WhenTrue), operand(select.WhenFalse)),
            Node.Unary { Operator: UnaryOperator.ToVector } unary => operand(unary.Operand),
            Node.Unary { Operator: UnaryOperator.ToAct } unary => Code.Call(RuntimeTypes.Act + ".At", operand(unary.Operand).Text),
            Node.Unary { Operator: UnaryOperator.ToState } unary => new(
                $"new {RuntimeTypes.State}({operand(unary.Operand).Text}.Memory)",
                Code.Primary
            ),
            Node.Apply apply => Apply(operations[apply.Operation].Scalar, [.. apply.Arguments.Select(operand)]),
            Node.MakeRow row => Code.Atom($"new {row.Type.Name}({string.Join(", ", row.Values.Select(operand))})"),
            _ => null,
        };

    /// <summary>Fills in the pattern of an operation; the object of a member is a primary expression.</summary>
    public static Code Apply(string pattern, Code[] arguments)
    {
        var isWhole = pattern.StartsWith(OperationModel.Whole, StringComparison.Ordinal);
        var member = isWhole ? pattern.Substring(OperationModel.Whole.Length) : pattern;
        var texts = arguments.Select(argument => argument.Text).ToArray<object>();
        if (member.StartsWith("{0}", StringComparison.Ordinal))
            texts[0] = arguments[0].In(Code.Primary);
        for (var i = 0; i < texts.Length; i++)
            if ($"(int)({{{i}}})" is var whole && member.Contains(whole))
                (member, texts[i]) = (member.Replace(whole, $"{{{i}}}"), Int(arguments[i]));
        var call = string.Format(System.Globalization.CultureInfo.InvariantCulture, member, texts);
        return isWhole ? new(OperationModel.Whole + call, Code.Prefix) : Code.Atom(call);
    }

    /// <summary>A number of an equation where C# takes an int: a whole constant or an int as such, anything else converted.</summary>
    public static string Int(Code number)
    {
        const string Point = ".0",
            Converted = "((double)";
        var text = number.Text;
        if (text.EndsWith(Point, StringComparison.Ordinal) && text.Take(text.Length - Point.Length).All(char.IsDigit))
            return text.Substring(0, text.Length - Point.Length);
        var name = text.StartsWith(Converted, StringComparison.Ordinal)
            ? text.Substring(Converted.Length, text.Length - Converted.Length - 1)
            : "";
        return name.Length > 0 && name.IndexOfAny(['(', ')', ' ', '.']) < 0 ? name : $"(int)({text})";
    }

    public static Code Constant(double value) =>
        value < 0 || (value == 0 && double.IsNegativeInfinity(1 / value))
            ? new(CSharpText.Number(value), Code.Prefix)
            : Code.Atom(CSharpText.Number(value));

    public static Code Choice(Code condition, Code whenTrue, Code whenFalse) =>
        new($"{condition.In(Code.Choice + 1)} ? {whenTrue.In(Code.Choice + 1)} : {whenFalse.In(Code.Choice)}", Code.Choice);

    public static Code Infix(BinaryOperator @operator, Code left, Code right) =>
        @operator switch
        {
            BinaryOperator.Add => Code.Infix(left, "+", right, Code.Sum),
            BinaryOperator.Subtract => Code.Infix(left, "-", right, Code.Sum),
            BinaryOperator.Multiply => Code.Infix(left, "*", right, Code.Product),
            BinaryOperator.Divide => Code.Infix(left, "/", right, Code.Product),
            BinaryOperator.Less => Code.Infix(left, "<", right, Code.Comparison),
            BinaryOperator.LessOrEqual => Code.Infix(left, "<=", right, Code.Comparison),
            BinaryOperator.Greater => Code.Infix(left, ">", right, Code.Comparison),
            BinaryOperator.GreaterOrEqual => Code.Infix(left, ">=", right, Code.Comparison),
            BinaryOperator.Equal => Code.Infix(left, "==", right, Code.Equality),
            BinaryOperator.NotEqual => Code.Infix(left, "!=", right, Code.Equality),
            BinaryOperator.And => Code.Infix(left, "&&", right, Code.Conjunction),
            _ => Code.Infix(left, "||", right, Code.Disjunction),
        };
}
