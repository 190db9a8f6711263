using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>A row's replacement without tensors: the columns that change are written anew for each batch.</summary>
internal sealed class CpuAugmentEmitter(SourceWriter writer, MethodPlan method, AugmentPlan plan)
{
    private const string Rows = "rows";

    /// <summary>The statement that says which columns are written.</summary>
    public static string Replaces(AugmentPlan plan, RowSource rows) =>
        $"{rows.Name}Feed.Replaces(["
        + $"{string.Join(", ", plan.Changed.Select(column => $"\"{column.Column}\""))}]);      // by {plan.Member.Name}";

    public static string Call(AugmentPlan plan, RowSource rows, IEnumerable<string> arguments) =>
        $"{Signatures.Each(plan)}({string.Join(", ", [.. arguments, $"{rows.Name}Feed.Drawn", $"{rows.Name}Feed.Rows"])});";

    public void Emit()
    {
        var batch = $"{RuntimeTypes.CpuBatch}<{plan.RowType}>";
        writer.Line();
        writer.Line(
            $"/// <summary>The same on the CPU: <c>{Rows}</c> become what <c>{plan.Member.Name}</c> makes of those of <c>"
                + $"{AugmentPlan.Batch}</c>.</summary>"
        );
        writer.Line(SourceWriter.Stamp);
        writer.Call(
            $"{method.Scope.Model.Access} void {Identifiers.Public(Signatures.Each(plan))}",
            [.. method.Parameters.Declarations(), $"{batch} {AugmentPlan.Batch}", $"{batch} {Rows}"],
            ""
        );
        using (writer.Braces())
        {
            ParameterText.CheckNull(writer, method.Parameters);
            foreach (var name in (string[])[AugmentPlan.Batch, Rows])
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({name});");
            var names = new LocalNames(method.Parameters.Names().Concat(["i", "k", "l", AugmentPlan.Batch, Rows]));
            var context = new LoopContext(new(method.Scope));
            var questions = new CpuQuestions(writer, method, names, plan.Draws, context) { Batches = [AugmentPlan.Batch] };
            questions.Ask();
            if (questions.Passes.Count > 0)
                writer.Line();
            var body = new CpuRows(writer, method.Scope, plan.Nodes, names, [.. plan.Results], context)
            {
                Outputs = questions.Outputs,
                AskedColumns = questions.Columns,
                Batch = AugmentPlan.Batch,
                Draws = plan.Draws,
                Scratch = new(Rows),
            };
            body.Open();
            writer.Line($"{Rows}.Renew();");
            var targets = plan.Changed.Select(column => (Local: names.Fresh("new" + column.Column), column.Node, column.Column)).ToList();
            foreach (var (local, node, column) in targets)
            {
                writer.Line($"var {local} = {Rows}[\"{column}\"];");
                if (body.HasWidth(node))
                    writer.Line($"{local}.Resize({body.Width(node)});");
            }
            using (body.Loop())
                foreach (var (local, node, _) in targets)
                    body.Write(node, local);
        }
    }
}
