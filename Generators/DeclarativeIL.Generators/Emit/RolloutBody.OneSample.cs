using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// Questions about what only one row knows by then (the expert's answer, the act that was chosen): they are asked in the one-sample
/// form, where the expression needs them and nowhere else.
/// </summary>
internal sealed partial class RolloutBody
{
    private readonly bool[] _perRow;
    private readonly Dictionary<string, string> _faces = [];

    /// <summary>What is not known for all rows at once, and everything made of it.</summary>
    private bool[] PerRow()
    {
        var perRow = new bool[_nodes.Nodes.Count];
        for (var i = 0; i < perRow.Length; i++)
            perRow[i] = _nodes.Nodes[i] switch
            {
                Node.Input input => input.Source.IsOfOneRow(input.Type),
                Node.Field field when _nodes[field.Of].Type.Kind == ValueKind.Situation => field.Name != "State" && !IsClock(field),
                Node.Field { Of: var row } when _nodes[row] is Node.Input => false,
                var node => _nodes.IsExpert(node) || node.Operands.Any(operand => perRow[operand]),
            };
        return perRow;
    }

    private bool IsClock(Node.Field field) => _nodes[field.Of] is Node.Input { Source: Input.Clock };

    /// <summary>Writes a local for the one-sample form of each network that single rows ask.</summary>
    private void Faces()
    {
        var uses = Uses.Of(_nodes.Nodes, [_root]);
        for (var i = 0; i < _nodes.Nodes.Count; i++)
            if (
                uses[i] > 0
                && _perRow[i]
                && _nodes[i] is Node.Ask ask
                && !_nodes.IsExpert(ask)
                && KeyOf(ask) is var key
                && !_faces.ContainsKey(key)
            )
            {
                var network = _nodes.RecipientOf(ask).Variable;
                var isEnsemble = _nodes[ask.Player].Type.Network == NetworkKind.Ensemble;
                var capability = Question(ask).Capability;
                _faces[key] = LocalNames.Fresh("one" + CSharpText.Pascal(network));
                _writer.Line(
                    $"var {_faces[key]} = (({capability}){Signatures.Escape(network)}).OneSample{(isEnsemble ? "Ensemble" : "")}();    "
                        + "  // asked about one row at a time"
                );
            }
    }

    private string Face(Node.Ask ask) => _faces[KeyOf(ask)];

    /// <summary>The player, and the interface that answers: a network may have several one-sample forms.</summary>
    private string KeyOf(Node.Ask ask) => $"{ask.Player} {Question(ask).Capability}";
}
