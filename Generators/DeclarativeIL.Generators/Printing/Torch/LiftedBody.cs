using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>
/// The body of a lifted method: first what it is given (columns, draws, numbers), then the questions, level by level and
/// one forward pass per network and level, then expressions.
/// </summary>
internal sealed partial class LiftedBody
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly MethodPlan _plan;
    private readonly EquationBuilder _nodes;
    private readonly NodeNames _nodeNames;
    private readonly int[] _uses;
    private readonly TensorExpressions _expressions;
    private readonly Inputs _inputs;
    private readonly Dictionary<int, (string Outputs, int Index)> _asked = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<(string Batch, string Local)> _columns = [];
    private readonly Dictionary<int, string> _asStored = [];

    public LiftedBody(SourceWriter writer, MethodPlan plan, IEnumerable<string> taken)
    {
        (_writer, _scope, _plan, _nodes) = (writer, plan.Scope, plan, plan.Nodes);
        _nodeNames = new(_nodes);
        _uses = plan.Uses;
        Names = new(Needs.Names().Concat(taken));
        var network = Needs.Networks().FirstOrDefault();
        var rows = Needs.FirstOrDefault(need => need.Kind == ParameterKind.Batch)?.Name;
        Type =
            network is not null ? Signatures.Escape(network) + ".Parameters.EquationType"
            : rows is not null ? Signatures.Data(rows) + ".Type"
            : "";
        _expressions = new(_nodes, _scope.Operations, _uses, writer, Names, Type);
        _inputs = new(_scope);
        _expressions.ArgumentGradient = node =>
            Code.Call(
                    $"{Signatures.Escape(VariableOf(node.Question))}.ArgumentGradient",
                    _asked[node.Question].Outputs,
                    _asked[node.Question].Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    node.Argument.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Gradient(node.Gradient, node.Question).Text
                )
                .Then(Widened);
    }

    private IReadOnlyList<MethodParameter> Needs => _plan.Needed;

    /// <summary>Networks whose answers the batch may carry already.</summary>
    public IReadOnlyList<CachedQuestions> Cached { get; set; } = [];

    /// <summary>Whether a gradient goes through an ask to its network's parameters; all others are asked as in evaluation.</summary>
    public Func<int, bool> Trains { get; set; } = static _ => false;

    public LocalNames Names { get; }

    /// <summary>What networks answer, and states and acts as they are stored, may be float32; equations are computed in float64.</summary>
    private const string Widened = ".Widened()";

    /// <summary>C# for the element type that is computed with.</summary>
    public string Type { get; }

    public Code Expression(int node) => _expressions.Expression(node);

    public Extent ExtentOf(int node) => _expressions.ExtentOf(node);

    public void Define(int node, string code) => _expressions.Define(node, code);

    public void PreferName(int node, string name) => _expressions.PreferName(node, name);

    public string VariableOf(int ask) => _nodes.NetworkOf(ask);

    /// <summary>How many questions one forward pass answered.</summary>
    public int QuestionsOf(string answers) => _counts[answers];

    /// <summary>The answers that hold an ask's answer, and its place among them.</summary>
    public (string Outputs, int Index) AskedAt(int ask) => _asked[ask];

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
        DrawWaiting();
    }

    /// <summary>Asks what the given nodes need, as far as it was not asked yet.</summary>
    public void Ask(IEnumerable<int> results)
    {
        var uses = Uses.Of(_nodes, results);
        var levels = _plan.Schedule.Where(ask => uses[ask.Ask] > 0 && !_asked.ContainsKey(ask.Ask)).ToList();
        foreach (var level in levels.GroupBy(ask => ask.Level).OrderBy(level => level.Key))
        foreach (
            var network in level
                .GroupBy(ask => (Variable: VariableOf(ask.Ask), IsApart: _plan.IsApart(ask.Ask)))
                .OrderBy(network => _scope.Variables.ToList().IndexOf(network.Key.Variable))
                .ThenBy(network => network.Key.IsApart)
        )
            Forward(network.Key.Variable, [.. network.Select(ask => ask.Ask)]);
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
        var answers = Names.Fresh(variable + "Outputs");
        _writer.Line();
        var cached = Cached.FirstOrDefault(candidate => candidate.Variable == variable);
        _writer.Line(
            cached is null
                ? $"// one forward pass of {variable} answers everything that is asked of it here"
                : $"// {variable} is frozen: the batch carries its answers where they were asked for once, before the epochs"
        );
        _writer.Call(
            $"using var {answers} = {(cached is null ? "" : $"{Signatures.Data(cached.Batch)}.Cached(\"{variable}\") ?? ")}"
                + $"{Signatures.Escape(variable)}.Forward",
            [.. questions.Select((question, i) => (i == 0 ? "[" : "") + question + (i + 1 == questions.Count ? "]" : ""))],
            ";"
        );
        _counts[answers] = distinct.Count;
        for (var i = 0; i < distinct.Count; i++)
        {
            var local = Names.Fresh(_nodeNames.Answer(variable, distinct[i].First()));
            var perMember =
                !Question(distinct[i].First()).PerRow && _scope.Networks.IsEnsemble(variable)
                    ? ".unsqueeze(-1)    // [L, 1], one for each member"
                    : "";
            _writer.Line($"var {local} = {answers}[{i}]{Widened}{(perMember.Length > 0 ? perMember.Replace("    //", ";    //") : ";")}");
            foreach (var ask in distinct[i])
            {
                _asked[ask] = (answers, i);
                Define(ask, local);
            }
        }
        CheckGiven(areRows: false);
        DrawWaiting();
    }

    private QuestionModel Question(int ask) => _scope.QuestionOf((Node.Ask)_nodes[ask]);
}
