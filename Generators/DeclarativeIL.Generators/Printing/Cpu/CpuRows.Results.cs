using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>Results of a loop: gradients that are handed back, columns that are written.</summary>
internal sealed partial class CpuRows
{
    /// <summary>Whether all rows hand the same gradient back to an answer about the network as a whole.</summary>
    public bool IsAddedOnce(int ask, int gradient) =>
        Batch.Length > 0 && nodes[ask] is Node.Ask { Type.Rank: 0, Arguments.Count: 0 } && !IsOfMember(ask) && _isForAllRows[gradient];

    /// <summary>Hands such a gradient back for all rows, after the loop.</summary>
    public void AddGradientOnce(int ask, int gradient)
    {
        Need(gradient);
        writer.Line($"{Outputs[ask]}.AddGradient(0, {Signatures.Data(Batch)}.Rows * {_numbers[gradient].In(Code.Product + 1)});");
    }

    /// <summary>Hands the gradient of an answer back.</summary>
    public void AddGradient(int ask, int gradient)
    {
        Need(gradient);
        var answer = Outputs[ask];
        var isWhole = ((Node.Ask)nodes[ask]).Arguments.Count == 0;
        if (nodes[ask].Type.Rank == 0)
        {
            writer.Line($"{answer}.AddGradient({(isWhole ? Member(ask) : "i")}, {_numbers[gradient]});");
            return;
        }
        if (nodes[ask].Type.Rank == 2)
        {
            using (writer.Block($"for (var k = 0; k < {answer}.Side; k++)"))
            using (writer.Block($"for (var l = 0; l < {answer}.Side; l++)"))
                writer.Line($"{answer}.AddGradient(i, (k * {answer}.Side) + l, {Entry(gradient, "k", "l")});");
            return;
        }
        using (writer.Block($"for (var k = 0; k < {answer}.Width; k++)"))
            writer.Line($"{answer}.AddGradient(i, k, {Component(gradient, "k")});");
    }

    /// <summary>Writes the value of a row into a column that was opened.</summary>
    public void Write(int node, string column)
    {
        Need(node);
        if (nodes[node].Type.Rank > 0 && !HasWidth(node))
            writer.Line($"{column}.Set(i, {Whole(node).Then(".Span")});");
        else if (nodes[node].Type.Rank > 0)
            using (writer.Block($"for (var k = 0; k < {column}.Width; k++)"))
                writer.Line($"{column}.Set(i, k, {Component(node, "k")});");
        else
            writer.Line(
                $"{column}.Set(i, {nodes[node].Type.Kind switch
            {
                ValueKind.Boolean => $"{_numbers[node].In(Code.Choice + 1)} ? 1.0 : 0.0",
                ValueKind.Enumeration => $"(double){_numbers[node].In(Code.Primary)}",
                _ => _numbers[node].Text,
            }});"
            );
    }
}
