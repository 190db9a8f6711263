using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Passes;

/// <summary>Conditions under which a gradient counts.</summary>
internal sealed class Guards(EquationBuilder nodes)
{
    /// <summary>Stands for no condition.</summary>
    public const int Always = -1;

    /// <summary>Both of two conditions.</summary>
    public int Both(int guard, int condition) => guard == Always ? condition : nodes.And(guard, condition);

    /// <summary>A derivative that chooses, such as that of a minimum, is a condition too; a branch of 0 hands nothing on.</summary>
    public IEnumerable<(int Guard, int Value)> Branches(int part, int guard)
    {
        if (IsZero(part))
            return [];
        return nodes[part] is Node.Select select && nodes[select.Condition].Type.Kind == ValueKind.Boolean
            ? Branches(select.WhenTrue, Both(guard, select.Condition))
                .Concat(Branches(select.WhenFalse, Both(guard, nodes.Not(select.Condition))))
            : [(guard, part)];
    }

    private bool IsZero(int node) =>
        nodes[node] switch
        {
            Node.Constant { Value: 0 } => true,
            Node.Apply { Operation: WellKnownNames.Repeat } repeat => IsZero(repeat.Arguments[0]),
            _ => false,
        };

    /// <summary>Equal parts under two conditions of which one excludes the other are one part under either.</summary>
    public List<KeyValuePair<int, int>> Merged(SortedDictionary<int, int> arriving)
    {
        var merged = new List<KeyValuePair<int, int>>();
        foreach (var (guard, part) in arriving.Select(pair => (pair.Key, pair.Value)))
        {
            var found =
                guard == Always
                    ? -1
                    : merged.FindIndex(other => other.Value == part && other.Key != Always && Either(other.Key, guard) is not null);
            if (found < 0)
                merged.Add(new(guard, part));
            else
                merged[found] = new(Either(merged[found].Key, guard)!.Value, part);
        }
        return merged;
    }

    /// <summary>Of conditions of which one excludes the other, both in one: p || (!p &amp;&amp; q) is p || q.</summary>
    private int? Either(int left, int right)
    {
        var (lefts, rights) = (Conjuncts(left), Conjuncts(right));
        foreach (var p in lefts.Where(p => rights.Contains(nodes.Not(p))))
        {
            if (lefts.Count == 1)
                return nodes.Or(left, rights.Where(q => q != nodes.Not(p)).DefaultIfEmpty(right).Aggregate(nodes.And));
            return rights.Count == 1 ? nodes.Or(right, lefts.Where(q => q != p).Aggregate(nodes.And)) : nodes.Or(left, right);
        }
        return null;
    }

    private List<int> Conjuncts(int condition) =>
        nodes[condition] is Node.Binary { Operator: BinaryOperator.And } both
            ? [.. Conjuncts(both.Left), .. Conjuncts(both.Right)]
            : [condition];
}
