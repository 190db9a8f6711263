using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>The collection of rows from contexts, draws and the expert's answers.</summary>
internal sealed class CollectionEmitter(SourceWriter writer, ClassScope scope, CollectPlan plan)
{
    private const string Contexts = "states";

    private string Data => Signatures.Data(plan.Rows);

    /// <summary>The arguments where the method is called.</summary>
    public static IEnumerable<string> Arguments(CollectPlan plan) =>
        [
            .. plan.Body.Parameters.AskedArguments(),
            Signatures.Data(plan.Rows),
            "contexts",
            .. plan.HasExpert ? ["expert"] : Array.Empty<string>(),
            "rounds",
            "roundSeeds.Child(\"collect\")",
            "cancellationToken",
        ];

    public void Emit(string expertCapability)
    {
        Head(expertCapability);
        using (writer.Braces())
        {
            var batch = Signatures.Data(plan.Body.Batch);
            var names = new LocalNames([
                .. plan.Body.Parameters.Names(),
                plan.Rows,
                plan.Body.Batch,
                Contexts,
                "contexts",
                "expert",
                "rounds",
                "seeds",
                "cancellationToken",
                "seen",
                "drawing",
                "draws",
                "i",
                "k",
                "l",
                "one",
            ]);
            var rows = new RowsWriter(writer, plan.Body, names, new Context(plan.Body, new Inputs(scope)));
            writer.Line("cancellationToken.ThrowIfCancellationRequested();");
            writer.Line("var drawing = seeds.Child(\"contexts\").Stream();");
            writer.Line($"var seen = new {RuntimeTypes.State}[rounds.StepsPerRound];");
            writer.Line("for (var i = 0; i < seen.Length; i++)");
            using (writer.Indent())
                writer.Line("seen[i] = contexts.Draw(drawing);");
            rows.Load();
            writer.Line($"var {batch} = {RuntimeTypes.CpuBatch}.OfStates(seen);");
            if (plan.Body.Nodes.OfType<Node.Input>().Any(input => input.Source is Input.Seen))
                writer.Line($"var {Contexts} = {batch}[\"State\"];");
            if (plan.Body.Draws.Count > 0)
                writer.Line($"var draws = new {RuntimeTypes.CpuDraws}(seeds);");
            if (plan.Body.Draws.Count > 0)
                writer.Line("draws.Begin(0);");
            rows.Ask();
            var body = rows.Open(plan.Member);
            if (plan.Replaces)
                writer.Line($"{Data}.Clear();");
            using (writer.Block("for (var i = 0; i < seen.Length; i++)"))
                AddRow(rows, body);
        }
    }

    private void AddRow(RowsWriter rows, CpuRows body)
    {
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        foreach (var line in Readable.Lines(plan.Member.Equation, scope.Model))
            writer.Line($"// {plan.Member.Name}: {line}");
        writer.Line($"{Data}.Add({rows.Value(body, plan.Member)});");
        body.Functions();
    }

    private void Head(string expertCapability)
    {
        var type = plan.HasExpert ? TypeParameters.Expert : "";
        writer.Line();
        writer.Line(
            "/// <summary>One round of new rows: contexts, answers of the present networks, and what the expert says of them.</summary>"
        );
        writer.Call(
            $"private void {Identifiers.Private("CollectRows")}{(plan.HasExpert ? $"<{type}>" : "")}",
            [
                .. plan.Body.Parameters.Declarations(),
                $"{RuntimeTypes.Dataset}<{plan.Member.Equation.Type.Name}> {Data}",
                $"{RuntimeTypes.IContexts} contexts",
                .. plan.HasExpert ? [$"{type} expert"] : Array.Empty<string>(),
                $"{RuntimeTypes.Rounds} rounds",
                $"{RuntimeTypes.SeedSequence} seeds",
                $"{PlatformTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        if (plan.HasExpert)
            using (writer.Indent())
                writer.Line($"where {type} : class, {expertCapability}");
    }

    /// <summary>What one context's row is made of.</summary>
    private sealed class Context(RowsPlan plan, InputText inputs) : RowsContext(plan, inputs)
    {
        public override (string Column, string Whole)? PointOf(int node) =>
            Plan.Nodes[node] is Node.Input { Source: Input.Seen } ? (Contexts, "seen[i]") : null;
    }

    /// <summary>How what one context's row is made of is written.</summary>
    private sealed class Inputs(ClassScope scope) : InputText(scope)
    {
        public override string Seen(Input.Seen input, ValueType type) => "seen[i]";

        public override string Expert(Input.Expert input, ValueType type) => "expert";
    }
}
