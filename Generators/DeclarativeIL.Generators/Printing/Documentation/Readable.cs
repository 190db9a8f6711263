using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Printing.Documentation;

/// <summary>An equation as people read it: <c>-pi.LogProb(d.Action, d.State) - entropyWeight * pi.Entropy(d.State)</c>.</summary>
internal static class Readable
{
    private const int LongestRepeated = 40;

    /// <returns>One line per named part, then the equation itself.</returns>
    /// <param name="name">What the equation is called; none where its lines say that otherwise.</param>
    public static IReadOnlyList<string> Lines(Equation equation, AlgorithmModel model, string? name = null)
    {
        var questions = model.Questions.ToDictionary(question => question.Member);
        var operations = model.Operations.ToDictionary(
            operation => operation.Id,
            operation => operation with { Scalar = Pattern(operation) }
        );
        var uses = Uses.Of(equation.Nodes, [equation.Root]);
        var (lines, code) = (new List<string>(), new Code[equation.Nodes.Count]);
        var given = equation.Names.ToDictionary(name => name.Node, name => name.Name);
        var names = new NodeNames(equation.Nodes, node => given.TryGetValue(node, out var known) ? known : null);
        var taken = new LocalNames(equation.Nodes.OfType<Node.Parameter>().Select(parameter => parameter.Name));
        for (var i = 0; i <= equation.Root; i++)
        {
            code[i] = Expression(equation.Nodes[i], code, questions, operations);
            if (i == equation.Root || code[i].Text.Length <= LongestRepeated || uses[i] == 0 || (uses[i] == 1 && code[i].Text.Length < 200))
                continue;
            var part = Identifiers.Bare(taken.Fresh(names[i]));
            lines.Add($"{part} = {code[i]}");
            code[i] = Code.Atom(part);
        }
        lines.Add((name is null ? "" : name + " = ") + code[equation.Root].Text);
        return lines;
    }

    /// <summary>Calls without the class that they are in.</summary>
    private static string Pattern(OperationModel operation)
    {
        var pattern = operation.Scalar.StartsWith(OperationModel.Whole, StringComparison.Ordinal)
            ? operation.Scalar.Substring(OperationModel.Whole.Length)
            : operation.Scalar;
        return pattern.StartsWith("{0}", StringComparison.Ordinal)
            ? pattern
            : pattern.Substring(pattern.Substring(0, pattern.IndexOf('(')).LastIndexOf('.') + 1);
    }

    /// <summary>A question as it stands in an equation, over the given texts of its operands.</summary>
    private static Code Expression(
        Node node,
        Code[] code,
        Dictionary<string, QuestionModel> questions,
        Dictionary<string, OperationModel> operations
    ) =>
        node switch
        {
            Node.Constant constant when constant.Value == Math.Floor(constant.Value) && Math.Abs(constant.Value) < 1e6 => constant.Value < 0
                ? new(constant.Value.ToString("F0", System.Globalization.CultureInfo.InvariantCulture), Code.Prefix)
                : Code.Atom(constant.Value.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)),
            Node.Parameter parameter => Code.Atom(parameter.Name),
            Node.EnumValue value => Code.Atom(value.Member),
            Node.Field field => code[field.Of].Then("." + field.Name),
            Node.Ask { Member: WellKnownNames.SampleLogProb } ask => Code.Call(
                code[ask.Recipient] + ".LogProb",
                $"{code[ask.Recipient]}.Sample({code[ask.Arguments[0]].Text}, {code[ask.Arguments[1]].Text})",
                code[ask.Arguments[0]].Text
            ),
            Node.Ask ask when !questions[ask.Member].PerRow => code[ask.Recipient].Then("." + questions[ask.Member].Name),
            Node.Ask ask => Code.Call(
                code[ask.Recipient] + "." + questions[ask.Member].Name,
                [.. ask.Arguments.Select(argument => code[argument].Text)]
            ),
            Node.Unary { Operator: UnaryOperator.Sum } unary => Code.Call("Sum", code[unary.Operand].Text),
            Node.Unary { Operator: UnaryOperator.ToVector } unary => code[unary.Operand],
            Node.Unary { Operator: UnaryOperator.ToAct } unary => Code.Call("Act.At", code[unary.Operand].Text),
            Node.Unary { Operator: UnaryOperator.ToState } unary => code[unary.Operand],
            Node.Apply apply when WholeNumbers.Operator(apply.Operation) is { } whole => ScalarOperators.Infix(
                whole,
                code[apply.Arguments[0]],
                code[apply.Arguments[1]]
            ),
            _ => ScalarOperators.Emit(node, operations, operand => code[operand])!.Value,
        };
}
