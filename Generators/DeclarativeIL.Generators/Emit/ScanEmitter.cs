using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>A column that looks at the step after: a backward scan over each trajectory.</summary>
internal sealed class ScanEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly MemberModel _member;
    private readonly RolloutBody _body;

    public ScanEmitter(SourceWriter writer, Cast cast, MemberModel member)
    {
        _writer = writer;
        _cast = cast;
        _member = member;
        var names = new Names(["transitions", "batch", "i", "later", "row", .. cast.Variables]);
        _body = new(writer, cast, member, names, new Inputs(cast.Model)) { Shape = ".. batch.Shape" };
    }

    public IReadOnlyList<MethodParameter> Needs => _body.Needs;

    /// <summary>
    /// The log whose trajectories are gone through: this round's, or all rounds', where a trajectory goes through the end of a round.
    /// </summary>
    public string Source => SourceOf(_member, _cast.Players);

    public static string SourceOf(MemberModel scan, Players players) =>
        players.Data.Source(scan.Parameters.First(parameter => parameter.Role is Role.Row));

    public void Emit()
    {
        var networks = MethodParameters.Networks(Needs).ToList();
        _writer.Line();
        foreach (var line in Readable.Lines(_member.Equation, _cast.Model))
            _writer.Line(
                $"/// <summary><c>{_member.Name} = {Readable.Xml(line)}</c>, from the end of each trajectory to its start.</summary>"
            );
        _writer.Call(
            $"private double[] {Identifiers.Private(ColumnEmitter.MethodName(_member))}{_cast.TypeParameters(networks)}",
            [.. MethodParameters.Declarations(Needs), $"{WellKnownNames.Training}.TransitionLog transitions"],
            ""
        );
        _cast.Constrain(_writer, networks);
        using (_writer.Braces())
        {
            _writer.Line($"using var scope = {WellKnownNames.Torch}.NewDisposeScope();");
            if (networks.Count > 0)
                _writer.Line(
                    $"using var batch = {WellKnownNames.Batch}.From(transitions.Rows, "
                        + $"{Signatures.Escape(networks[0])}.Parameters.Type, {Signatures.Escape(networks[0])}.Parameters.Device);"
                );
            _body.Ask(node =>
                _body.Nodes[node] is Node.Field field && _body.Nodes[field.Of] is Node.Input { Type.Kind: ValueKind.Row }
                    ? $"batch[\"{field.Name}\"]"
                    : null
            );
            using (_writer.Block("return transitions.ScanBackward((i, later) =>"))
            {
                _writer.Line("var row = transitions.Rows[i];");
                _writer.Line($"return {_body.One()};");
            }
            _writer.Append(");");
        }
    }

    /// <summary>How what one step of the scan is given is written.</summary>
    private sealed class Inputs(AlgorithmModel model) : InputText(model)
    {
        public override string Rows(Input.Rows input, ValueType type) => input.IsOther ? base.Rows(input, type) : "row";

        public override string Next(Input.Next input, ValueType type) => "later";
    }
}
