using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Names nodes in generated code: as the source calls them, else after the nodes they are made of.</summary>
internal sealed class NodeNames(IReadOnlyList<Node> nodes, Func<int, string?> given)
{
    private const int Deepest = 3,
        MostWords = 5;

    public NodeNames(EquationBuilder nodes)
        : this(nodes, nodes.NameOf) { }

    /// <summary>A name in camel case; several nodes may have the same.</summary>
    public string this[int node] => CSharpText.Camel(Describe(node, Deepest));

    /// <summary>The local of a column, whose name the source may use for something else.</summary>
    public string Column(Node.Field column, bool isOther)
    {
        var name = CSharpText.Camel(column.Name);
        return name + (isOther ? "OfOther" : "") + (Enumerable.Range(0, nodes.Count).Any(node => given(node) == name) ? "Column" : "");
    }

    /// <summary>
    /// The local of an answer: as the source calls it; where a network is asked the same about several things, it says about which.
    /// </summary>
    public string Answer(string network, int ask)
    {
        if (given(ask) is { } name)
            return name;
        var asked = (Node.Ask)nodes[ask];
        var others = nodes
            .OfType<Node.Ask>()
            .Where(other => other.Member == asked.Member && other.Recipient == asked.Recipient && !other.Arguments.Equals(asked.Arguments))
            .ToList();
        var differs = Enumerable
            .Range(0, asked.Arguments.Count)
            .Where(i => others.Any(other => other.Arguments[i] != asked.Arguments[i]))
            .Take(1);
        return string.Concat(
            differs.Select(i => "Of" + CSharpText.Pascal(this[asked.Arguments[i]])).Prepend(network + CSharpText.Pascal(Last(asked.Member)))
        );
    }

    /// <summary>The gradient with respect to a node.</summary>
    public static string Gradient(string of) => "d" + CSharpText.Pascal(of);

    private string Describe(int node, int depth)
    {
        if (given(node) is { } name)
            return name;
        var (full, brief) = Words(nodes[node], depth);
        return depth > 0 && full.Length > 0 && CountWords(full) <= MostWords ? full : brief;
    }

    private (string Full, string Brief) Words(Node node, int depth)
    {
        string Of(int operand) => depth == 0 ? "" : CSharpText.Pascal(Describe(operand, depth - 1));
        return node switch
        {
            Node.Constant constant => ("", Number(constant.Value)),
            Node.Truth truth => ("", truth.Value ? "yes" : "no"),
            Node.EnumValue value => ("", CSharpText.Camel(Last(value.Member))),
            Node.Parameter parameter => ("", CSharpText.Camel(parameter.Name)),
            Node.Input { Source.Label: { Length: > 0 } label } => ("", CSharpText.Camel(label)),
            Node.Field field => ("", CSharpText.Camel(field.Name)),
            Node.Ask ask => (Describe(ask.Recipient, 1) + CSharpText.Pascal(Last(ask.Member)), CSharpText.Camel(Last(ask.Member))),
            Node.Unary { Operator: UnaryOperator.Negate } unary => ("minus" + Of(unary.Operand), "negative"),
            Node.Unary { Operator: UnaryOperator.Not } unary => ("not" + Of(unary.Operand), "not"),
            Node.Unary { Operator: UnaryOperator.Sum } unary => ("sum" + Of(unary.Operand), "sum"),
            Node.Unary { Operator: UnaryOperator.Transpose } unary => (Of(unary.Operand) + "Transposed", "transposed"),
            Node.Unary unary => (Of(unary.Operand), "vector"),
            Node.Binary binary => (Of(binary.Left) + Between(binary.Operator) + Of(binary.Right), Result(binary.Operator)),
            Node.Select choice => (Of(choice.WhenTrue) + "Or" + Of(choice.WhenFalse), "choice"),
            Node.Statistic statistic => (statistic.Kind + Of(statistic.Column), CSharpText.Camel(statistic.Kind.ToString())),
            Node.OuterProduct product => (Of(product.Left) + "Outer" + Of(product.Right), "outer"),
            Node.Broadcast broadcast => (Of(broadcast.Operand), "each"),
            Node.Apply apply => (Last(apply.Operation) + (apply.Arguments.Count == 0 ? "" : Of(apply.Arguments[0])), Last(apply.Operation)),
            Node.ArgumentGradient slope => ("", Gradient(Describe(((Node.Ask)nodes[slope.Question]).Arguments[slope.Argument], 1))),
            Node.BatchedGradient slope => ("", Gradient(Describe(((Node.Apply)nodes[slope.Operation]).Arguments[slope.Argument], 1))),
            Node.MakeRow => ("", "row"),
            _ => ("", "value"),
        };
    }

    /// <summary>The simple name of a documentation id or of a qualified name.</summary>
    private static string Last(string id)
    {
        var end = id.IndexOf('(');
        var name = end < 0 ? id : id.Substring(0, end);
        name = name.Substring(Math.Max(name.LastIndexOf('.'), name.LastIndexOf(':')) + 1);
        return name.StartsWith("op_", StringComparison.Ordinal) ? name.Substring(3)
            : name == "Item" ? "component"
            : name;
    }

    private static string Number(double number) =>
        number switch
        {
            0 => "zero",
            0.5 => "half",
            1 => "one",
            2 => "two",
            -1 => "minusOne",
            double.PositiveInfinity => "infinity",
            _ => "constant",
        };

    private static string Between(BinaryOperator @operator) =>
        @operator switch
        {
            BinaryOperator.Add => "Plus",
            BinaryOperator.Subtract => "Minus",
            BinaryOperator.Multiply => "Times",
            BinaryOperator.Divide => "Over",
            BinaryOperator.Less => "IsBelow",
            BinaryOperator.LessOrEqual => "IsAtMost",
            BinaryOperator.Greater => "IsAbove",
            BinaryOperator.GreaterOrEqual => "IsAtLeast",
            BinaryOperator.Equal => "Is",
            BinaryOperator.NotEqual => "IsNot",
            BinaryOperator.And => "And",
            _ => "Or",
        };

    private static string Result(BinaryOperator @operator) =>
        @operator switch
        {
            BinaryOperator.Add => "total",
            BinaryOperator.Subtract => "difference",
            BinaryOperator.Multiply => "product",
            BinaryOperator.Divide => "quotient",
            BinaryOperator.And => "both",
            BinaryOperator.Or => "either",
            _ => "condition",
        };

    /// <summary>The number of words; the weight of a row in the mean counts as one.</summary>
    private static int CountWords(string name)
    {
        name = name.Replace("MeanWeight", "Weight").Replace("meanWeight", "weight");
        var words = 1;
        for (var i = 1; i < name.Length; i++)
            words += char.IsUpper(name[i]) ? 1 : 0;
        return words;
    }
}
