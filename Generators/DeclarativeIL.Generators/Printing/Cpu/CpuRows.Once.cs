using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>What is computed once: before the loop over rows what is the same for all of them, and before loops over components.</summary>
internal sealed partial class CpuRows
{
    /// <summary>Computes what is the same for all rows.</summary>
    private void BeforeRows(int node)
    {
        if (nodes[node] is { Type.Rank: 0 } and not Node.Unary { Operator: UnaryOperator.Sum })
        {
            _numbers[node] = IsForRows(node) ? Settle(node, Scalar(node)) : Scalar(node);
            return;
        }
        Need(node);
        if (nodes[node].Type.Rank == 1 && !_numbers.ContainsKey(node) && IsElementwise(node) && IsForRows(node))
            Whole(node); // its components would be computed anew for each row
    }

    /// <summary>Whether a value is the same for all rows: it is computed once, before the loop.</summary>
    private bool IsForAllRows(int node) =>
        nodes[node].Type.Kind is not (ValueKind.Recipient or ValueKind.Row or ValueKind.Situation)
        && nodes[node] switch
        {
            _ when _extents[node] == Extent.Scalar => true,
            _ when _extents[node] == Extent.Rows => false,
            Node.Input { Type.Rank: > 0 } => true, // given
            Node.Ask ask => ask.Type.Rank == 0 && !context.IsInRow(node) && !IsOfMember(node),
            Node.Statistic => !HasMembers && Staged.ContainsKey(node),
            Node.BatchedGradient => false, // stands in a column, even where that holds one number for all rows
            _ => nodes[node].Operands.All(operand => _isForAllRows[operand]),
        };

    /// <summary>
    /// Whether rows use the node itself, and not only what else is the same for all rows; of a number, whether components do.
    /// </summary>
    private bool IsForRows(int node) =>
        _uses[node] > 1
        || results.Contains(node)
        || Enumerable
            .Range(node + 1, nodes.Count - node - 1)
            .Any(user =>
                _uses[user] > 0
                && (!_isForAllRows[user] || (nodes[node].Type.Rank == 0 && nodes[user].Type.Rank > 0))
                && nodes[user].Operands.Contains(node)
            );

    /// <summary>Computes a vector before loops that would compute its components again and again.</summary>
    private void ComputeOnce(int vector)
    {
        if (!_numbers.ContainsKey(vector) && Component(vector, "k").Text.Contains('('))
            Whole(vector);
    }
}
