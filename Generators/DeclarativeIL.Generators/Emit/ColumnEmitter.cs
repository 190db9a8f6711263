using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>One value per row of a whole data set, without gradient: columns for statistics, and declared rewards.</summary>
internal sealed class ColumnEmitter
{
    private const string Float64 = WellKnownNames.Torch + ".ScalarType.Float64";

    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly MemberModel _member;
    private readonly EquationBuilder _nodes = new();
    private readonly int _root;
    private readonly LiftedBody _body;

    public ColumnEmitter(SourceWriter writer, Cast cast, MemberModel member)
    {
        _writer = writer;
        _cast = cast;
        _member = member;
        _root = _nodes.Inline(member.Equation, new InputBinding(cast.Model, cast.Players).Bind(member, _nodes, trains: false, "batch"));
        _body = new(writer, cast, _nodes, [_root], ["rows", "feed", "values", "scope"]);
    }

    public static string MethodName(MemberModel member) => Identifiers.PrivateMember(member.Name + "Over");

    /// <summary>What the method needs beside the rows.</summary>
    public IReadOnlyList<MethodParameter> Needs => [.. _body.Needs.Where(need => need.Kind != ParameterKind.Batch)];

    public void Emit()
    {
        var networks = MethodParameters.Networks(Needs).ToList();
        var row = _member.Parameters.First(parameter => parameter.Role is Role.Row).Type.Name;
        var type = networks.Count > 0 ? Signatures.Escape(networks[0]) + ".Parameters.Type" : WellKnownNames.Torch + ".ScalarType.Float32";
        var device = networks.Count > 0 ? Signatures.Escape(networks[0]) + ".Parameters.Device" : WellKnownNames.Torch + ".CPU";
        _writer.Line();
        foreach (var line in Readable.Lines(_member.Equation, _cast.Model))
            _writer.Line(
                $"/// <summary><c>{_member.Name} = {Readable.Xml(line)}</c> for every row, with the networks' present values.</summary>"
            );
        _writer.Call(
            $"private {WellKnownNames.Training}.ColumnValues {Identifiers.Private(MethodName(_member))}{_cast.TypeParameters(networks)}",
            [.. MethodParameters.Declarations(Needs), $"{WellKnownNames.Dataset}<{row}> rows"],
            ""
        );
        _cast.Constrain(_writer, networks);
        using (_writer.Braces())
        {
            _writer.Line($"var values = new {WellKnownNames.Training}.ColumnValues();");
            _writer.Line("if (rows.Count == 0)");
            using (_writer.Indent())
                _writer.Line("return values;");
            _writer.Line($"using var feed = new {WellKnownNames.BatchFeed}<{row}>(rows, {type}, {device});");
            using (_writer.Block("while (feed.Next(1024) is { } batch)"))
            {
                _writer.Line($"using var scope = {WellKnownNames.Torch}.NewDisposeScope();");
                _body.Open();
                _body.Ask([_root]);
                var code = _body.Expression(_root);
                _writer.Line(
                    _body.ExtentOf(_root) switch
                    {
                        Extent.Rows => $"values.Add({code});",
                        Extent.Whole => $"values.Add({code.Then(".expand([batch.Count])")});",
                        _ => $"values.Add({TensorOperators.Full("batch.Count", code.Text, Float64, WellKnownNames.Torch + ".CPU")});",
                    }
                );
                _writer.Line("batch.Dispose();");
            }
            _writer.Line("return values;");
        }
    }
}
