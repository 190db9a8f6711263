using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>The methods of a head in plain numbers, row by row.</summary>
internal sealed class HeadRowsEmitter(SourceWriter writer, HeadPlan plan)
{
    private const string Rows = "rows";

    public void Emit(HeadMethod declared)
    {
        var method = plan.Kept.Over(declared);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public override void {method.Name}({RuntimeTypes.HeadRows} {Rows})"))
        {
            var body = Body(method.Nodes, [.. method.Results.Select(result => result.Node)]);
            body.Open();
            var columns =
                method.Purpose == HeadPurpose.Value
                    ? []
                    : method.Results.ToDictionary(result => result.Of, result => body.ColumnOfHead(result.Of));
            using (body.Loop())
                foreach (var (of, node) in method.Results)
                    if (method.Purpose == HeadPurpose.Value)
                        body.WriteOfHead(node);
                    else
                        body.AddGradient(of, node, columns[of]);
        }
    }

    /// <summary>What is computed once a pass.</summary>
    public void EmitKept()
    {
        var values = plan.Kept.Values;
        if (values.Count == 0)
            return;
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(
            "public override global::System.Collections.Generic.IReadOnlyList<int> KeptLikeColumns { get; } = "
                + $"[{string.Join(", ", values.Select(value => Number(value.LikeColumn)))}];"
        );
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public override void Keep(int index, {RuntimeTypes.HeadRows} {Rows})"))
        using (writer.Block("switch (index)"))
            for (var i = 0; i < values.Count; i++)
            {
                writer.Line($"case {Number(i)}:");
                using (writer.Indent())
                {
                    writer.Line($"{Keep(values[i])}({Signatures.Data(Rows)});");
                    writer.Line("break;");
                }
            }
        foreach (var value in values)
        {
            writer.Line();
            using (writer.Block($"private void {Keep(value)}({RuntimeTypes.HeadRows} {Rows})"))
            {
                if (OverRows(value))
                    continue;
                var body = Body(value.Nodes, [value.Root]);
                body.Open();
                using (body.Loop())
                    body.WriteOfHead(value.Root);
            }
        }
    }

    /// <summary>One call for all rows, where the operation has a form for many vectors and these are given.</summary>
    private bool OverRows(HeadKeptValue value)
    {
        if (
            value.Nodes[value.Root] is not Node.Apply { Arguments: [var argument] } apply
            || plan.Scope.OperationOf(apply) is not { OverRows.Length: > 0 } operation
            || value.Nodes[argument] is not Node.Input { Source: Input.OfHead { Place: HeadPlace.Column or HeadPlace.Kept } given }
        )
            return false;
        var rows = Signatures.Data(Rows);
        var local = Identifiers.Local(CSharpText.Camel(given.Name));
        writer.Line($"var {local} = {rows}.{(given.Place == HeadPlace.Kept ? "Kept" : "Column")}({Number(given.Index)});");
        writer.Line($"{operation.OverRows}({local}.All({rows}.Rows), {local}.Width, {rows}.Answer.AllToWrite({rows}.Rows));");
        return true;
    }

    private CpuRows Body(EquationBuilder nodes, IReadOnlyList<int> results)
    {
        var body = new CpuRows(writer, plan.Scope, nodes, new LocalNames([Rows, "i", "k", "l", "answer"]), results, new(new(plan.Scope)))
        {
            Batch = Rows,
            Scratch = new(Signatures.Data(Rows)),
        };
        writer.Line($"var answer = {Signatures.Data(Rows)}.Answer;");
        return body;
    }

    private static string Keep(HeadKeptValue value) => "Keep" + CSharpText.Pascal(value.Name);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
