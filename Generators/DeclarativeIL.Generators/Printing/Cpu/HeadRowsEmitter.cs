using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>A method of a head in plain numbers, row by row.</summary>
internal sealed class HeadRowsEmitter(SourceWriter writer, HeadPlan plan, HeadMethod method)
{
    private const string Rows = "rows";

    public void Emit()
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public override void {method.Name}({RuntimeTypes.HeadRows} {Rows})"))
        {
            var names = new LocalNames([Rows, "i", "k", "l", "answer"]);
            var body = new CpuRows(
                writer,
                plan.Scope,
                method.Nodes,
                names,
                [.. method.Results.Select(result => result.Node)],
                new(new(plan.Scope))
            )
            {
                Batch = Rows,
                Scratch = new(Signatures.Data(Rows)),
            };
            writer.Line($"var answer = {Signatures.Data(Rows)}.Answer;");
            body.Open();
            var columns =
                method.Purpose == HeadPurpose.Value
                    ? []
                    : method.Results.ToDictionary(result => result.Of, result => body.ColumnOfHead(result.Of));
            using (body.Loop())
                foreach (var (of, node) in method.Results)
                    if (method.Purpose == HeadPurpose.Value)
                        body.Write(node, "answer");
                    else
                        body.AddGradient(of, node, columns[of]);
        }
    }
}
