using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit.Host;

/// <summary>A row's replacement on the host: the columns that change are written anew for each batch.</summary>
internal sealed class HostAugmentEmitter(SourceWriter writer, Cast cast, AugmentPlan plan)
{
    private const string Rows = "rows";

    private readonly int[] _uses = Uses.Of(plan.Nodes, [.. plan.Changed.Select(column => column.Node)]);

    public string MethodName => Identifiers.Member(plan.Member.Name + "Each");

    /// <summary>What the method needs beside the batches.</summary>
    public IReadOnlyList<MethodParameter> Needs =>
        HostForm.Needs(
            MethodParameters.Of(plan.Nodes, node => _uses[node] > 0, cast, onDevice: false).Where(need => need.Kind != ParameterKind.Batch),
            cast
        );

    /// <summary>The batch that the columns are written to.</summary>
    public string Make(RowSource rows) =>
        $"var {rows.Name}Rows = {rows.Name}Feed.Rows.With(["
        + $"{string.Join(", ", plan.Changed.Select(column => $"\"{column.Column}\""))}]);      // what {plan.Member.Name} replaces";

    public string Call(RowSource rows, Func<MethodParameter, string> argument) =>
        $"{MethodName}({string.Join(", ", [.. Needs.Select(argument), $"{rows.Name}Feed.Rows", $"{rows.Name}Rows"])});";

    public void Emit()
    {
        var batch = $"{WellKnownNames.HostBatch}<{plan.RowType}>";
        writer.Line();
        writer.Line(
            $"/// <summary>The same on the host: <c>{Rows}</c> become what <c>{plan.Member.Name}</c> makes of those of <c>"
                + $"{AugmentPlan.Batch}</c>.</summary>"
        );
        writer.Line(SourceWriter.Stamp);
        writer.Call(
            $"{cast.Model.Access} void {Identifiers.Public(MethodName)}",
            [.. MethodParameters.Declarations(Needs), $"{batch} {AugmentPlan.Batch}", $"{batch} {Rows}"],
            ""
        );
        using (writer.Braces())
        {
            foreach (var name in Needs.Where(need => need.IsChecked).Select(need => need.Text).Concat([AugmentPlan.Batch, Rows]))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({name});");
            var names = new Names(Needs.Select(need => need.Name).Concat(["i", "k", "l", AugmentPlan.Batch, Rows]));
            var questions = new HostQuestions(writer, cast, plan.Nodes, names, [.. plan.Changed.Select(column => column.Node)], plan.Draws)
            {
                Batches = [AugmentPlan.Batch],
            };
            questions.Ask();
            if (questions.Passes.Count > 0)
                writer.Line();
            var body = new HostRows(writer, cast, plan.Nodes, names, [.. plan.Changed.Select(column => column.Node)])
            {
                Answers = questions.Answers,
                AskedColumns = questions.Columns,
                Batch = AugmentPlan.Batch,
                Draws = plan.Draws,
                Room = new(Rows),
            };
            body.Open();
            writer.Line($"{Rows}.Renew();");
            var targets = plan.Changed.Select(column => (Local: names.Fresh("new" + column.Column), column.Node, column.Column)).ToList();
            foreach (var (local, node, column) in targets)
            {
                writer.Line($"var {local} = {Rows}[\"{column}\"];");
                if (HostRows.HasWidth(plan.Nodes, node))
                    writer.Line($"{local}.Open({body.Width(node)});");
            }
            using (body.Loop())
                foreach (var (local, node, _) in targets)
                    body.Write(node, local);
        }
    }
}
