using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Parsing.Environments;

/// <summary>Puts long helpers (<see cref="LongHelpers"/>) that are called once in place of their calls; the others stay methods.</summary>
internal sealed class HelperExpansion
{
    private readonly Dictionary<string, int> _calls = [];
    private readonly Dictionary<string, HelperModel> _once = [];
    private readonly List<HelperModel> _kept = [];

    /// <param name="step">The equations of a step.</param>
    /// <param name="observed">The equations of what is observed.</param>
    /// <param name="helpers">The helpers that they call, each behind those that it calls itself.</param>
    public HelperExpansion(StepEquations step, ObservationEquations observed, IReadOnlyList<HelperModel> helpers)
    {
        foreach (var body in helpers.Select(helper => helper.Body).Concat([step.Body, observed.Body]))
        foreach (var call in body.Nodes.OfType<Node.Apply>())
            _calls[call.Operation] = (_calls.TryGetValue(call.Operation, out var known) ? known : 0) + 1;
        foreach (var helper in helpers)
        {
            var (body, map) = Expand(helper.Body);
            var whole = helper with { Body = body, Values = Mapped(helper.Values, map) };
            if (_calls.TryGetValue(helper.Id, out var calls) && calls == 1)
                _once[helper.Id] = whole;
            else
                _kept.Add(whole);
        }
        var (stepBody, ofStep) = Expand(step.Body);
        Step = new(stepBody, Mapped(step.Next, ofStep), ofStep[step.Reward], step.Ended < 0 ? -1 : ofStep[step.Ended]);
        var (seenBody, ofSeen) = Expand(observed.Body);
        Observed = new(seenBody, Mapped(observed.Values, ofSeen));
    }

    public StepEquations Step { get; }

    public ObservationEquations Observed { get; }

    /// <summary>The helpers that stay methods.</summary>
    public EquatableArray<HelperModel> Helpers => _kept.ToEquatableArray();

    private (Equation Body, int[] Map) Expand(Equation body)
    {
        var nodes = new EquationBuilder();
        var map = new int[body.Nodes.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var node = body.Nodes[i];
            map[i] =
                node is Node.Apply call && _once.TryGetValue(call.Operation, out var helper)
                    ? nodes.Inline(
                        helper.Body,
                        call.Arguments.Select((argument, place) => (argument, place))
                            .ToDictionary(pair => HelperModel.ArgumentOf(pair.place), pair => map[pair.argument])
                    )
                    : nodes.Add(node.With([.. node.Operands.Select(operand => map[operand])]));
        }
        foreach (var name in body.Names)
            nodes.Name(map[name.Node], name.Name, NameRank.Local);
        return (nodes.Build(map[body.Root]), map);
    }

    private static EquatableArray<int> Mapped(EquatableArray<int> nodes, int[] map) => nodes.Select(node => map[node]).ToEquatableArray();
}
