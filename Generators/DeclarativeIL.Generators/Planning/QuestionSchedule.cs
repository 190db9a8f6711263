using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The order in which questions can be asked: level 0 about rows, level 1 about answers of level 0, and so on.</summary>
internal static class QuestionSchedule
{
    public static IEnumerable<(int Ask, int Level)> Of(IReadOnlyList<Node> nodes, int[] uses)
    {
        var level = new int[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            level[i] = nodes[i].Operands.Select(operand => level[operand] + (nodes[operand] is Node.Ask ? 1 : 0)).DefaultIfEmpty(0).Max();
            if (uses[i] > 0 && nodes[i] is Node.Ask && !nodes.IsExpert(nodes[i]))
                yield return (i, level[i]);
        }
    }
}
