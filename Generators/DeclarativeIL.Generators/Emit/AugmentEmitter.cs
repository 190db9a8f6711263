using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>A row's replacement, for a whole batch: only the columns that change are computed.</summary>
internal sealed class AugmentEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly MemberModel _member;
    private readonly List<(string Column, int Node)> _changed = [];
    private readonly EquationBuilder _nodes = new();
    private readonly LiftedBody _body;

    public AugmentEmitter(SourceWriter writer, Cast cast, MemberModel member)
    {
        _writer = writer;
        _cast = cast;
        _member = member;
        var root = _nodes.Inline(member.Equation, new Inputs(cast.Model, cast.Players).Bind(member, _nodes, trains: false, "batch"));
        foreach (var made in _nodes.Nodes.OfType<Node.MakeRow>().ToList())
            for (var i = 0; i < made.Columns.Count; i++)
            {
                var type = _nodes[made.Values[i]].Type;
                var value = _nodes.Field(root, type, made.Columns[i]);
                if (_nodes[value] is not Node.Field && _changed.All(column => column.Column != made.Columns[i]))
                    _changed.Add((made.Columns[i], value));
            }
        _body = new(writer, cast, _nodes.Nodes, _changed.Select(column => column.Node), []);
    }

    public string RowType => _member.Equation.Type.Name;

    /// <summary>What the method needs beside the batch.</summary>
    public IReadOnlyList<Need> Needs => [.. _body.Needs.Where(need => need.Kind != Inputs.Rows)];

    public string MethodName => _member.Name + "Each";

    public void Emit()
    {
        var networks = NeedList.Networks(Needs).ToList();
        _writer.Line();
        _writer.Line($"/// <summary>The batch with every row replaced by what <c>{_member.Name}</c> makes of it.</summary>");
        _writer.Line(SourceWriter.Stamp);
        _writer.Call($"{_cast.Model.Access} {WellKnownNames.Batch}<{RowType}> {MethodName}{_cast.TypeParameters(networks)}",
            [.. NeedList.Declarations(Needs), $"{WellKnownNames.Batch}<{RowType}> batch"], "");
        _cast.Constrain(_writer, networks);
        using (_writer.Braces())
        {
            _writer.Line("global::System.ArgumentNullException.ThrowIfNull(batch);");
            foreach (var need in Needs.Where(need => need.Kind is Inputs.Player or Inputs.Draw))
                _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({Signatures.Escape(need.Name)});");
            _body.Open();
            _body.Ask(_changed.Select(column => column.Node));
            var columns = _changed.Select(column => $"(\"{column.Column}\", {Column(column.Node)})").ToList();
            _writer.Call("return batch.With", [.. columns.Select((column, i) => (i == 0 ? "[" : "") + column + (i + 1 == columns.Count ? "]" : ""))], ";");
        }
    }

    /// <summary>A value for every row, of the element type of the columns: truths and enums are numbers there.</summary>
    private string Column(int node)
    {
        var (code, kind) = (_body.Expression(node), _nodes[node].Type.Kind);
        return (_body.ExtentOf(node), kind) switch
        {
            (Extent.Rows, ValueKind.Boolean) => code.Then($".to_type({_body.Type})").Text,
            (Extent.Rows, _) => code.Text,
            (Extent.Host, ValueKind.Boolean) => Full($"{code.In(Code.Choice + 1)} ? 1.0 : 0.0"),
            (Extent.Host, ValueKind.Enumeration) => Full($"(int){code.In(Code.Primary)}"),
            (Extent.Host, _) => Full(code.Text),
            _ => code.Then($".expand([.. batch.Shape{string.Concat(Enumerable.Repeat(", -1", _nodes[node].Type.Rank))}])").Text,
        };
    }

    private static string Full(string number) => $"{WellKnownNames.Torch}.full([.. batch.Shape], {number}, batch.Type, batch.Device)";
}
