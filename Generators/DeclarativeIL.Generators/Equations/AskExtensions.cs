namespace DeclarativeIL.Generators.Equations;

/// <summary>The networks and the expert that the questions of a bound equation go to.</summary>
internal static class AskExtensions
{
    /// <summary>The network or the expert that a question goes to.</summary>
    public static Input.Recipient RecipientOf(this IReadOnlyList<Node> nodes, Node.Ask ask) =>
        (Input.Recipient)((Node.Input)nodes[ask.Recipient]).Source;

    /// <summary>The variable of the network that a question goes to.</summary>
    public static string NetworkOf(this IReadOnlyList<Node> nodes, int ask) => nodes.RecipientOf((Node.Ask)nodes[ask]).Variable;

    /// <summary>Tells whether a node is a question to the expert.</summary>
    public static bool IsExpert(this IReadOnlyList<Node> nodes, Node node) =>
        node is Node.Ask ask && nodes.RecipientOf(ask) is Input.Expert;

    /// <summary>Tells whether the answer of a question has a gradient that goes through its network.</summary>
    public static bool IsTrained(this IReadOnlyList<Node> nodes, Node.Ask ask) =>
        nodes.RecipientOf(ask) is Input.Network { Use: NetworkUse.Trained };

    /// <summary>The rows of a batch that a column is of, or the next rows; null for all else.</summary>
    public static Input.Rows? RowsOf(this IReadOnlyList<Node> nodes, int node) =>
        nodes[node] is Node.Field field ? (nodes[field.Of] as Node.Input)?.Source as Input.Rows : null;

    /// <summary>Tells whether a node is a column of the rows themselves.</summary>
    public static bool IsColumn(this IReadOnlyList<Node> nodes, int node) => nodes.RowsOf(node) is { IsOther: false };
}
