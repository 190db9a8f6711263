using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// The body of a lifted method: first what it is given (columns, draws, numbers), then the questions, level by level and
/// one forward pass per network and level, then expressions.
/// </summary>
internal sealed class LiftedBody
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly IReadOnlyList<Node> _nodes;
    private readonly int[] _uses;
    private readonly TensorExpressions _expressions;
    private readonly Dictionary<int, (string Answers, int Index)> _asked = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<(string Batch, string Local)> _columns = [];
    private readonly List<(int Node, Node.Input Input, string Name, int Anchor)> _waiting = [];

    public LiftedBody(SourceWriter writer, Cast cast, IReadOnlyList<Node> nodes, IEnumerable<int> results, IEnumerable<string> taken)
    {
        _writer = writer;
        _cast = cast;
        _nodes = nodes;
        _uses = Uses.Of(nodes, results);
        Needs = NeedList.Of(nodes, node => _uses[node] > 0, cast);
        Names = new(Needs.Select(need => need.Name).Concat(taken));
        var network = NeedList.Networks(Needs).FirstOrDefault();
        var rows = Needs.FirstOrDefault(need => need.Kind == Inputs.Rows)?.Name;
        Type = network is not null ? Signatures.Escape(network) + ".Parameters.Type" : rows is not null ? Signatures.Escape(rows) + ".Type" : "";
        _expressions = new(nodes, cast.Model.Operations.ToDictionary(operation => operation.Id), _uses, writer, Names, Type);
        _expressions.ArgumentGradient = node => Code.Call(
            $"{Signatures.Escape(VariableOf(node.Question))}.ArgumentGradient",
            _asked[node.Question].Answers, _asked[node.Question].Index.ToString(System.Globalization.CultureInfo.InvariantCulture),
            node.Argument.ToString(System.Globalization.CultureInfo.InvariantCulture), Gradient(node.Gradient, node.Question).Text);
    }

    public IReadOnlyList<Need> Needs { get; }

    /// <summary>Networks whose answers the batch may carry already.</summary>
    public IReadOnlyList<KeptQuestions> Kept { get; set; } = [];

    /// <summary>The batch of each draw; where there is only one batch, it is that one.</summary>
    public IReadOnlyDictionary<string, string> Draws { get; set; } = new Dictionary<string, string>();

    public Names Names { get; }

    /// <summary>C# for the element type that is computed with.</summary>
    public string Type { get; }

    public Code Expression(int node) => _expressions.Expression(node);

    public Extent ExtentOf(int node) => _expressions.ExtentOf(node);

    public void Give(int node, string code) => _expressions.Give(node, code);

    public string VariableOf(int ask) => Inputs.Split(((Node.Input)_nodes[((Node.Ask)_nodes[ask]).Player]).Name).Name;

    /// <summary>How many questions one forward pass answered.</summary>
    public int QuestionsOf(string answers) => _counts[answers];

    /// <summary>The answers that hold an ask's answer, and its place among them.</summary>
    public (string Answers, int Index) AskedAt(int ask) => _asked[ask];

    /// <summary>Writes locals for columns and draws; says how everything given is written.</summary>
    public void Open()
    {
        for (var i = 0; i < _nodes.Count; i++)
            if (_nodes[i] is Node.Input input && _uses[i] > 0)
                Input(i, input);
        for (var i = 0; i < _nodes.Count; i++)
            if (_uses[i] > 0 && _nodes[i] is Node.Field field && _nodes[field.Of] is Node.Input { Type.Kind: ValueKind.Row } rows)
                Column(i, field, Inputs.Split(rows.Name));
        for (var i = 0; i < _nodes.Count; i++)
            if (_uses[i] > 0 && _nodes[i] is Node.Input input && Inputs.Split(input.Name) is (Inputs.Draw, var name))
                Draw(i, input, name);
    }

    /// <summary>Asks what the given nodes need, as far as it was not asked yet.</summary>
    public void Ask(IEnumerable<int> results)
    {
        var levels = AskLevels.Of(_nodes, results).Where(ask => !_asked.ContainsKey(ask.Ask)).ToList();
        foreach (var level in levels.GroupBy(ask => ask.Level).OrderBy(level => level.Key))
            foreach (var network in level.GroupBy(ask => VariableOf(ask.Ask)).OrderBy(network => _cast.Variables.ToList().IndexOf(network.Key)))
                Forward(network.Key, [.. network.Select(ask => ask.Ask)]);
    }

    /// <summary>A gradient with respect to an answer, of the answer's shape.</summary>
    public Code Gradient(int gradient, int ask)
    {
        var (code, answer) = (Expression(gradient), Expression(ask));
        return ExtentOf(gradient) switch
        {
            Extent.Host => TensorOperators.Like(answer, code),
            Extent.Whole => code.Then($".expand_as({answer})"),
            _ => code,
        };
    }

    private void Forward(string variable, List<int> asks)
    {
        var distinct = asks.GroupBy(ask => (((Node.Ask)_nodes[ask]).Member, ((Node.Ask)_nodes[ask]).Arguments)).ToList();
        var questions = distinct.Select(group => $"new {Question(group.First()).Record}({string.Join(", ", ((Node.Ask)_nodes[group.First()]).Arguments.Select(argument => PerRow(argument, (Node.Ask)_nodes[group.First()]).Text))})").ToList();
        var answers = Names.Fresh(variable + "Answers");
        _writer.Line();
        var kept = Kept.FirstOrDefault(candidate => candidate.Variable == variable);
        _writer.Line(kept is null
            ? $"// one forward pass of {variable} answers everything that is asked of it here"
            : $"// {variable} is frozen: the batch carries its answers where they were asked for once, before the epochs");
        _writer.Call($"using var {answers} = {(kept is null ? "" : $"{Signatures.Escape(kept.Batch)}.Kept(\"{variable}\") ?? ")}{Signatures.Escape(variable)}.Forward", [.. questions.Select((question, i) => (i == 0 ? "[" : "") + question + (i + 1 == questions.Count ? "]" : ""))], ";");
        _counts[answers] = distinct.Count;
        for (var i = 0; i < distinct.Count; i++)
        {
            var local = Names.Fresh(variable + Question(distinct[i].First()).Name);
            var perMember = !Question(distinct[i].First()).PerRow && _cast.Players.IsEnsemble(variable) ? ".unsqueeze(-1)    // [L, 1], one for each member" : "";
            _writer.Line($"var {local} = {answers}[{i}]{(perMember.Length > 0 ? perMember.Replace("    //", ";    //") : ";")}");
            foreach (var ask in distinct[i])
            {
                _asked[ask] = (answers, i);
                Give(ask, local);
            }
        }
        foreach (var draw in _waiting.Where(draw => _expressions.IsGiven(draw.Anchor)).ToList())
        {
            _waiting.Remove(draw);
            Draw(draw.Node, draw.Input, draw.Name);
        }
    }

    /// <summary>An argument of a question has as many rows as the others.</summary>
    private Code PerRow(int node, Node.Ask ask)
    {
        var code = Expression(node);
        if (ExtentOf(node) == Extent.Rows || ask.Arguments.FirstOrDefault(other => ExtentOf(other) == Extent.Rows && _nodes[other].Type.IsWide) is not (> 0 and var wide))
            return code;
        var row = Expression(wide).Then(".select(-1, 0)");
        return (ExtentOf(node), _nodes[node].Type.Rank) switch
        {
            (Extent.Host, _) => TensorOperators.Like(row, code),
            (_, 0) => code.Then($".expand_as({row})"),
            (_, 1) => code.Then($".expand([.. {row}.shape, -1])"),
            _ => code,
        };
    }

    private Models.QuestionModel Question(int ask) => _cast.Model.Questions.First(question => question.Member == ((Node.Ask)_nodes[ask]).Member);

    private void Input(int node, Node.Input input)
    {
        var (kind, name) = Inputs.Split(input.Name);
        switch (kind)
        {
            case Inputs.Share:
                var local = Names.Fresh("share");
                _writer.Line(name.Length == 0 ? $"var {local} = 1.0;" : $"var {local} = 1.0 / {Signatures.Escape(name)}.Count;    // of one row in the mean");
                Give(node, local);
                break;
            case Inputs.Hyper:
                Give(node, Signatures.Property(name, input.Type, _cast.Model));
                break;
            case Inputs.Given:
                var tensor = Names.Fresh(name + "Tensor");
                _writer.Line($"var {tensor} = {WellKnownNames.Training}.HostAnswer.Upload({Signatures.Escape(name)}, {Type});");
                Give(node, tensor);
                break;
            case Inputs.Statistic:
                Give(node, CSharpText.Camel(name));
                break;
            case Inputs.Draw:
                break;
            default:
                Give(node, Signatures.Escape(name));
                break;
        }
    }

    private void Column(int node, Node.Field field, (string Kind, string Name) rows)
    {
        var local = Names.Fresh(CSharpText.Camel(field.Name) + (rows.Kind == Inputs.Other ? "OfOther" : ""));
        var value = $"{Signatures.Escape(rows.Name)}[\"{field.Name}\"]" + (rows.Kind == Inputs.Other ? $".roll(-1, -{field.Type.Rank + 1})" : "") + (field.Type.Kind == ValueKind.Boolean ? ".ne(0)" : "");
        _writer.Line($"var {local} = {value};{(field.Type.Rank > 0 ? "    // [n, width]" : "    // [n]")}");
        if (field.Type.IsWide)
            _columns.Add((rows.Name, local));
        Give(node, local);
    }

    private void Draw(int node, Node.Input input, string name)
    {
        int? anchor = input.Type.Rank > 0 ? new Dimensions(_nodes).Anchor(node) : null;
        if (anchor is { } answer && !_expressions.IsGiven(answer))
        {
            _waiting.Add((node, input, name, answer));              // as wide as an answer that is not there yet
            return;
        }
        var like = anchor is { } known ? Expression(known).Text : Rows(name);
        var call = input.Type.Kind switch
        {
            ValueKind.Draw => $"draws.Draw(\"{name}\")",
            ValueKind.Vector => $"draws.Gaussian(\"{name}\", {like})",
            _ => $"draws.Uniform(\"{name}\", {like})",
        };
        var local = Names.Fresh(name.Substring(name.IndexOf('.') + 1));
        _writer.Line($"var {local} = {call};");
        Give(node, local);
    }

    /// <summary>What has as many rows as a draw: a column of its batch, else the batch itself; one row where there is no batch.</summary>
    private string Rows(string draw)
    {
        var batch = Draws.TryGetValue(draw, out var own) ? own : Needs.FirstOrDefault(need => need.Kind == Inputs.Rows)?.Name ?? "";
        if (batch.Length == 0)
            return $"{WellKnownNames.Torch}.empty(1, 1, dtype: {Type}, device: {Type.Substring(0, Type.LastIndexOf('.'))}.Device)";
        return _columns.FirstOrDefault(column => column.Batch == batch).Local ?? Signatures.Escape(batch);
    }
}
