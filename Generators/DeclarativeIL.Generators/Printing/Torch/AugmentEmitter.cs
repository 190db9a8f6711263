using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>A row's replacement, for a whole batch: only the columns that change are computed.</summary>
internal sealed class AugmentEmitter(SourceWriter writer, ClassScope scope, AugmentPlan plan)
{
    private readonly LiftedBody _body = new(writer, plan.Tensors, []);

    public void Emit()
    {
        var parameters = plan.Tensors.Parameters;
        var networks = parameters.Networks().ToList();
        writer.Line();
        writer.Line($"/// <summary>The batch with every row replaced by what <c>{plan.Member.Name}</c> makes of it.</summary>");
        writer.Line(SourceWriter.Stamp);
        writer.Call(
            $"{scope.Model.Access} {RuntimeTypes.Batch}<{plan.RowType}> {Identifiers.Public(Signatures.Each(plan))}"
                + GenericText.List(scope, networks),
            [.. parameters.Declarations(), $"{RuntimeTypes.Batch}<{plan.RowType}> batch"],
            ""
        );
        GenericText.Constrain(writer, scope, networks);
        using (writer.Braces())
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(batch);");
            ParameterText.CheckNull(writer, parameters);
            _body.Open();
            _body.Ask(plan.Results);
            var columns = plan.Changed.Select(column => $"(\"{column.Column}\", {Column(column.Node)})").ToList();
            writer.Call(
                "return batch.With",
                [.. columns.Select((column, i) => (i == 0 ? "[" : "") + column + (i + 1 == columns.Count ? "]" : ""))],
                ";"
            );
        }
    }

    /// <summary>A value for every row, of the element type of the columns: truths and enums are numbers there.</summary>
    private string Column(int node)
    {
        var (code, kind) = (_body.Expression(node), plan.Nodes[node].Type.Kind);
        return (_body.ExtentOf(node), kind) switch
        {
            (Extent.Rows, ValueKind.Boolean) => code.Then($".to_type({_body.Type})").Text,
            (Extent.Rows, _) => code.Text,
            (Extent.Scalar, ValueKind.Boolean) => Full($"{code.In(Code.Choice + 1)} ? 1.0 : 0.0"),
            (Extent.Scalar, ValueKind.Enumeration) => Full($"(double){code.In(Code.Primary)}"),
            (Extent.Scalar, _) => Full(code.Text),
            _ => code.Then($".expand([.. batch.Shape{string.Concat(Enumerable.Repeat(", -1", plan.Nodes[node].Type.Rank))}])").Text,
        };
    }

    private static string Full(string number) => TensorOperators.Full(".. batch.Shape", number, "batch.Type", "batch.Device").Text;
}
