using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>The collection of rows from contexts, draws and the expert's answers.</summary>
internal sealed class RowsEmitter
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly CollectPlan _plan;
    private readonly RolloutBody _body;

    public RowsEmitter(SourceWriter writer, ClassScope scope, CollectPlan plan)
    {
        (_writer, _scope, _plan) = (writer, scope, plan);
        var names = new LocalNames([
            .. scope.Variables,
            Rows,
            "contexts",
            "expert",
            "rounds",
            "seeds",
            "cancellationToken",
            "seen",
            "drawing",
            "states",
            "scope",
            "i",
            "clock",
        ]);
        var inputs = new Inputs(scope);
        _body = new(writer, scope, plan.Body, names, inputs) { Shape = ".. states.shape[..^1]" };
        inputs.Body = _body;
    }

    /// <summary>The arguments where the method is called.</summary>
    public static IEnumerable<string> Arguments(CollectPlan plan) =>
        [
            .. plan.Body.Parameters.Arguments(),
            Signatures.Data(plan.Rows),
            "contexts",
            .. plan.HasExpert ? ["expert"] : Array.Empty<string>(),
            "rounds",
            "roundSeeds.Child(\"collect\")",
            "cancellationToken",
        ];

    private string Rows => Signatures.Data(_plan.Rows);

    private bool HasExpert => _plan.HasExpert;

    public void Emit(string expertCapability)
    {
        var networks = _plan.Body.Parameters.Networks().ToList();
        Head(networks, expertCapability);
        using (_writer.Braces())
        {
            _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
            _writer.Line("var drawing = seeds.Child(\"contexts\").Stream();");
            _writer.Line($"var seen = new {RuntimeTypes.State}[rounds.StepsPerRound];");
            _writer.Line("for (var i = 0; i < seen.Length; i++)");
            using (_writer.Indent())
                _writer.Line("seen[i] = contexts.Draw(drawing);");
            foreach (var parameter in _plan.Member.Parameters.Where(parameter => parameter.Role is Role.Random))
                _writer.Line($"var {parameter.Name}Draws = seeds.Child(\"{_plan.Member.Name}.{parameter.Name}\").Stream();");
            _writer.Line($"using var scope = {RuntimeTypes.Torch}.NewDisposeScope();");
            if (networks.Count > 0)
                _writer.Line(
                    $"var states = {RuntimeTypes.HostAnswer}.Upload(seen, {Signatures.Escape(networks[0])}.Parameters.Type, "
                        + $"{Signatures.Escape(networks[0])}.Parameters.Device);    // [n, width]"
                );
            _body.Ask(Batched);
            if (_plan.Replaces)
                _writer.Line($"{Rows}.Clear();");
            using (_writer.Block("for (var i = 0; i < seen.Length; i++)"))
                AddRow();
        }
    }

    private void AddRow()
    {
        _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        foreach (var line in Readable.Lines(_plan.Member.Equation, _scope.Model))
            _writer.Line($"// {_plan.Member.Name}: {line}");
        var row = _body.One();
        _writer.Line($"{Rows}.Add({row});");
    }

    private void Head(IReadOnlyList<string> networks, string expertCapability)
    {
        _writer.Line();
        _writer.Line(
            "/// <summary>One round of new rows: contexts, answers of the present networks, and the expert's word on them.</summary>"
        );
        _writer.Call(
            $"private void {Identifiers.Private("CollectRows")}"
                + $"{GenericText.List(_scope, networks, [.. HasExpert ? [TypeParameters.Expert] : Array.Empty<string>()])}",
            [
                .. _plan.Body.Parameters.Declarations(),
                $"{RuntimeTypes.Dataset}<{_plan.Member.Equation.Type.Name}> {Rows}",
                $"{RuntimeTypes.IContexts} contexts",
                .. HasExpert ? [$"{TypeParameters.Expert} expert"] : Array.Empty<string>(),
                $"{RuntimeTypes.Rounds} rounds",
                $"{RuntimeTypes.SeedSequence} seeds",
                $"{RuntimeTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        GenericText.Constrain(
            _writer,
            _scope,
            networks,
            [.. HasExpert ? [(TypeParameters.Expert, expertCapability)] : Array.Empty<(string, string)>()]
        );
    }

    private static string Stream(Input.Draw draw) => draw.Parameter + "Draws";

    private string? Batched(int node) =>
        _body.Nodes[node] switch
        {
            Node.Input { Source: Input.Seen } => "states",
            Node.Input { Type.Kind: ValueKind.Draw, Source: Input.Draw draw } => $"new {RuntimeTypes.DrawBatch}({Stream(draw)}, 0)",
            Node.Input { Source: Input.Hyperparameter property } input => Signatures.Property(property, input.Type, _scope),
            _ => null,
        };

    /// <summary>How what one context's row is made of is written.</summary>
    private sealed class Inputs(ClassScope scope) : InputText(scope)
    {
        /// <summary>The body that says how wide draws are.</summary>
        public RolloutBody? Body { get; set; }

        public override string Seen(Input.Seen input, ValueType type) => "seen[i]";

        public override string Expert(Input.Expert input, ValueType type) => "expert";

        public override string Draw(Input.Draw input, ValueType type) =>
            type.Kind switch
            {
                ValueKind.Draw => $"new {RuntimeTypes.Draw}({Stream(input)}.Key, (ulong)i)",
                ValueKind.Vector =>
                    $"{RuntimeTypes.StepDraws}.Gaussian({Stream(input)}, (ulong)i, 0, {Body!.Width(new(type, input), "seen[i].Size")})",
                _ => $"{Stream(input)}.UniformAt((ulong)i, 0)",
            };
    }
}
