using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>A column that looks at the step after: a backward scan over each trajectory.</summary>
internal sealed class ScanEmitter
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly ScanPlan _plan;
    private readonly RolloutBody _body;

    public ScanEmitter(SourceWriter writer, ClassScope scope, ScanPlan plan)
    {
        (_writer, _scope, _plan) = (writer, scope, plan);
        var names = new LocalNames(["transitions", "batch", "i", "later", "row", .. scope.Variables]);
        _body = new(writer, scope, plan.Body, names, new Inputs(scope)) { Shape = ".. batch.Shape" };
    }

    public void Emit()
    {
        var networks = _plan.Body.Parameters.Networks().ToList();
        _writer.Line();
        foreach (var line in Readable.Lines(_plan.Member.Equation, _scope.Model))
            _writer.Line(
                $"/// <summary><c>{_plan.Member.Name} = {XmlText.Escape(line)}</c>, from the end of each trajectory to its start.</summary>"
            );
        _writer.Call(
            $"private double[] {Identifiers.Private(Signatures.Over(_plan.Member))}{GenericText.List(_scope, networks)}",
            [.. _plan.Body.Parameters.Declarations(), $"{RuntimeTypes.TransitionLog} transitions"],
            ""
        );
        GenericText.Constrain(_writer, _scope, networks);
        using (_writer.Braces())
        {
            _writer.Line($"using var scope = {RuntimeTypes.Torch}.NewDisposeScope();");
            if (networks.Count > 0)
                _writer.Line(
                    $"using var batch = {RuntimeTypes.Batch}.From(transitions.Rows, "
                        + $"{Signatures.Escape(networks[0])}.Parameters.Type, {Signatures.Escape(networks[0])}.Parameters.Device);"
                );
            _body.Ask(node => _body.Nodes.RowsOf(node) is not null ? $"batch[\"{((Node.Field)_body.Nodes[node]).Name}\"]" : null);
            using (_writer.Block("return transitions.ScanBackward((i, later) =>"))
            {
                _writer.Line("var row = transitions.Rows[i];");
                _writer.Line($"return {_body.One()};");
            }
            _writer.Append(");");
        }
    }

    /// <summary>How what one step of the scan is given is written.</summary>
    private sealed class Inputs(ClassScope scope) : InputText(scope)
    {
        public override string Rows(Input.Rows input, ValueType type) => input.IsOther ? base.Rows(input, type) : "row";

        public override string Next(Input.Next input, ValueType type) => "later";
    }
}
