using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>One value per row of a whole data set, without gradient: columns for statistics, and declared rewards.</summary>
internal sealed class ColumnEmitter(SourceWriter writer, ClassScope scope, ColumnPlan plan)
{
    /// <summary>The arguments where the method is called.</summary>
    /// <param name="data">C# for the data set.</param>
    public static string Arguments(ColumnPlan plan, string data) => string.Join(", ", plan.Body.Parameters.AskedArguments().Append(data));

    public void Emit()
    {
        var (member, row) = (plan.Member, plan.Rows.Type.Name);
        var batch = Signatures.Data(plan.Body.Batch);
        writer.Line();
        foreach (var line in Readable.Lines(member.Equation, scope.Model))
            writer.Line(
                $"/// <summary><c>{member.Name} = {XmlText.Escape(line)}</c> for every row, with the networks' present values.</summary>"
            );
        writer.Call(
            $"private {RuntimeTypes.ColumnValues} {Identifiers.Private(Signatures.Over(member))}",
            [.. plan.Body.Parameters.Declarations(), $"{RuntimeTypes.Dataset}<{row}> data"],
            ""
        );
        using (writer.Braces())
        {
            var names = new LocalNames([.. plan.Body.Parameters.Names(), plan.Body.Batch, "data", "values", "feed", "i", "k", "l", "one"]);
            var rows = new RowsWriter(writer, plan.Body, names, new(plan.Body, new(scope)));
            writer.Line($"var values = new {RuntimeTypes.ColumnValues}();");
            writer.Line("if (data.Count == 0)");
            using (writer.Indent())
                writer.Line("return values;");
            rows.Load();
            writer.Line($"var feed = new {RuntimeTypes.CpuFeed}<{row}>(data);");
            writer.Line($"var {batch} = feed.Rows;");
            using (writer.Block("while (feed.Next(1024))"))
            {
                rows.Ask();
                var body = rows.Open(member);
                using (body.Loop())
                    writer.Line($"values.Add({Number(rows.Value(body, member), member.Equation.Type)});");
            }
            writer.Line("return values;");
        }
    }

    private static string Number(Code value, ValueType type) =>
        type.Kind switch
        {
            ValueKind.Boolean => ScalarOperators.Choice(value, Code.Atom("1.0"), Code.Atom("0.0")).Text,
            ValueKind.Enumeration => $"(double){value.In(Code.Primary)}",
            _ => value.Text,
        };
}
