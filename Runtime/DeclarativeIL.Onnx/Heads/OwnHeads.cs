using DeclarativeIL.Onnx.Graphs;
using DeclarativeIL.Policies;

namespace DeclarativeIL.Onnx.Heads;

/// <summary>Heads that users declare: their columns, and the mode where that is one of them.</summary>
internal static class OwnHeads
{
    private const string Policy = "Policy",
        Head = "Head",
        Mean = "Mean",
        Mode = "Mode";

    /// <summary>The graph of a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="mode">Whether the mode is needed.</param>
    /// <returns>The mode in the head's units; none where it is not needed.</returns>
    /// <exception cref="NotSupportedException">It is needed and not known.</exception>
    public static Value? Add(HeadScope head, bool mode)
    {
        int? acts = mode ? ColumnOfMode(head.Equations) ?? throw Unknown(head.Equations.Kind) : null;
        Value? found = null;
        for (var i = 0; i < head.Equations.Columns.Count; i++)
        {
            var value = head.IsFree(i) ? head.Free(i, static (number, _) => number) : head.Column(i);
            if (head.Equations.Columns[i].GivenAt is null) // what is read from the state is in the state
                head.Say(head.Equations.Columns[i].Name, value, head.WidthOf(i));
            if (i == acts)
                found = value;
        }
        return found;
    }

    /// <summary>The column that the mode is: <c>Mean</c>, where the head declares no mode of its own.</summary>
    private static int? ColumnOfMode(HeadEquations equations)
    {
        if (RecordOf(equations) is not { } head || head.GetMember(Mode) is not [])
            return null;
        var columns = head.GetConstructors().MaxBy(static constructor => constructor.GetParameters().Length)?.GetParameters() ?? [];
        var values = columns.Where(static column => !column.HasDefaultValue).ToList(); // the others are hyperparameters
        var place = values.FindIndex(static column => column.Name == Mean && column.ParameterType == typeof(Act));
        return place >= 0 && values.Count == equations.Columns.Count ? place : null;
    }

    /// <summary>The declaration that equations were generated of.</summary>
    private static Type? RecordOf(HeadEquations equations) =>
        equations.GetType().DeclaringType is { FullName: { } policy, Assembly: var assembly }
        && policy.EndsWith(Policy, StringComparison.Ordinal)
        && assembly.GetType(policy[..^Policy.Length] + Head) is { } head
        && head.GetInterfaces().Contains(typeof(IDeclaredHead))
            ? head
            : null;

    private static NotSupportedException Unknown(string kind) =>
        new(
            $"The mode of the head '{kind}' is an equation in C#, of which no graph is made; expected a head of the library, or one "
                + "whose mode is its column Mean. With OnnxOptions.Mode = false its columns are written alone."
        );
}
