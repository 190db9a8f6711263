using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Sizes of vectors and matrices that are known before these are computed; an operation decides by itself.</summary>
internal static class KnownSizes
{
    /// <summary>Tells whether the width of a vector is known.</summary>
    public static bool HasWidth(IReadOnlyList<Node> nodes, int node, IReadOnlyDictionary<string, OperationModel> operations) =>
        nodes[node] switch
        {
            { Type.Rank: 0 } or Node.Field or Node.Input or Node.Ask => true,
            var choice when IsIndex(choice) => true,
            Node.Apply { Operation: not WellKnownNames.Repeat } apply when operations[apply.Operation] is { Each: "", Into: "" } => false,
            Node.Apply apply when operations[apply.Operation].Width.Length > 0 => apply.Arguments.All(argument =>
                nodes[argument].Type.Kind != ValueKind.Vector || HasWidth(nodes, argument, operations)
            ),
            Node.Binary product when IsMatrixTimesVector(nodes, node) => HasSides(nodes, product.Left, operations),
            _ => HasWidth(nodes, WideOperand(nodes, node), operations),
        };

    /// <summary>Tells whether the sides of a matrix are known.</summary>
    public static bool HasSides(IReadOnlyList<Node> nodes, int matrix, IReadOnlyDictionary<string, OperationModel> operations) =>
        nodes[matrix] switch
        {
            Node.Input or Node.Ask => true,
            Node.Apply { Operation: WellKnownNames.Cholesky } apply => HasSides(nodes, apply.Arguments[0], operations),
            Node.Apply { Operation: WellKnownNames.Outer } apply => apply.Arguments.All(argument => HasWidth(nodes, argument, operations)),
            Node.Apply => false,
            Node.OuterProduct product => HasWidth(nodes, product.Left, operations) && HasWidth(nodes, product.Right, operations),
            var node => HasSides(nodes, node.Operands.First(operand => nodes[operand].Type.Rank == 2), operations),
        };

    /// <summary>Whether an operation gives a discrete act, which is one number: the place of a component.</summary>
    public static bool IsIndex(Node node) => node is Node.Apply { Operation: WellKnownNames.Categorical or WellKnownNames.Argmax };

    /// <summary>Whether an operation's result is as wide as its vectors.</summary>
    public static bool KeepsWidth(Node.Apply apply) =>
        apply.Operation != WellKnownNames.Part
        && !apply.Operation.StartsWith(WellKnownNames.PartLike, StringComparison.Ordinal)
        && !apply.Operation.StartsWith(WellKnownNames.JoinOperations, StringComparison.Ordinal)
        && !apply.Operation.StartsWith(WellKnownNames.PadOperations, StringComparison.Ordinal)
        && IsNoTable(apply);

    private static bool IsNoTable(Node.Apply apply) =>
        !apply.Operation.StartsWith(WellKnownNames.Tables, StringComparison.Ordinal)
        || TablesLikeTheirs.Any(name => apply.Operation.StartsWith(WellKnownNames.Tables + name, StringComparison.Ordinal));

    private static readonly string[] TablesLikeTheirs = ["LogSoftmaxes(", "CumulativeSums(", "ColumnNumbers("];

    public static bool IsMatrixTimesVector(IReadOnlyList<Node> nodes, int node) =>
        nodes[node] is Node.Binary { Type.Rank: 1, Operator: BinaryOperator.Multiply } product
        && nodes[product.Left].Type.Rank == 2
        && nodes[product.Right].Type.Rank == 1;

    /// <summary>The operand that is as wide as a node.</summary>
    public static int WideOperand(IReadOnlyList<Node> nodes, int node) =>
        nodes[node] switch
        {
            Node.Broadcast broadcast => broadcast.Like,
            Node.Apply apply => apply.Arguments.First(argument => nodes[argument].Type.Kind == ValueKind.Vector),
            var other => other.Operands.First(operand => nodes[operand].Type.Rank > 0),
        };

    /// <summary>The node that says how wide a draw of a batch is; null if none does.</summary>
    public static (int Node, Side Side)? AnchorOf(IReadOnlyList<Node> nodes, int draw, Func<int, bool> isUsed) =>
        new Dimensions(nodes).Anchor(
            draw,
            candidate => isUsed(candidate) && nodes[candidate] is not Node.Input { Type.Kind: ValueKind.State or ValueKind.Act }
        );

    /// <summary>A vector that is as wide as a draw, and whose width is known before the loop over rows; null if there is none.</summary>
    /// <param name="isThere">Tells which nodes are there by then.</param>
    public static int? ComputedLike(
        IReadOnlyList<Node> nodes,
        int draw,
        Func<int, bool> isThere,
        IReadOnlyDictionary<string, OperationModel> operations
    )
    {
        bool IsSized(int node)
        {
            var uses = Uses.Of(nodes, [node]);
            return HasWidth(nodes, node, operations)
                && Enumerable.Range(0, nodes.Count).Where(i => uses[i] > 0).All(i => IsKnownBefore(nodes, i, isThere, operations));
        }

        return new Dimensions(nodes).Computed(draw, candidate => isThere(candidate) && IsSized(candidate));
    }

    private static bool IsKnownBefore(
        IReadOnlyList<Node> nodes,
        int node,
        Func<int, bool> isThere,
        IReadOnlyDictionary<string, OperationModel> operations
    ) =>
        nodes[node] switch
        {
            Node.Ask => isThere(node),
            Node.Input { Type.Rank: > 0, Source: Input.Draw } => false,
            Node.Apply apply when operations[apply.Operation].Width.Length > 0 => apply.Arguments.All(argument =>
                nodes[argument].Type.Rank > 0 || nodes[argument] is Node.Constant or Node.Input { Source: Input.Hyperparameter }
            ),
            _ => true,
        };
}
