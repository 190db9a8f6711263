using DeclarativeIL.Generators.Emit.Host;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>A row's replacement, for a whole batch: only the columns that change are computed.</summary>
internal sealed class AugmentEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly LiftedBody _body;

    public AugmentEmitter(SourceWriter writer, Cast cast, AugmentPlan plan)
    {
        (_writer, _cast, Plan) = (writer, cast, plan);
        _body = new(writer, cast, plan.Nodes, plan.Changed.Select(column => column.Node), []);
    }

    public AugmentPlan Plan { get; }

    /// <summary>What the method needs beside the batch.</summary>
    public IReadOnlyList<MethodParameter> Needs => [.. _body.Needs.Where(need => need.Kind != ParameterKind.Batch)];

    public string MethodName => Identifiers.Member(Plan.Member.Name + "Each");

    public void Emit()
    {
        var networks = MethodParameters.Networks(Needs).ToList();
        _writer.Line();
        _writer.Line($"/// <summary>The batch with every row replaced by what <c>{Plan.Member.Name}</c> makes of it.</summary>");
        _writer.Line(SourceWriter.Stamp);
        _writer.Call(
            $"{_cast.Model.Access} {WellKnownNames.Batch}<{Plan.RowType}> {Identifiers.Public(MethodName)}{_cast.TypeParameters(networks)}",
            [.. MethodParameters.Declarations(Needs), $"{WellKnownNames.Batch}<{Plan.RowType}> batch"],
            ""
        );
        _cast.Constrain(_writer, networks);
        using (_writer.Braces())
        {
            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(batch);");
            foreach (var need in Needs.Where(need => need.IsChecked))
                _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({need.Text});");
            _body.Open();
            _body.Ask(Plan.Changed.Select(column => column.Node));
            var columns = Plan.Changed.Select(column => $"(\"{column.Column}\", {Column(column.Node)})").ToList();
            _writer.Call(
                "return batch.With",
                [.. columns.Select((column, i) => (i == 0 ? "[" : "") + column + (i + 1 == columns.Count ? "]" : ""))],
                ";"
            );
        }
        if (HostForm.IsPossible(Plan, _cast))
            new HostAugmentEmitter(_writer, _cast, Plan).Emit();
    }

    /// <summary>A value for every row, of the element type of the columns: truths and enums are numbers there.</summary>
    private string Column(int node)
    {
        var (code, kind) = (_body.Expression(node), Plan.Nodes[node].Type.Kind);
        return (_body.ExtentOf(node), kind) switch
        {
            (Extent.Rows, ValueKind.Boolean) => code.Then($".to_type({_body.Type})").Text,
            (Extent.Rows, _) => code.Text,
            (Extent.Scalar, ValueKind.Boolean) => Full($"{code.In(Code.Choice + 1)} ? 1.0 : 0.0"),
            (Extent.Scalar, ValueKind.Enumeration) => Full($"(double){code.In(Code.Primary)}"),
            (Extent.Scalar, _) => Full(code.Text),
            _ => code.Then($".expand([.. batch.Shape{string.Concat(Enumerable.Repeat(", -1", Plan.Nodes[node].Type.Rank))}])").Text,
        };
    }

    private static string Full(string number) => TensorOperators.Full(".. batch.Shape", number, "batch.Type", "batch.Device").Text;
}
