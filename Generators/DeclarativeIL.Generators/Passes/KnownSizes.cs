using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Sizes of vectors and matrices that are known before these are computed; an operation decides by itself.</summary>
internal static class KnownSizes
{
    /// <summary>Tells whether the width of a vector is known.</summary>
    public static bool HasWidth(IReadOnlyList<Node> nodes, int node) =>
        nodes[node] switch
        {
            { Type.Rank: 0 } or Node.Field or Node.Input or Node.Ask => true,
            Node.Apply { Operation: not WellKnownNames.Repeat } apply => IsElementwise(apply) && HasWidth(nodes, apply.Arguments[0]),
            Node.Binary product when IsMatrixTimesVector(nodes, node) => HasSides(nodes, product.Left),
            _ => HasWidth(nodes, WideOperand(nodes, node)),
        };

    /// <summary>Tells whether the sides of a matrix are known.</summary>
    public static bool HasSides(IReadOnlyList<Node> nodes, int matrix) =>
        nodes[matrix] switch
        {
            Node.Input or Node.Ask => true,
            Node.Apply { Operation: WellKnownNames.Cholesky } apply => HasSides(nodes, apply.Arguments[0]),
            Node.Apply { Operation: WellKnownNames.Outer } apply => apply.Arguments.All(argument => HasWidth(nodes, argument)),
            Node.Apply => false,
            Node.OuterProduct product => HasWidth(nodes, product.Left) && HasWidth(nodes, product.Right),
            var node => HasSides(nodes, node.Operands.First(operand => nodes[operand].Type.Rank == 2)),
        };

    /// <summary>Whether an operation gives a vector whose components are each made of one component of its argument.</summary>
    public static bool IsElementwise(Node node) =>
        node is Node.Apply { Operation: WellKnownNames.VectorExp or WellKnownNames.VectorLog or WellKnownNames.VectorSigmoid };

    public static bool IsMatrixTimesVector(IReadOnlyList<Node> nodes, int node) =>
        nodes[node] is Node.Binary { Type.Rank: 1, Operator: BinaryOperator.Multiply } product
        && nodes[product.Left].Type.Rank == 2
        && nodes[product.Right].Type.Rank == 1;

    /// <summary>The operand that is as wide as a node.</summary>
    public static int WideOperand(IReadOnlyList<Node> nodes, int node) =>
        nodes[node] is Node.Broadcast broadcast ? broadcast.Like : nodes[node].Operands.First(operand => nodes[operand].Type.Rank > 0);

    /// <summary>The node that says how wide a draw of a batch is; null if none does.</summary>
    public static (int Node, Side Side)? AnchorOf(IReadOnlyList<Node> nodes, int draw, Func<int, bool> isUsed) =>
        new Dimensions(nodes).Anchor(
            draw,
            candidate => isUsed(candidate) && nodes[candidate] is not Node.Input { Type.Kind: ValueKind.State or ValueKind.Act }
        );
}
