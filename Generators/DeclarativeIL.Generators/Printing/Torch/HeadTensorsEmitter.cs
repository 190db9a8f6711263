using System.Globalization;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>A method of a head by tensors.</summary>
internal sealed class HeadTensorsEmitter(SourceWriter writer, HeadPlan plan, HeadMethod method)
{
    private const string Batch = "batch",
        Upstream = "gradient";

    private readonly EquationBuilder _nodes = method.Nodes;

    public void Emit()
    {
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
            var uses = Uses.Of(_nodes, method.Results.Select(result => result.Node));
            var expressions = new TensorExpressions(
                _nodes,
                plan.Scope.Model.Operations.ToDictionary(operation => operation.Id),
                uses,
                writer,
                new LocalNames([Batch, Upstream]),
                Batch + ".Type"
            );
            var names = new LocalNames([Batch, Upstream]);
            for (var i = 0; i < _nodes.Count; i++)
                if (uses[i] > 0 && _nodes[i] is Node.Input input)
                    expressions.Define(i, Given(i, input, names));
            foreach (var (of, node) in method.Results)
                Result(of, expressions.Expression(node));
        }
    }

    private void Result(int of, Code code)
    {
        if (method.Purpose != HeadPurpose.Gradient)
            writer.Line($"return {code};");
        else
            writer.Line($"{Batch}.AddGradient({Index((Input.OfHead)((Node.Input)_nodes[of]).Source)}, {code});");
    }

    private string Given(int node, Node.Input input, LocalNames names)
    {
        if (input.Source is not Input.OfHead source)
            return new InputText(plan.Scope).Of(input);
        if (source.Place == HeadPlace.Upstream)
            return Upstream;
        var local = names.Fresh(CSharpText.Camel(source.Name));
        writer.Line(
            $"var {local} = {Batch}."
                + source.Place switch
                {
                    HeadPlace.Act => "Act",
                    HeadPlace.Draw when input.Type.Kind == ValueKind.Draw => $"Draws({Index(source)})",
                    HeadPlace.Draw =>
                        $"Gaussian({Index(source)}, {plan.WidthOf(method.Declared, source.Index).ToString(CultureInfo.InvariantCulture)})",
                    _ => $"Column({Index(source)})",
                }
                + ";"
        );
        return local;
    }

    private static string Index(Input.OfHead source) => source.Index.ToString(CultureInfo.InvariantCulture);
}
