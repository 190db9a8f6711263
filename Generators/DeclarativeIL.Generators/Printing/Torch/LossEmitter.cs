using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>
/// One batch of one phase: columns, one forward pass per network, the losses, their closed-form gradient, the backward passes.
/// </summary>
internal sealed class LossEmitter
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly StepPlan _step;
    private readonly PhasePlan _plan;
    private readonly LiftedBody _body;
    private readonly ReportedMeans _means;

    public LossEmitter(SourceWriter writer, ClassScope scope, StepPlan step)
    {
        (_writer, _scope, _step, _plan) = (writer, scope, step, step.Phase);
        _body = new(writer, step.Tensors, [])
        {
            Cached = step.CachedOnTensors,
            Draws = _plan.Draws,
            Shape = Shape,
            Trains = new HashSet<int>(_plan.TrainedGradients.Select(pair => pair.Key)).Contains,
        };
        _means = new(writer, step, _body);
    }

    public void Emit()
    {
        Document();
        var parameters = _step.Tensors.Parameters;
        var networks = parameters.Networks().ToList();
        _writer.Line(SourceWriter.Hidden);
        _writer.Line(SourceWriter.Stamp);
        _writer.Call(
            $"{_scope.Model.Access} {RuntimeTypes.LossParts} {Identifiers.Public(Signatures.Accumulate(_plan))}"
                + $"{GenericText.List(_scope, networks)}",
            [.. parameters.Declarations()],
            ""
        );
        GenericText.Constrain(_writer, _scope, networks);
        using (_writer.Braces())
        {
            ParameterText.CheckNull(_writer, parameters);
            _body.Open();
            _body.Ask(_plan.Values.Concat(_plan.Metrics.Select(metric => metric.Value)));
            var losses = _plan.Losses.Select(Loss).ToList();
            var metrics = Metrics();
            Backward();
            _writer.Line();
            _writer.Line(
                $"return new({Identifiers.PrivateStatic(Signatures.LossNames(_plan))}, {string.Join(", ", losses)})"
                    + (metrics.Count == 0 ? ";" : "")
            );
            if (metrics.Count > 0)
                _writer.Line(
                    $"    {{ Metrics = new({Identifiers.PrivateStatic(Signatures.MetricNames(_plan))}, {string.Join(", ", metrics)}) }};"
                );
        }
    }

    private void Document()
    {
        _writer.Line();
        _writer.Line(
            "/// <summary>One minibatch: forward passes, losses, and the gradients of their means accumulated into the networks. "
                + "Called by generated code.</summary>"
        );
        _writer.Line("/// <remarks>");
        var lines = _plan
            .Losses.Where(loss => !loss.Model.Member.IsBatched)
            .Select(loss => loss.Model.Member)
            .Concat(_plan.Metrics.Select(metric => metric.Model.Member))
            .SelectMany(member => Readable.Lines(member.Equation, _scope.Model, member.Name))
            .Distinct()
            .ToList();
        for (var i = 0; i < lines.Count; i++)
            _writer.Line($"/// <c>{XmlText.Escape(lines[i])}</c>{(i + 1 < lines.Count ? "<br/>" : "")}");
        _writer.Line("/// </remarks>");
    }

    private string Loss(PlannedLoss loss)
    {
        _writer.Line();
        var name = CSharpText.Camel(loss.Model.Member.Name);
        return loss.Model.Member.IsBatched ? WholeBatch(loss, _body.Names.Fresh(name)) : _means.Of(loss.Value, name);
    }

    /// <summary>The means of the metrics, of what is there for the losses.</summary>
    private List<string> Metrics()
    {
        if (_plan.Metrics.Any(metric => !_means.IsOfAnswer(metric.Value)))
        {
            _writer.Line();
            _writer.Line("// metrics: reported, not trained by");
        }
        return [.. _plan.Metrics.Select(metric => _means.Of(metric.Value, CSharpText.Camel(metric.Model.Member.Name)))];
    }

    /// <summary>C# for the leading dimensions of a question about nothing of the rows, which is asked once per row all the same.</summary>
    private string Shape(int ask) => _step.BatchOf(ask) is { Length: > 0 } batch ? $".. {Signatures.Data(batch)}.Shape" : "1";

    /// <summary>A loss over batches: autograd through the user's code, seeded and continued in closed form.</summary>
    private string WholeBatch(PlannedLoss loss, string local)
    {
        var leaves = new Dictionary<string, string>();
        foreach (var (parameter, value, _) in loss.Columns)
        {
            var leaf = _body.Names.Fresh(parameter.Name + "Column");
            _writer.Line($"var {leaf} = {_body.Expression(value).In(Code.Primary)}.detach().requires_grad_();");
            leaves[parameter.Name] = leaf;
        }
        _writer.Line($"{RuntimeTypes.Tensor} {local};");
        using (_writer.Block($"using ({RuntimeTypes.Torch}.enable_grad())"))
        {
            _writer.Line($"{local} = {OverBatch.Call(loss.Model, parameter => leaves[parameter])};");
            _writer.Line($"{local}.backward();");
        }
        foreach (var (parameter, _, seed) in loss.Columns)
            _body.Define(seed, $"{leaves[parameter.Name]}.grad!");
        _writer.Line($"{local} = {local}.detach();");
        return local;
    }

    private void Backward()
    {
        _writer.Line();
        _writer.Line("// closed-form gradient of the weighted mean losses with respect to each answer");
        var trained = _plan.TrainedGradients.ToList();
        var levels = _step.Tensors.Schedule.ToDictionary(level => level.Ask, level => level.Level);
        foreach (var pass in trained.GroupBy(pair => _body.AskedAt(pair.Key).Outputs).OrderByDescending(pass => levels[pass.First().Key]))
        {
            var places = pass.ToLookup(pair => _body.AskedAt(pair.Key).Index, pair => pair);
            var gradients = Enumerable
                .Range(0, _body.QuestionsOf(pass.Key))
                .Select(i => places.Contains(i) ? Gradient([.. places[i]]).Text : "null")
                .ToList();
            _writer.Call(
                $"{Signatures.Escape(_body.VariableOf(pass.First().Key))}.Backward",
                [pass.Key, .. gradients.Select((gradient, i) => (i == 0 ? "[" : "") + gradient + (i + 1 == gradients.Count ? "]" : ""))],
                ";"
            );
        }
    }

    /// <summary>One number for all answers is written in the network's number type, in which it arrives.</summary>
    private Code Gradient(List<KeyValuePair<int, (int Gradient, string Batch)>> pairs) =>
        pairs.Count == 1
        && ((Node.Ask)_plan.Nodes[pairs[0].Key]).Arguments.Count > 0
        && _body.ExtentOf(pairs[0].Value.Gradient) == Extent.Scalar
        && _body.AskedAt(pairs[0].Key) is var (answers, index)
            ? TensorOperators.Like(Code.Atom($"{answers}[{index}]"), _body.Expression(pairs[0].Value.Gradient))
            : pairs.Select(Gradient).Aggregate(TensorOperators.Sum);

    private Code Gradient(KeyValuePair<int, (int Gradient, string Batch)> pair)
    {
        var ask = (Node.Ask)_plan.Nodes[pair.Key];
        if (ask.Arguments.Count > 0 || pair.Value.Batch.Length == 0)
            return _body.Gradient(pair.Value.Gradient, pair.Key);
        var (code, count) = (_body.Expression(pair.Value.Gradient), Code.Atom(Signatures.Data(pair.Value.Batch) + ".Count"));
        var (answers, index) = _body.AskedAt(pair.Key);
        var isEnsemble = _scope.Networks.IsEnsemble(_body.VariableOf(pair.Key));
        return _body.ExtentOf(pair.Value.Gradient) switch // one answer for all rows: their gradients add up
        {
            Extent.Scalar => TensorOperators.Like(Code.Atom($"{answers}[{index}]"), Code.Infix(code, "*", count, Code.Product)),
            Extent.Whole => TensorOperators.Times(code, count) is var total && isEnsemble ? total.Then(".squeeze(-1)")
            : _means.HasStatistic(pair.Value.Gradient) ? total.Then(".sum()")
            : total,
            _ => code.Then(isEnsemble ? ".sum(-1)" : ".sum()"),
        };
    }
}
