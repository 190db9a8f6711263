using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The collection of rows from contexts, draws and the expert's answers.</summary>
internal sealed class RowsEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly CollectModel _collect;
    private readonly RolloutBody _body;

    public RowsEmitter(SourceWriter writer, Cast cast, CollectModel collect)
    {
        (_writer, _cast, _collect) = (writer, cast, collect);
        var names = new Names([
            .. cast.Variables,
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
        var inputs = new Inputs(cast.Model);
        _body = new(writer, cast, collect.Member, names, inputs) { Shape = ".. states.shape[..^1]" };
        inputs.Body = _body;
    }

    public IReadOnlyList<MethodParameter> Needs => _body.Needs;

    public IEnumerable<string> Arguments =>
        [
            .. MethodParameters.Arguments(Needs),
            Rows,
            "contexts",
            .. HasExpert ? ["expert"] : Array.Empty<string>(),
            "rounds",
            "roundSeeds.Child(\"collect\")",
            "cancellationToken",
        ];

    private string Rows => Signatures.Data(new RolloutShape(_cast).Collected(_collect));

    private bool HasExpert => _collect.Member.Parameters.Any(parameter => parameter.Role is Role.Expert);

    public void Emit(string expertCapability)
    {
        var networks = MethodParameters.Networks(Needs).ToList();
        _writer.Line();
        _writer.Line(
            "/// <summary>One round of new rows: contexts, answers of the present networks, and the expert's word on them.</summary>"
        );
        _writer.Call(
            $"private void {Identifiers.Private("CollectRows")}"
                + $"{_cast.TypeParameters(networks, [.. HasExpert ? ["TExpert"] : Array.Empty<string>()])}",
            [
                .. MethodParameters.Declarations(Needs),
                $"{WellKnownNames.Dataset}<{_collect.Member.Equation.Type.Name}> {Rows}",
                $"{WellKnownNames.Training}.IContexts contexts",
                .. HasExpert ? ["TExpert expert"] : Array.Empty<string>(),
                $"{WellKnownNames.Training}.Rounds rounds",
                $"{WellKnownNames.SeedSequence} seeds",
                $"{WellKnownNames.CancellationToken} cancellationToken",
            ],
            ""
        );
        _cast.Constrain(_writer, networks, [.. HasExpert ? [("TExpert", expertCapability)] : Array.Empty<(string, string)>()]);
        using (_writer.Braces())
        {
            _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
            _writer.Line("var drawing = seeds.Child(\"contexts\").Stream();");
            _writer.Line($"var seen = new {WellKnownNames.DslRoot}.State[rounds.StepsPerRound];");
            _writer.Line("for (var i = 0; i < seen.Length; i++)");
            using (_writer.Indent())
                _writer.Line("seen[i] = contexts.Draw(drawing);");
            foreach (var parameter in _collect.Member.Parameters.Where(parameter => parameter.Role is Role.Random))
                _writer.Line($"var {parameter.Name}Draws = seeds.Child(\"{_collect.Member.Name}.{parameter.Name}\").Stream();");
            _writer.Line($"using var scope = {WellKnownNames.Torch}.NewDisposeScope();");
            if (networks.Count > 0)
                _writer.Line(
                    $"var states = {WellKnownNames.Training}.HostAnswer.Upload(seen, {Signatures.Escape(networks[0])}.Parameters.Type, "
                        + $"{Signatures.Escape(networks[0])}.Parameters.Device);    // [n, width]"
                );
            _body.Ask(Batched);
            if (_collect.Replace)
                _writer.Line($"{Rows}.Clear();");
            using (_writer.Block("for (var i = 0; i < seen.Length; i++)"))
            {
                _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
                foreach (var line in Readable.Lines(_collect.Member.Equation, _cast.Model))
                    _writer.Line($"// {_collect.Member.Name}: {line}");
                var row = _body.One();
                _writer.Line($"{Rows}.Add({row});");
            }
        }
    }

    private static string Stream(Input.Draw draw) => draw.Parameter + "Draws";

    private string? Batched(int node) =>
        _body.Nodes[node] switch
        {
            Node.Input { Source: Input.Seen } => "states",
            Node.Input { Type.Kind: ValueKind.Draw, Source: Input.Draw draw } =>
                $"new global::DeclarativeIL.Networks.DrawBatch({Stream(draw)}, 0)",
            Node.Input { Source: Input.Hyperparameter property } input => Signatures.Property(property.Property, input.Type, _cast.Model),
            _ => null,
        };

    /// <summary>How what one context's row is made of is written.</summary>
    private sealed class Inputs(AlgorithmModel model) : InputText(model)
    {
        /// <summary>The body that says how wide draws are.</summary>
        public RolloutBody? Body { get; set; }

        public override string Seen(Input.Seen input, ValueType type) => "seen[i]";

        public override string Expert(Input.Expert input, ValueType type) => "expert";

        public override string Draw(Input.Draw input, ValueType type) =>
            type.Kind switch
            {
                ValueKind.Draw => $"new {WellKnownNames.DslRoot}.Draw({Stream(input)}.Key, (ulong)i)",
                ValueKind.Vector =>
                    $"{WellKnownNames.Training}.StepDraws.Gaussian({Stream(input)}, (ulong)i, 0, {Body!.Width(new(type, input), "seen[i].Size")})",
                _ => $"{Stream(input)}.UniformAt((ulong)i, 0)",
            };
    }
}
