using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>
/// The questions of a phase that metrics alone put. Training is the same with them and without: no gradient goes through them, and what
/// they ask a trained network about other rows than the losses do is asked in a forward pass of its own.
/// </summary>
internal sealed class MetricQuestions
{
    private readonly HashSet<int> _asked = [],
        _apart = [];

    public MetricQuestions(PhasePlan phase)
    {
        if (phase.Metrics.Count == 0)
            return;
        var nodes = phase.Nodes;
        var ofLosses = Uses.Of(nodes, phase.ResultsOfLosses(phase.AllGradients));
        var schedule = QuestionSchedule.Of(nodes, Uses.Of(nodes, phase.ResultsWith(phase.AllGradients))).ToList();
        var trained = new HashSet<string>(phase.Networks.Select(network => network.Name));
        foreach (var (ask, level) in schedule.Where(ask => ofLosses[ask.Ask] == 0))
        {
            _asked.Add(ask);
            if (
                trained.Contains(nodes.NetworkOf(ask))
                && !schedule.Any(other => other.Level == level && ofLosses[other.Ask] > 0 && IsAboutTheSame(nodes, ask, other.Ask))
            )
                _apart.Add(ask);
        }
    }

    /// <summary>Whether no loss needs the answer.</summary>
    public bool Contains(int ask) => _asked.Contains(ask);

    /// <summary>Whether it is asked in a forward pass of its own.</summary>
    public bool IsApart(int ask) => _apart.Contains(ask);

    /// <summary>Whether two questions to one network are answered from the same rows of its inputs, or one is about no rows.</summary>
    private static bool IsAboutTheSame(EquationBuilder nodes, int ask, int other)
    {
        var (first, second) = ((Node.Ask)nodes[ask], (Node.Ask)nodes[other]);
        if (nodes.NetworkOf(ask) != nodes.NetworkOf(other))
            return false;
        if (nodes[first.Recipient].Type.Network is not (NetworkKind.Policy or NetworkKind.Ensemble))
            return first.Arguments.Count == 0 || first.Arguments.Equals(second.Arguments);
        return StatesOf(nodes, first).All(StatesOf(nodes, second).Contains);
    }

    private static IEnumerable<int> StatesOf(EquationBuilder nodes, Node.Ask ask) =>
        ask.Arguments.Where(argument => nodes[argument].Type.Kind == ValueKind.State);
}
