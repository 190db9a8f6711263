using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>One batch of one turn: columns, one forward pass per network, the losses, their closed-form gradient, one backward pass.</summary>
internal sealed class LossEmitter
{
    private readonly SourceWriter _writer;
    private readonly AlgorithmModel _model;
    private readonly TurnPlan _plan;
    private readonly Names _names;
    private readonly TensorExpressions _expressions;
    private readonly Dictionary<string, string> _answers = [];

    private LossEmitter(SourceWriter writer, AlgorithmModel model, TurnPlan plan)
    {
        _writer = writer;
        _model = model;
        _plan = plan;
        _names = new(plan.Networks.Select(network => network.Name).Concat(plan.Rows.Select(rows => rows.Name)));
        var results = plan.Losses.Select(loss => loss.Value).Concat(plan.Networks.SelectMany(network => network.Questions)
            .SelectMany(question => plan.Nodes[question.Node].Operands.Skip(1).Append(question.Gradient)));
        _expressions = new(plan.Nodes.Nodes, plan.Operations, results, writer, _names, $"{Signatures.Escape(plan.Networks[0].Name)}.Parameters.Values.dtype");
    }

    public static void Emit(SourceWriter writer, AlgorithmModel model, TurnPlan plan) => new LossEmitter(writer, model, plan).Emit();

    private void Emit()
    {
        Document();
        var generic = Signatures.TypeParameters(_plan.Networks);
        _writer.Line(SourceWriter.Stamp);
        _writer.Call($"{_model.Access} {WellKnownNames.Training}.LossParts {Signatures.Accumulate(_plan)}{generic}",
            [.. Signatures.Networks(_plan.Networks), .. Signatures.Batches(_plan)], "");
        Signatures.Constraints(_writer, _plan.Networks);
        using (_writer.Braces())
        {
            Guards();
            Columns();
            Ask();
            var losses = Losses();
            Backward();
            _writer.Line();
            _writer.Line($"return new({Signatures.LossNames(_plan)}, {string.Join(", ", losses)});");
        }
    }

    private void Document()
    {
        _writer.Line("/// <summary>One batch: asks each network once, adds the gradient of the mean losses to it, and returns the losses by name.</summary>");
        _writer.Line("/// <remarks>");
        foreach (var loss in _plan.Losses)
            foreach (var line in Readable.Lines(loss.Model.Member.Equation, _model))
                _writer.Line($"/// <c>{(line.StartsWith("t", StringComparison.Ordinal) && line.Contains(" = ") ? "" : loss.Model.Member.Name + " = ")}{Readable.Xml(line)}</c><br/>");
        _writer.Line("/// </remarks>");
    }

    private void Guards()
    {
        foreach (var name in _plan.Networks.Select(network => network.Name).Concat(_plan.Rows.Select(rows => rows.Name)))
            _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({Signatures.Escape(name)});");
    }

    /// <summary>What the equations are given: columns of the batches, properties, the share of one row in the mean.</summary>
    private void Columns()
    {
        var nodes = _plan.Nodes.Nodes;
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i] is Node.Input input)
                Input(i, input);
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i] is Node.Field field && _expressions.IsUsed(i))
            {
                var rows = ((Node.Input)nodes[field.Of]).Name.Substring(Inputs.Rows.Length);
                var local = _names.Fresh(Hyperparameters.Camel(field.Name));
                _writer.Line($"var {local} = {Signatures.Escape(rows)}[\"{field.Name}\"];{(field.Type.IsWide ? "    // [n, width]" : "    // [n]")}");
                _expressions.Give(i, local);
            }
    }

    private void Input(int node, Node.Input input)
    {
        var colon = input.Name.IndexOf(':') + 1;
        var (kind, name) = (input.Name.Substring(0, colon), input.Name.Substring(colon));
        if (kind == Inputs.Share && _expressions.IsUsed(node))
        {
            var local = _names.Fresh("share");
            _writer.Line(name.Length == 0 ? $"var {local} = 1.0;" : $"var {local} = 1.0 / {Signatures.Escape(name)}.Count;    // of one row in the mean");
            _expressions.Give(node, local);
        }
        else
            _expressions.Give(node, kind == Inputs.Hyper ? Signatures.Property(name, input.Type, _model) : Signatures.Escape(name));
    }

    private void Ask()
    {
        foreach (var network in _plan.Networks)
        {
            var questions = network.Questions.Select(question =>
                $"new {question.Question.Record}({string.Join(", ", ((Node.Ask)_plan.Nodes[question.Node]).Arguments.Select(argument => _expressions.Expression(argument).Text))})").ToList();
            var answers = _answers[network.Name] = _names.Fresh(network.Name + "Answers");
            _writer.Line();
            _writer.Line($"// one forward pass of {network.Name} answers everything that this step asks of it");
            _writer.Call($"using var {answers} = {Signatures.Escape(network.Name)}.Forward", questions, ";");
            for (var i = 0; i < network.Questions.Count; i++)
            {
                var local = _names.Fresh(network.Name + network.Questions[i].Question.Name);
                _writer.Line($"var {local} = {answers}[{i}];");
                _expressions.Give(network.Questions[i].Node, local);
            }
        }
    }

    private List<string> Losses()
    {
        _writer.Line();
        var means = new List<string>();
        foreach (var loss in _plan.Losses)
        {
            var code = _expressions.Expression(loss.Value);
            var local = _names.Fresh(Hyperparameters.Camel(loss.Model.Member.Name));
            _writer.Line($"var {local} = {code};");
            means.Add(_expressions.ExtentOf(loss.Value) == Extent.Rows ? local + ".mean()" : local);
        }
        return means;
    }

    private void Backward()
    {
        _writer.Line();
        _writer.Line("// closed-form gradient of the weighted mean losses with respect to each answer");
        foreach (var network in _plan.Networks)
        {
            var gradients = network.Questions.Select(Gradient).ToList();
            _writer.Call($"{Signatures.Escape(network.Name)}.Backward", [_answers[network.Name], .. gradients], ";");
        }
    }

    private string Gradient(PlannedQuestion question)
    {
        var (gradient, answer) = (_expressions.Expression(question.Gradient), _expressions.Expression(question.Node));
        var perRow = question.Question.PerRow || question.Rows.Length == 0;
        return _expressions.ExtentOf(question.Gradient) switch
        {
            Extent.Host => TensorOperators.Like(answer, perRow ? gradient : Code.Infix(gradient, "*", Code.Atom(question.Rows + ".Count"), Code.Product)).Text,
            Extent.Whole => perRow ? gradient.Then($".expand_as({answer})").Text : Code.Infix(gradient, "*", Code.Atom(question.Rows + ".Count"), Code.Product).Text,
            _ => perRow ? gradient.Text : gradient.Then(".sum()").Text,
        };
    }
}
