using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A value that several methods of a head need, made of outputs of the network alone: it is computed once a pass.</summary>
/// <param name="LikeColumn">The column that it is as wide as; -1 for a number.</param>
internal sealed record HeadKeptValue(string Name, EquationBuilder Nodes, int Root, int LikeColumn);

/// <summary>Finds the values that methods of a head have in common, and the methods as they are where those are there.</summary>
internal sealed class HeadKept
{
    private readonly EquationBuilder _columns = new(); // what is made of outputs alone, of all methods
    private readonly Dictionary<int, int> _kept = []; // of nodes there, their numbers
    private readonly Dimensions _sizes;
    private readonly Extent[] _extents;

    public HeadKept(IReadOnlyList<HeadMethod> methods)
    {
        var users = new Dictionary<int, HashSet<string>>();
        foreach (var method in methods)
        {
            var (uses, known) = (Uses.Of(method.Nodes, method.Results.Select(result => result.Node)), OfColumns(method.Nodes));
            for (var i = 0; i < known.Length; i++)
                if (uses[i] > 0 && known[i] is { } same)
                    (users.TryGetValue(same, out var names) ? names : users[same] = []).Add(method.Name);
        }
        (_sizes, _extents) = (new(_columns), Extents.Of(_columns));
        foreach (var shared in users.Where(pair => pair.Value.Count > 1).Select(pair => pair.Key).Where(IsDear).OrderBy(node => node))
            _kept[shared] = _kept.Count;
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Values = [.. _kept.Select(pair => Value(pair.Key, taken))];
    }

    /// <summary>The values, in order of their numbers: each is made of those before it.</summary>
    public IReadOnlyList<HeadKeptValue> Values { get; }

    /// <summary>A method over the values that are kept.</summary>
    public HeadMethod Over(HeadMethod method)
    {
        if (_kept.Count == 0)
            return method;
        var known = OfColumns(method.Nodes);
        var (nodes, map) = Copy(method.Nodes, i => known[i] is { } same && _kept.TryGetValue(same, out var number) ? number : null);
        return method with { Nodes = nodes, Results = [.. method.Results.Select(result => (map[result.Of], map[result.Node]))] };
    }

    /// <param name="taken">Names of the values before it: each is that of a method.</param>
    private HeadKeptValue Value(int root, HashSet<string> taken)
    {
        var (name, number) = (new NodeNames(_columns)[root], 2);
        for (var preferred = name; !taken.Add(name); number++)
            name = preferred + number;
        var (nodes, map) = Copy(_columns, i => i != root && _kept.TryGetValue(i, out var number) ? number : null);
        return new(name, nodes, map[root], _columns[root].Type.Rank == 0 ? -1 : LikeColumn(root)!.Value);
    }

    /// <summary>The column that a vector is as wide as; null if nothing says.</summary>
    private int? LikeColumn(int root) =>
        _sizes.Anchor(root, candidate => _columns[candidate] is Node.Input) is var (anchor, _)
        && _columns[anchor] is Node.Input { Source: Input.OfHead column }
            ? column.Index
            : null;

    /// <summary>A copy in which some nodes are given, by their numbers.</summary>
    private static (EquationBuilder Nodes, int[] Map) Copy(EquationBuilder from, Func<int, int?> given)
    {
        var (nodes, map, names) = (new EquationBuilder(), new int[from.Count], new NodeNames(from));
        for (var i = 0; i < from.Count; i++)
        {
            map[i] = nodes.Add(
                given(i) is { } number
                    ? new Node.Input(
                        from[i].Type.Rank == 0 ? ValueType.Scalar : ValueType.Vector,
                        new Input.OfHead(HeadPlace.Kept, names[i], number)
                    )
                    : from[i].With([.. from[i].Operands.Select(operand => map[operand])])
            );
            if (SumOfOneHot(nodes, map[i]) is { } value)
                map[i] = value;
            if (from.NameOf(i) is { } name)
                nodes.Name(map[i], name, NameRank.Inlined);
        }
        return (nodes, map);
    }

    /// <summary>What a vector of one component other than 0 adds up to; null for anything else.</summary>
    private static int? SumOfOneHot(EquationBuilder nodes, int node) =>
        nodes[node] is Node.Apply { Operation: WellKnownNames.VectorSum } sum
        && nodes[sum.Arguments[0]] is Node.Apply oneHot
        && oneHot.Operation.StartsWith(WellKnownNames.OneHotLike, StringComparison.Ordinal)
            ? oneHot.Arguments[2]
            : null;

    /// <summary>
    /// Of each node the same among those of all methods, where it is made of outputs of the network, constants and hyperparameters.
    /// </summary>
    private int?[] OfColumns(EquationBuilder nodes)
    {
        var known = new int?[nodes.Count];
        for (var i = 0; i < known.Length; i++)
        {
            if (
                nodes[i] switch
                {
                    Node.Input { Source: Input.OfHead { Place: HeadPlace.Column } or Input.Hyperparameter } => true,
                    Node.Input or Node.BatchedGradient => false,
                    var node => node.Operands.All(operand => known[operand] is not null),
                }
            )
                known[i] = _columns.Add(nodes[i].With([.. nodes[i].Operands.Select(operand => known[operand]!.Value)]));
            if (known[i] is { } same && nodes.NameOf(i) is { } name)
                _columns.Name(same, name, NameRank.Inlined);
        }
        return known;
    }

    /// <summary>Whether a node costs more than to read it again: a function of a vector that depends on the row.</summary>
    private bool IsDear(int node) =>
        _columns[node] is Node.Apply apply
        && apply.Arguments.Any(argument => _columns[argument].Type.Rank > 0)
        && _extents[node] == Extent.Rows
        && (_columns[node].Type.Rank == 0 || LikeColumn(node) is not null);
}
