using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>Columns and other inputs, where the method opens.</summary>
internal sealed partial class LiftedBody
{
    private void Open(int node, Node.Input input)
    {
        switch (input.Source)
        {
            case Input.MeanWeight weight:
                Define(node, MeanWeights.Local(_writer, Names, weight));
                break;
            case Input.Draw or Input.LossGradient:
                break; // drawn when its width is known; given when autograd has gone through the loss
            default:
                Define(node, _inputs.Of(input));
                break;
        }
    }

    /// <summary>Vectors and matrices from the caller lie on the device.</summary>
    private sealed class Inputs(ClassScope scope) : InputText(scope)
    {
        public override string Given(Input.Given input, ValueType type) =>
            type.Rank > 0 ? MethodParameters.OnDevice(input.Name) : base.Given(input, type);
    }

    private void Column(int node, Node.Field field, Input.Rows rows)
    {
        var local = Names.Fresh(_nodeNames.Column(field, rows.IsOther));
        var value =
            $"{Signatures.Data(rows.Batch)}[\"{field.Name}\"]"
            + (rows.IsOther ? $".roll(-1, -{field.Type.Rank + 1})" : "")
            + (field.Type.Kind == ValueKind.Boolean ? ".IsNot(0)" : "");
        _writer.Line($"var {local} = {value};{(field.Type.Rank > 0 ? "    // [n, width]" : "    // [n]")}");
        if (field.Type.IsWide)
            _columns.Add((rows.Batch, local));
        if (field.Type.Rank > 0 && IsComputedWith(node))
        {
            _asStored[node] = local; // networks are asked about that: equal columns are one object
            _writer.Line($"var {local = Names.Fresh(_nodeNames.Column(field, rows.IsOther) + "Numbers")} = {_asStored[node]}{Widened};");
        }
        Define(node, local);
    }

    /// <summary>Whether a column is more than what networks are asked about.</summary>
    private bool IsComputedWith(int column) =>
        _plan.Results.Contains(column)
        || Enumerable
            .Range(column + 1, _nodes.Count - column - 1)
            .Any(user => _uses[user] > 0 && _nodes[user] is not Node.Ask && _nodes[user].Operands.Contains(column));

    /// <summary>C# for what a network is asked about.</summary>
    private Code Asked(int node) => _asStored.TryGetValue(node, out var stored) ? Code.Atom(stored) : Expression(node);
}
