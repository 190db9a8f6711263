using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>
/// C# for the means of losses and metrics, as they are reported. What is an answer times a number is the answer's mean and that number:
/// small batches cost what the number of operations costs.
/// </summary>
internal sealed class ReportedMeans
{
    private readonly SourceWriter _writer;
    private readonly StepPlan _step;
    private readonly PhasePlan _plan;
    private readonly LiftedBody _body;
    private List<int?>? _reported; // the answer of each loss and metric
    private readonly Dictionary<int, string> _shared = []; // means that are reported more than once, by answer

    public ReportedMeans(SourceWriter writer, StepPlan step, LiftedBody body) =>
        (_writer, _step, _plan, _body) = (writer, step, step.Phase, body);

    /// <summary>The mean of a value of each row.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called where it needs a local.</param>
    public string Of(int value, string name)
    {
        if (AnswerOf(value) is { } answer)
        {
            var mean = OfAnswer(answer);
            return answer == value ? mean : $"({mean}, {Factor(value, answer)})";
        }
        _body.PreferName(value, name);
        var (code, local) = (_body.Expression(value).Text, "");
        if (_body.ExtentOf(value) == Extent.Scalar)
            return $"{RuntimeTypes.Torch}.tensor({code})";
        if (
            Identifiers.Bare(code) is var bare
            && bare.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '@')
            && !char.IsDigit(bare[0])
        )
            local = code;
        else
            _writer.Line($"var {local = _body.Names.Fresh(name)} = {code};");
        return Mean(value, local);
    }

    /// <summary>Whether a statistic of a column is part of a value.</summary>
    public bool HasStatistic(int node) =>
        Uses.Of(_plan.Nodes.Nodes, [node]) is var uses
        && _plan.Nodes.Nodes.Where((_, i) => uses[i] > 0).Any(used => used is Node.Statistic);

    /// <summary>Whether a value is an answer, times numbers of the whole batch.</summary>
    public bool IsOfAnswer(int value) => AnswerOf(value) is not null;

    private string Mean(int value, string local) =>
        _body.ExtentOf(value) == Extent.Rows || _plan.Networks.Any(network => network.Members > 0) || HasStatistic(value)
            ? local + ".mean()"
        : IsAnswer(value) ? local + ".clone()" // answers are freed when the method returns
        : local;

    private bool IsAnswer(int node) =>
        _plan.Nodes[node] is Node.Ask
        || (_plan.Nodes[node] is Node.Select choice && (IsAnswer(choice.WhenTrue) || IsAnswer(choice.WhenFalse)));

    private string OfAnswer(int answer)
    {
        if (_shared.TryGetValue(answer, out var known))
            return known;
        _reported ??=
        [
            .. _plan.Losses.Where(static loss => !loss.Model.Member.IsBatched).Select(loss => AnswerOf(loss.Value)),
            .. _plan.Metrics.Select(metric => AnswerOf(metric.Value)),
        ];
        var local = _body.Expression(answer).Text;
        if (_reported.Count(other => other == answer) < 2)
            return Mean(answer, local);
        var name = _body.Names.Fresh(Identifiers.Bare(local) + "Mean");
        _writer.Line($"var {name} = {Mean(answer, local)};");
        return _shared[answer] = name;
    }

    /// <summary>The answer that a value is, times numbers of the whole batch; none where it is anything else.</summary>
    private int? AnswerOf(int value)
    {
        while (Scaled(value) is { } operand)
        {
            if (_step.Tensors.Uses[value] > 1)
                return null;
            value = operand;
        }
        return _plan.Nodes[value] is Node.Ask ? value : null;
    }

    private int? Scaled(int value) =>
        _plan.Nodes[value] switch
        {
            Node.Unary { Operator: UnaryOperator.Negate } minus => minus.Operand,
            Node.Binary { Operator: BinaryOperator.Multiply } product when IsNumber(product.Left) => product.Right,
            Node.Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } product when IsNumber(product.Right) => product.Left,
            _ => null,
        };

    private Code Factor(int value, int answer)
    {
        if (value == answer)
            return Code.Atom("1.0");
        var inner = Factor(Scaled(value)!.Value, answer);
        if (_plan.Nodes[value] is not Node.Binary product)
            return Code.Negative(inner);
        var isLeft = IsNumber(product.Left);
        var number = _body.Expression(isLeft ? product.Left : product.Right);
        if (product.Operator == BinaryOperator.Divide)
            return Code.Infix(inner, "/", number, Code.Product);
        return inner.Text == "1.0" ? number : Code.Infix(isLeft ? number : inner, "*", isLeft ? inner : number, Code.Product);
    }

    private bool IsNumber(int node) => _plan.Nodes[node].Type == ValueType.Scalar && _body.ExtentOf(node) == Extent.Scalar;
}
