using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>
/// Products of a gradient, in which factors that are the same for all rows are multiplied with each other first: (a x) b is (a b) x.
/// </summary>
internal sealed class Factors(EquationBuilder nodes)
{
    private readonly List<bool> _constant = [];

    /// <summary>The product of two nodes.</summary>
    public int Times(int left, int right) =>
        Scaled(left, right) ?? Scaled(right, left) ?? nodes.Arithmetic(BinaryOperator.Multiply, left, right);

    private int? Scaled(int product, int factor)
    {
        if (
            nodes[product] is not Node.Binary { Operator: BinaryOperator.Multiply } inner
            || nodes[inner.Left].Type.Rank == 2
            || !IsConstant(factor)
            || IsConstant(product)
        )
            return null;
        var (constant, other) = IsConstant(inner.Left) ? (inner.Left, inner.Right) : (inner.Right, inner.Left);
        return IsConstant(constant)
            ? nodes.Arithmetic(BinaryOperator.Multiply, nodes.Arithmetic(BinaryOperator.Multiply, constant, factor), other)
            : null;
    }

    /// <summary>Tells whether a number is the same for all rows, and known before any.</summary>
    private bool IsConstant(int node)
    {
        for (var i = _constant.Count; i <= node; i++)
        {
            var extent = Extents.OfOne(nodes[i], operand => _constant[operand] ? Extent.Scalar : Extent.Rows);
            _constant.Add(nodes[i].Type.Rank == 0 && extent == Extent.Scalar);
        }
        return _constant[node];
    }
}
