using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>The methods of a head by tensors.</summary>
internal sealed class HeadTensorsEmitter(SourceWriter writer, HeadPlan plan)
{
    private const string Batch = "batch",
        Upstream = "gradient";

    /// <summary>What is computed once a pass.</summary>
    public void EmitKept()
    {
        var values = plan.Kept.Values;
        if (values.Count == 0)
            return;
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override {RuntimeTypes.Tensor} Keep(int index, {RuntimeTypes.HeadTensors} {Batch})");
        using (writer.Indent())
            writer.Line("=> index switch");
        writer.Line("{");
        using (writer.Indent())
        {
            for (var i = 0; i < values.Count; i++)
                writer.Line($"{Number(i)} => Keep{CSharpText.Pascal(values[i].Name)}({Batch}),");
            writer.Line($"_ => base.Keep(index, {Batch}),");
        }
        writer.Line("};");
        foreach (var value in values)
        {
            writer.Line();
            using (writer.Block($"private {RuntimeTypes.Tensor} Keep{CSharpText.Pascal(value.Name)}({RuntimeTypes.HeadTensors} {Batch})"))
                writer.Line($"return {Expressions(value.Nodes, [value.Root], draws: null).Expression(value.Root)};");
        }
    }

    public void Emit(HeadMethod declared)
    {
        var method = plan.Kept.Over(declared);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        var returns = method.Purpose == HeadPurpose.Gradient ? "void" : RuntimeTypes.Tensor;
        using (
            writer.Block(
                $"public override {returns} {method.Name}({RuntimeTypes.HeadTensors} {Batch}"
                    + (method.Purpose == HeadPurpose.Value ? ")" : $", {RuntimeTypes.Tensor} {Upstream})")
            )
        )
        {
            var extents = Extents.Of(method.Nodes);
            var expressions = Expressions(method.Nodes, [.. method.Results.Select(result => result.Node)], method.Declared);
            foreach (var (of, node) in method.Results)
            {
                var code = expressions.Expression(node);
                writer.Line(
                    method.Purpose == HeadPurpose.Gradient
                        ? $"{Batch}.AddGradient({Number(((Input.OfHead)((Node.Input)method.Nodes[of]).Source).Index)}, {code});"
                        : $"return {(extents[node] == Extent.Scalar ? $"{Batch}.EachRow({code})" : code)};"
                );
            }
        }
    }

    /// <summary>Expressions over what is given, which has locals.</summary>
    /// <param name="draws">The member whose draws may be among it.</param>
    private TensorExpressions Expressions(EquationBuilder nodes, IReadOnlyList<int> results, HeadMemberModel? draws)
    {
        var (uses, names) = (Uses.Of(nodes, results), new LocalNames([Batch, Upstream]));
        var expressions = new TensorExpressions(nodes, plan.Scope.Operations, uses, writer, names, Batch + ".Type");
        for (var i = 0; i < nodes.Count; i++)
            if (uses[i] > 0 && nodes[i] is Node.Input input)
                expressions.Define(i, Given(input, draws, names));
        return expressions;
    }

    private string Given(Node.Input input, HeadMemberModel? draws, LocalNames names)
    {
        if (input.Source is not Input.OfHead source)
            return new InputText(plan.Scope).Of(input);
        if (source.Place == HeadPlace.Upstream)
            return Upstream;
        if (source.Place == HeadPlace.StepNumber)
            return $"{Batch}.StepNumber";
        var index = Number(source.Index);
        var given = source.Place switch
        {
            HeadPlace.Act => "Act",
            HeadPlace.Carried => "Carried",
            HeadPlace.Draw when input.Type.Kind == ValueKind.Draw => $"Draws({index})",
            HeadPlace.Draw when input.Type.Rank == 0 => $"Uniform({index})",
            HeadPlace.Draw => $"Gaussian({index}, {Number(plan.WidthOf(draws!, source.Index))})",
            HeadPlace.Kept => $"Kept({index})",
            _ => $"Column({index})",
        };
        var local = names.Fresh(CSharpText.Camel(source.Name));
        writer.Line($"var {local} = {Batch}.{given};");
        return local;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
