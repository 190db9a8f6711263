using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>
/// Questions about what only one row knows by then (the expert's answer, the act that was chosen): they are asked in the one-sample
/// form, where the expression needs them and nowhere else.
/// </summary>
internal sealed partial class RolloutBody
{
    private readonly Dictionary<string, string> _oneSample = [];

    /// <summary>Writes a local for the one-sample form of each network that single rows ask.</summary>
    private void OneSampleForms()
    {
        for (var i = 0; i < _nodes.Count; i++)
            if (
                Plan.IsUsed(i)
                && Plan.IsPerRow(i)
                && _nodes[i] is Node.Ask ask
                && !_nodes.IsExpert(ask)
                && KeyOf(ask) is var key
                && !_oneSample.ContainsKey(key)
            )
            {
                var network = _nodes.RecipientOf(ask).Variable;
                var isEnsemble = _nodes[ask.Recipient].Type.Network == NetworkKind.Ensemble;
                var capability = _scope.QuestionOf(ask).Capability;
                _oneSample[key] = Names.Fresh("one" + CSharpText.Pascal(network));
                _writer.Line(
                    $"var {_oneSample[key]} = (({capability}){Signatures.Escape(network)}).OneSample{(isEnsemble ? "Ensemble" : "")}();    "
                        + "  // asked about one row at a time"
                );
            }
    }

    private string OneSampleForm(Node.Ask ask) => _oneSample[KeyOf(ask)];

    /// <summary>The network, and the interface that answers: a network may have several one-sample forms.</summary>
    private string KeyOf(Node.Ask ask) => $"{ask.Recipient} {_scope.QuestionOf(ask).Capability}";
}
