using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A loss of a phase.</summary>
/// <param name="Value">Its value for each row; -1 for a loss over batches.</param>
/// <param name="Columns">Of a loss over batches: the columns it is given, and the gradient that comes back for each.</param>
internal sealed record PlannedLoss(
    LossModel Model,
    int Value,
    string Batch,
    IReadOnlyList<(ParameterModel Parameter, int Value, int Seed)> Columns
)
{
    /// <summary>The nodes that are computed for each row: the value of a loss, or the columns of one over a batch.</summary>
    public IEnumerable<int> Values => Value >= 0 ? [Value] : Columns.Select(column => column.Value);
}

/// <summary>A metric of a phase.</summary>
/// <param name="Value">Its value for each row.</param>
internal sealed record PlannedMetric(MetricModel Model, int Value, string Batch);

/// <summary>One training step of one phase, lifted over its batches: losses and their gradients as nodes.</summary>
/// <param name="Name">What the phase's methods end with.</param>
/// <param name="Gradients">For each question on a trained path, the gradient with respect to its answer, and the batch of its loss; one
/// about a network as a whole has a gradient from each batch.</param>
/// <param name="Networks">The networks that the phase trains.</param>
/// <param name="Draws">The batch of each draw; empty for one that is beside no batch.</param>
internal sealed record PhasePlan(
    int Phase,
    string Name,
    EquationBuilder Nodes,
    IReadOnlyList<PlannedLoss> Losses,
    IReadOnlyList<PlannedMetric> Metrics,
    IReadOnlyList<KeyValuePair<int, (int Gradient, string Batch)>> Gradients,
    IReadOnlyList<TrainedNetwork> Networks,
    IReadOnlyList<RowSource> Rows,
    IReadOnlyDictionary<Input.Draw, string> Draws
)
{
    private HashSet<int>? _reachesInputs;
    private MetricQuestions? _metricQuestions;

    /// <summary>The questions that metrics alone put.</summary>
    public MetricQuestions MetricQuestions => _metricQuestions ??= new(this);

    /// <summary>Whether the gradient of an answer goes through its network.</summary>
    public bool IsTrained(int ask) => Nodes.IsTrained((Node.Ask)Nodes[ask]);

    /// <summary>Whether the gradient of an answer goes on to the inputs that the question was about.</summary>
    public bool ReachesInputs(int ask)
    {
        if (_reachesInputs is null)
        {
            var uses = Uses.Of(Nodes, TrainedGradients.Select(pair => pair.Value.Gradient));
            _reachesInputs = [.. Nodes.Where((_, i) => uses[i] > 0).OfType<Node.ArgumentGradient>().Select(slope => slope.Question)];
        }
        return _reachesInputs.Contains(ask);
    }

    /// <summary>Gradients of the answers of trained networks.</summary>
    public IEnumerable<KeyValuePair<int, (int Gradient, string Batch)>> TrainedGradients => Gradients.Where(pair => IsTrained(pair.Key));

    /// <summary>Gradients of the answers of trained networks, and of those about something that is trained.</summary>
    public IEnumerable<KeyValuePair<int, (int Gradient, string Batch)>> AllGradients =>
        Gradients.Where(pair => IsTrained(pair.Key) || ReachesInputs(pair.Key));

    /// <summary>Values of the losses.</summary>
    public IEnumerable<int> Values => Losses.SelectMany(loss => loss.Values);

    /// <summary>The batches that losses or metrics are over; one of them is empty where some are over no rows.</summary>
    public IEnumerable<string> Batches => Losses.Select(loss => loss.Batch).Concat(Metrics.Select(metric => metric.Batch)).Distinct();

    /// <summary>Values of the losses, answers and their gradients, and values of the metrics.</summary>
    public IEnumerable<int> ResultsWith(IEnumerable<KeyValuePair<int, (int Gradient, string Batch)>> gradients) =>
        ResultsOfLosses(gradients).Concat(Metrics.Select(metric => metric.Value));

    /// <summary>Values of the losses, answers and their gradients.</summary>
    public IEnumerable<int> ResultsOfLosses(IEnumerable<KeyValuePair<int, (int Gradient, string Batch)>> gradients) =>
        Values.Concat(gradients.SelectMany(pair => new[] { pair.Key, pair.Value.Gradient }));

    /// <summary>Whether something is made of a gradient with respect to what was asked about.</summary>
    public bool HasArgumentGradient(int node)
    {
        var uses = Uses.Of(Nodes, [node]);
        return Nodes.Where((used, i) => uses[i] > 0 && used is Node.ArgumentGradient).Any();
    }
}
