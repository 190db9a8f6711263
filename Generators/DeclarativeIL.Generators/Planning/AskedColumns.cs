using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The columns of a data set whose states and acts a network is asked about: they have to fit it, the others do not.</summary>
internal static class AskedColumns
{
    public static IReadOnlyList<string> Of(IEnumerable<PhasePlan> phases, string network, string source)
    {
        var columns = new List<string>();
        foreach (var plan in phases)
        {
            var batches = plan.Rows.Where(rows => rows.Source == source).Select(rows => rows.Name).ToList();
            var nodes = plan.Nodes.Nodes;
            foreach (var ask in nodes.OfType<Node.Ask>().Where(ask => nodes.RecipientOf(ask).Variable == network))
            foreach (var argument in ask.Arguments)
                columns.AddRange(Points(nodes, argument, batches));
        }
        return [.. columns.Distinct()];
    }

    /// <summary>What an argument is made of that is of its own kind, and so of its own size.</summary>
    private static IEnumerable<string> Points(IReadOnlyList<Node> nodes, int argument, IReadOnlyList<string> batches)
    {
        var uses = Uses.Of(nodes, [argument], static node => node is Node.Ask || IsOfOtherSize(node));
        return nodes
            .Where((node, i) => uses[i] > 0 && node is Node.Field && node.Type == nodes[argument].Type)
            .Cast<Node.Field>()
            .Where(field => nodes[field.Of] is Node.Input { Source: Input.Rows rows } && batches.Contains(rows.Batch))
            .Select(field => field.Name);
    }

    /// <summary>A part, or points and vectors that were joined.</summary>
    private static bool IsOfOtherSize(Node node) => node is Node.Apply apply && !KnownSizes.KeepsWidth(apply);
}
