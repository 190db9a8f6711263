using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>One value per row of a whole data set, without gradient: columns for statistics, and declared rewards.</summary>
internal sealed class ColumnEmitter(SourceWriter writer, ClassScope scope, ColumnPlan plan)
{
    private const string Float64 = RuntimeTypes.Torch + ".ScalarType.Float64";

    private readonly LiftedBody _body = new(writer, plan.Method, ["rows", "feed", "values", "scope"]);

    public void Emit()
    {
        var networks = plan.Method.Parameters.Networks().ToList();
        var (member, row) = (plan.Member, plan.Rows.Type.Name);
        var type = networks.Count > 0 ? Signatures.Escape(networks[0]) + ".Parameters.Type" : RuntimeTypes.Torch + ".ScalarType.Float32";
        var device = networks.Count > 0 ? Signatures.Escape(networks[0]) + ".Parameters.Device" : RuntimeTypes.Torch + ".CPU";
        writer.Line();
        foreach (var line in Readable.Lines(member.Equation, scope.Model))
            writer.Line(
                $"/// <summary><c>{member.Name} = {XmlText.Escape(line)}</c> for every row, with the networks' present values.</summary>"
            );
        writer.Call(
            $"private {RuntimeTypes.ColumnValues} {Identifiers.Private(Signatures.Over(member))}{GenericText.List(scope, networks)}",
            [.. plan.Method.Parameters.Declarations(), $"{RuntimeTypes.Dataset}<{row}> rows"],
            ""
        );
        GenericText.Constrain(writer, scope, networks);
        using (writer.Braces())
        {
            writer.Line($"var values = new {RuntimeTypes.ColumnValues}();");
            writer.Line("if (rows.Count == 0)");
            using (writer.Indent())
                writer.Line("return values;");
            writer.Line($"using var feed = new {RuntimeTypes.BatchFeed}<{row}>(rows, {type}, {device});");
            using (writer.Block("while (feed.Next(1024) is { } batch)"))
            {
                writer.Line($"using var scope = {RuntimeTypes.Torch}.NewDisposeScope();");
                _body.Open();
                _body.Ask([plan.Root]);
                var code = _body.Expression(plan.Root);
                writer.Line(
                    _body.ExtentOf(plan.Root) switch
                    {
                        Extent.Rows => $"values.Add({code});",
                        Extent.Whole => $"values.Add({code.Then(".expand([batch.Count])")});",
                        _ => $"values.Add({TensorOperators.Full("batch.Count", code.Text, Float64, RuntimeTypes.Torch + ".CPU")});",
                    }
                );
                writer.Line("batch.Dispose();");
            }
            writer.Line("return values;");
        }
    }
}
