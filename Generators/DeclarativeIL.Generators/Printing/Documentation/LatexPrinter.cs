using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using static DeclarativeIL.Generators.Printing.Documentation.LatexNames;

namespace DeclarativeIL.Generators.Printing.Documentation;

/// <summary>An equation as on a slide. Parts that are long and used twice are named first.</summary>
internal sealed class LatexPrinter
{
    private const int Atom = 100,
        Power = 90,
        Product = 80,
        Sum = 70,
        Comparison = 60,
        Logic = 50,
        Choice = 10;
    private const int LongestRepeated = 60;

    private readonly Dictionary<string, QuestionModel> _questions;
    private readonly Dictionary<string, OperationModel> _operations;
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _others = [];
    private (string Text, int Rank)[] _parts = [];

    public LatexPrinter(AlgorithmModel model)
    {
        _questions = model.Questions.ToDictionary(question => question.Member);
        _operations = model.Operations.ToDictionary(operation => operation.Id);
    }

    /// <returns>The equation's right-hand side; named parts follow after "\quad\text{where}".</returns>
    public string Print(MemberModel member)
    {
        var equation = member.Equation;
        _names.Clear();
        foreach (var parameter in member.Parameters)
            _names[parameter.Name] = Symbol(parameter, equation.Type);
        _others.Clear();
        _others.UnionWith(
            member.Parameters.Where(parameter => parameter.Role is Role.Row { IsOther: true }).Select(parameter => parameter.Name)
        );
        var uses = Uses.Of(equation.Nodes, [equation.Root]);
        _parts = new (string, int)[equation.Nodes.Count];
        var named = new List<string>();
        for (var i = 0; i <= equation.Root; i++)
        {
            _parts[i] = Print(equation.Nodes[i], equation);
            if (
                i == equation.Root
                || _parts[i].Text.Length <= LongestRepeated
                || uses[i] == 0
                || (uses[i] == 1 && _parts[i].Text.Length < 400)
            )
                continue;
            var name = $"x_{{{named.Count + 1}}}";
            named.Add($"{name} = {_parts[i].Text}");
            _parts[i] = (name, Atom);
        }
        return _parts[equation.Root].Text + (named.Count == 0 ? "" : @"\quad\text{where}\quad " + string.Join(@",\; ", named));
    }

    private (string Text, int Rank) Print(Node node, Equation equation) =>
        node switch
        {
            Node.Constant constant => (Number(constant.Value), constant.Value < 0 ? Sum : Atom),
            Node.Truth truth => (Word(truth.Value ? "true" : "false"), Atom),
            Node.EnumValue value => (Word(value.Member), Atom),
            Node.Parameter given => (_names.TryGetValue(given.Name, out var name) ? name : Name(given.Name), Atom),
            Node.Field { Of: var of } field => (
                Column(field.Name, equation.Nodes[of].Type.Name)
                    + (
                        equation.Nodes[of] is Node.Parameter { Type.Kind: ValueKind.Row } row && !_others.Contains(row.Name)
                            ? ""
                            : $"_{{{_parts[of].Text}}}"
                    ),
                Atom
            ),
            Node.Ask ask => (Ask(ask), Atom),
            Node.Apply apply when WholeNumbers.Operator(apply.Operation) is { } whole => Binary(
                whole,
                _parts[apply.Arguments[0]],
                _parts[apply.Arguments[1]]
            ),
            Node.Apply apply => Apply(_operations[apply.Operation], [.. apply.Arguments.Select(argument => _parts[argument])]),
            Node.Unary unary => Unary(unary.Operator, _parts[unary.Operand]),
            Node.Binary binary => Binary(binary.Operator, _parts[binary.Left], _parts[binary.Right]),
            Node.Select select => (
                $@"\begin{{cases}} {_parts[select.WhenTrue].Text} & \text{{if }} {_parts[select.Condition].Text} \\ "
                    + $@"{_parts[select.WhenFalse].Text} & \text{{otherwise}} \end{{cases}}",
                Choice
            ),
            Node.MakeRow row => ($@"\left({string.Join(", ", row.Values.Select(value => _parts[value].Text))}\right)", Atom),
            _ => throw new InvalidOperationException($"No LaTeX for {node.GetType().Name}."),
        };

    private string Ask(Node.Ask ask)
    {
        var (network, question) = (_parts[ask.Recipient].Text, _questions[ask.Member]);
        var arguments = ask.Arguments.Select(argument => _parts[argument].Text).ToList();
        return question.Name switch
        {
            "LogProb" when arguments.Count == 2 => $@"\log {network}({arguments[0]} \mid {arguments[1]})",
            "SampleLogProb" => $@"\log {network}({network}.\mathrm{{Sample}}({string.Join(", ", arguments)}) \mid {arguments[0]})",
            "Entropy" when arguments.Count == 1 => $@"\mathcal{{H}}\left[{network}(\cdot \mid {arguments[0]})\right]",
            "Mean" or "Value" or "Of" when arguments.Count > 0 => $"{network}({string.Join(", ", arguments)})",
            "Value" => network,
            "SquaredWeights" => $@"\lVert \theta_{{{network}}} \rVert^2",
            "Covariance" => $@"\mathrm{{cov}}_{{{network}}}({string.Join(", ", arguments)})",
            _ => $@"{network}.\mathrm{{{question.Name}}}({string.Join(", ", arguments)})",
        };
    }

