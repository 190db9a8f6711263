using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>A column that looks at the step after: a backward scan over each trajectory.</summary>
internal sealed class ScanEmitter(SourceWriter writer, ClassScope scope, ScanPlan plan)
{
    private const string Later = "later";

    /// <summary>The arguments where the method is called.</summary>
    public static string Arguments(ScanPlan plan) => string.Join(", ", plan.Body.Parameters.AskedArguments().Append(plan.Source));

    public void Emit()
    {
        var member = plan.Member;
        writer.Line();
        foreach (var line in Readable.Lines(member.Equation, scope.Model))
            writer.Line(
                $"/// <summary><c>{member.Name} = {XmlText.Escape(line)}</c>, from the end of each trajectory to its start.</summary>"
            );
        writer.Call(
            $"private double[] {Identifiers.Private(Signatures.Over(member))}",
            [.. plan.Body.Parameters.Declarations(), $"{RuntimeTypes.RolloutBuffer} transitions"],
            ""
        );
        using (writer.Braces())
        {
            var names = new LocalNames([.. plan.Body.Parameters.Names(), plan.Body.Batch, "transitions", Later, "i", "k", "l", "one"]);
            var rows = new RowsWriter(writer, plan.Body, names, new(plan.Body, new Inputs(scope)));
            rows.Load();
            writer.Line($"var {Signatures.Data(plan.Body.Batch)} = {RuntimeTypes.CpuBatch}.All(transitions.Rows);");
            rows.Ask();
            var body = rows.Open(member);
            using (writer.Block($"return transitions.ScanBackward((i, {Later}) =>"))
                writer.Line($"return {rows.Value(body, member)};");
            writer.Append(");");
        }
    }

    /// <summary>How what one step of the scan is given is written.</summary>
    private sealed class Inputs(ClassScope scope) : InputText(scope)
    {
        public override string Next(Input.Next input, ValueType type) => Later;
    }
}
