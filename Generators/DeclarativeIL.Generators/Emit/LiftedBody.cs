using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// The body of a lifted method: first what it is given (columns, draws, numbers), then the questions, level by level and
/// one forward pass per network and level, then expressions.
/// </summary>
internal sealed partial class LiftedBody
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly EquationBuilder _nodes;
    private readonly NodeNames _nodeNames;
    private readonly HashSet<int> _results;
    private readonly int[] _uses;
    private readonly TensorExpressions _expressions;
    private readonly Inputs _inputs;
    private readonly Dictionary<int, (string Answers, int Index)> _asked = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<(string Batch, string Local)> _columns = [];
    private readonly Dictionary<int, string> _asStored = [];

    /// <param name="names">The names of a method that several bodies are written into; null where this is the only one.</param>
    public LiftedBody(
        SourceWriter writer,
        Cast cast,
        EquationBuilder nodes,
        IEnumerable<int> results,
        IEnumerable<string> taken,
        Names? names = null
    )
    {
        _writer = writer;
        _cast = cast;
        _nodes = nodes;
        _nodeNames = new(nodes);
        _results = [.. results];
        _uses = Uses.Of(nodes, _results);
        Needs = MethodParameters.Of(nodes, node => _uses[node] > 0, cast, onDevice: true);
        Names = names ?? new(Needs.Select(need => need.Name).Concat(taken));
        var network = MethodParameters.Networks(Needs).FirstOrDefault();
        var rows = Needs.FirstOrDefault(need => need.Kind == ParameterKind.Batch)?.Name;
        Type =
            network is not null ? Signatures.Escape(network) + ".Parameters.EquationType"
            : rows is not null ? Signatures.Data(rows) + ".Type"
            : "";
        _expressions = new(nodes, cast.Model.Operations.ToDictionary(operation => operation.Id), _uses, writer, Names, Type);
        _inputs = new(cast.Model);
        _expressions.ArgumentGradient = node =>
            Code.Call(
                    $"{Signatures.Escape(VariableOf(node.Question))}.ArgumentGradient",
                    _asked[node.Question].Answers,
                    _asked[node.Question].Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    node.Argument.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Gradient(node.Gradient, node.Question).Text
                )
                .Then(Widened);
    }

    public IReadOnlyList<MethodParameter> Needs { get; }

    /// <summary>Networks whose answers the batch may carry already.</summary>
    public IReadOnlyList<KeptQuestions> Kept { get; set; } = [];

    /// <summary>Whether a gradient goes through an ask to its network's parameters; all others are asked as in evaluation.</summary>
    public Func<int, bool> Trains { get; set; } = static _ => false;

    public Names Names { get; }

    /// <summary>What networks answer, and states and acts as they are stored, may be float32; equations are computed in float64.</summary>
    private const string Widened = ".Widened()";

    /// <summary>C# for the element type that is computed with.</summary>
    public string Type { get; }

    public Code Expression(int node) => _expressions.Expression(node);

    public Extent ExtentOf(int node) => _expressions.ExtentOf(node);

    public void Give(int node, string code) => _expressions.Give(node, code);

    public void Wish(int node, string name) => _expressions.Wish(node, name);

    public string VariableOf(int ask) => _nodes.NetworkOf(ask);

    /// <summary>How many questions one forward pass answered.</summary>
    public int QuestionsOf(string answers) => _counts[answers];

    /// <summary>The answers that hold an ask's answer, and its place among them.</summary>
    public (string Answers, int Index) AskedAt(int ask) => _asked[ask];

    /// <summary>Writes locals for columns and draws; says how everything given is written.</summary>
    public void Open()
    {
        for (var i = 0; i < _nodes.Count; i++)
            if (_nodes[i] is Node.Input input && _uses[i] > 0)
                Open(i, input);
        for (var i = 0; i < _nodes.Count; i++)
            if (_uses[i] > 0 && _nodes.RowsOf(i) is { } rows)
                Column(i, (Node.Field)_nodes[i], rows);
        CheckGiven(areRows: true);
        for (var i = 0; i < _nodes.Count; i++)
            if (_uses[i] > 0 && _nodes[i] is Node.Input { Source: Input.Draw draw } input)
                Draw(i, input.Type, draw);
    }

    /// <summary>Asks what the given nodes need, as far as it was not asked yet.</summary>
    public void Ask(IEnumerable<int> results)
    {
        var levels = AskLevels.Of(_nodes, results).Where(ask => !_asked.ContainsKey(ask.Ask)).ToList();
        foreach (var level in levels.GroupBy(ask => ask.Level).OrderBy(level => level.Key))
        foreach (var network in level.GroupBy(ask => VariableOf(ask.Ask)).OrderBy(network => _cast.Variables.ToList().IndexOf(network.Key)))
            Forward(network.Key, [.. network.Select(ask => ask.Ask)]);
    }

    /// <summary>
    /// What a question says where all that it asks about is known, so that equal questions are known by equal texts; else null.
    /// </summary>
    public string? QuestionText(int ask)
    {
        var arguments = ((Node.Ask)_nodes[ask]).Arguments;
        return arguments.All(_expressions.IsGiven)
            ? $"{VariableOf(ask)}.{((Node.Ask)_nodes[ask]).Member}("
                + $"{string.Join(", ", arguments.Select(argument => Expression(argument).Text))})"
            : null;
    }

    /// <summary>A question that was answered before, by the same network about the same rows.</summary>
    public void Answered(int ask, string local)
    {
        _asked[ask] = ("", -1);
        Give(ask, local);
    }

    /// <summary>A gradient with respect to an answer, of the answer's shape.</summary>
    public Code Gradient(int gradient, int ask)
    {
        var (code, answer) = (Expression(gradient), Expression(ask));
        return ExtentOf(gradient) switch
        {
            Extent.Scalar => TensorOperators.Like(answer, code),
            Extent.Whole => code.Then($".expand_as({answer})"),
            _ => code,
        };
    }

    private string Made(int ask)
    {
        var arguments = ((Node.Ask)_nodes[ask]).Arguments.Select(argument => PerRow(argument, ask).Text);
        return $"new {Question(ask).Record}({string.Join(", ", arguments)})";
    }

    private void Forward(string variable, List<int> asks)
    {
        var distinct = asks.GroupBy(ask => (((Node.Ask)_nodes[ask]).Member, ((Node.Ask)_nodes[ask]).Arguments, Trains(ask))).ToList();
        var questions = distinct.Select(group => Made(group.First()) + (group.Key.Item3 ? " { Trains = true }" : "")).ToList();
        var answers = Names.Fresh(variable + "Answers");
        _writer.Line();
        var kept = Kept.FirstOrDefault(candidate => candidate.Variable == variable);
        _writer.Line(
            kept is null
                ? $"// one forward pass of {variable} answers everything that is asked of it here"
                : $"// {variable} is frozen: the batch carries its answers where they were asked for once, before the epochs"
        );
        _writer.Call(
            $"using var {answers} = {(kept is null ? "" : $"{Signatures.Data(kept.Batch)}.Kept(\"{variable}\") ?? ")}"
                + $"{Signatures.Escape(variable)}.Forward",
            [.. questions.Select((question, i) => (i == 0 ? "[" : "") + question + (i + 1 == questions.Count ? "]" : ""))],
            ";"
        );
        _counts[answers] = distinct.Count;
        for (var i = 0; i < distinct.Count; i++)
        {
            var local = Names.Fresh(_nodeNames.Answer(variable, distinct[i].First()));
            var perMember =
                !Question(distinct[i].First()).PerRow && _cast.Players.IsEnsemble(variable)
                    ? ".unsqueeze(-1)    // [L, 1], one for each member"
                    : "";
            _writer.Line($"var {local} = {answers}[{i}]{Widened}{(perMember.Length > 0 ? perMember.Replace("    //", ";    //") : ";")}");
            foreach (var ask in distinct[i])
            {
                _asked[ask] = (answers, i);
                Give(ask, local);
            }
        }
        CheckGiven(areRows: false);
        foreach (var draw in _waiting.Where(draw => _expressions.IsGiven(draw.Anchor)).ToList())
        {
            _waiting.Remove(draw);
            Draw(draw.Node, _nodes[draw.Node].Type, draw.Input);
        }
    }

    private QuestionModel Question(int ask) => _cast.Model.Questions.First(question => question.Member == ((Node.Ask)_nodes[ask]).Member);

    private void Open(int node, Node.Input input)
    {
        switch (input.Source)
        {
            case Input.MeanWeight weight:
                Give(node, MeanWeights.Local(_writer, Names, weight));
                break;
            case Input.Draw or Input.LossGradient:
                break; // drawn when its width is known; given when autograd has gone through the loss
            default:
                Give(node, _inputs.Of(input));
                break;
        }
    }

    /// <summary>Vectors and matrices from the caller lie on the device.</summary>
    private sealed class Inputs(AlgorithmModel model) : InputText(model)
    {
        public override string Given(Input.Given input, ValueType type) =>
            type.Rank > 0 ? MethodParameters.OnDevice(input.Name) : base.Given(input, type);
    }

    private void Column(int node, Node.Field field, Input.Rows rows)
    {
        var local = Names.Fresh(_nodeNames.Column(field, rows.IsOther));
        var value =
            $"{Signatures.Data(rows.Batch)}[\"{field.Name}\"]"
            + (rows.IsOther ? $".roll(-1, -{field.Type.Rank + 1})" : "")
            + (field.Type.Kind == ValueKind.Boolean ? ".IsNot(0)" : "");
        _writer.Line($"var {local} = {value};{(field.Type.Rank > 0 ? "    // [n, width]" : "    // [n]")}");
        if (field.Type.IsWide)
            _columns.Add((rows.Batch, local));
        if (field.Type.Rank > 0 && IsComputedWith(node))
        {
            _asStored[node] = local; // networks are asked about that: equal columns are one object
            _writer.Line($"var {local = Names.Fresh(_nodeNames.Column(field, rows.IsOther) + "Numbers")} = {_asStored[node]}{Widened};");
        }
        Give(node, local);
    }

    /// <summary>Whether a column is more than what networks are asked about.</summary>
    private bool IsComputedWith(int column) =>
        _results.Contains(column)
        || Enumerable
            .Range(column + 1, _nodes.Count - column - 1)
            .Any(user => _uses[user] > 0 && _nodes[user] is not Node.Ask && _nodes[user].Operands.Contains(column));

    /// <summary>C# for what a network is asked about.</summary>
    private Code Asked(int node) => _asStored.TryGetValue(node, out var stored) ? Code.Atom(stored) : Expression(node);
}