    private static (string, int) Apply(OperationModel operation, (string Text, int Rank)[] arguments)
    {
        if (operation.Latex.Length > 0)
            return (
                string.Format(
                    CultureInfo.InvariantCulture,
                    operation.Latex,
                    [.. arguments.Select((argument, i) => Enclosed(operation.Latex, i) ? argument.Text : In(argument, Atom))]
                ),
                Power
            );
        return (
            operation.Name == "this[]"
                ? $"{In(arguments[0], Atom)}_{{{arguments[1].Text}}}"
                : $@"\mathrm{{{operation.Name}}}\left({string.Join(", ", arguments.Select(argument => argument.Text))}\right)",
            Atom
        );
    }

    /// <summary>Whether the pattern itself holds an argument together: in braces, parentheses, bars or after a comma.</summary>
    private static bool Enclosed(string pattern, int argument)
    {
        var before = pattern.Substring(0, Math.Max(0, pattern.IndexOf("{" + argument + "}", StringComparison.Ordinal))).TrimEnd();
        return before.Length > 0
            && (before[before.Length - 1] is '(' or '{' or '|' or ',' or '[' || before.EndsWith("Vert", StringComparison.Ordinal));
    }

    private static (string, int) Unary(UnaryOperator @operator, (string Text, int Rank) operand) =>
        @operator switch
        {
            UnaryOperator.Negate => ("-" + In(operand, Product), Sum),
            UnaryOperator.Not => (@"\neg " + In(operand, Atom), Logic),
            UnaryOperator.Sum => (@"\sum_i " + In(operand, Product), Sum),
            _ => operand,
        };

    private static (string, int) Binary(BinaryOperator @operator, (string Text, int Rank) left, (string Text, int Rank) right) =>
        @operator switch
        {
            BinaryOperator.Add => ($"{In(left, Sum)} + {In(right, Sum)}", Sum),
            BinaryOperator.Subtract => ($"{In(left, Sum)} - {In(right, Product)}", Sum),
            BinaryOperator.Multiply => ($@"{In(left, Product)} \, {In(right, Product)}", Product),
            BinaryOperator.Divide => ($@"\frac{{{left.Text}}}{{{right.Text}}}", Atom),
            BinaryOperator.Less => Compare(left, "<", right),
            BinaryOperator.LessOrEqual => Compare(left, @"\le", right),
            BinaryOperator.Greater => Compare(left, ">", right),
            BinaryOperator.GreaterOrEqual => Compare(left, @"\ge", right),
            BinaryOperator.Equal => Compare(left, "=", right),
            BinaryOperator.NotEqual => Compare(left, @"\ne", right),
            BinaryOperator.And => ($@"{In(left, Logic)} \wedge {In(right, Logic)}", Logic),
            _ => ($@"{In(left, Logic)} \vee {In(right, Logic)}", Logic),
        };

    private static (string, int) Compare((string Text, int Rank) left, string sign, (string Text, int Rank) right) =>
        ($"{In(left, Sum)} {sign} {In(right, Sum)}", Comparison);

    private static string In((string Text, int Rank) part, int rank) => part.Rank < rank ? $@"\left({part.Text}\right)" : part.Text;

    private static string Number(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return double.IsNaN(value) ? Word("NaN")
                : value > 0 ? @"\infty"
                : @"-\infty";
        var parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var power = parts.Length == 1 ? "" : $"10^{{{int.Parse(parts[1], CultureInfo.InvariantCulture)}}}";
        return parts.Length == 1 ? parts[0]
            : parts[0] == "1" ? power
            : $@"{parts[0]} \cdot {power}";
    }

    /// <summary>
    /// What stands for a parameter: what is seen and chosen by the letters of their columns, a column's value by the column's name.
    /// </summary>
    private static string Symbol(ParameterModel parameter, ValueType result) =>
        parameter.Role switch
        {
            Role.Statistic { Kind: Statistics.Value } value => Word(Split(value.Column)),
            Role.Seen => result == ValueType.Act ? "s" : "x",
            Role.Chosen => "a",
            _ => Name(parameter.Name),
        };

    /// <summary>
    /// The letter of the field for a column of a row; the act that was chosen in a transition is an act, that of a preference the better
    /// answer.
    /// </summary>
    private static string Column(string name, string row) =>
        name switch
        {
            "State" => "s",
            "Action" => "a",
            "Next" => "s'",
            "Reward" => "r",
            "Context" => "x",
            "Chosen" when row.EndsWith(".Preference", StringComparison.Ordinal) => "y_w",
            "Rejected" when row.EndsWith(".Preference", StringComparison.Ordinal) => "y_l",
            "Response" when row.EndsWith(".Rating", StringComparison.Ordinal) => "y",
            "Candidates" when row.EndsWith(".Ranking", StringComparison.Ordinal) => "y_{1:K}",
            "Chosen" when row.EndsWith(".Transition", StringComparison.Ordinal) => "a",
            _ => Word(Split(name)),
        };
}
