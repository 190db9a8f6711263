using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>
/// Which phases and augmentations can also be written as a loop over rows: those that ask about columns only and need no tensors on the
/// way.
/// </summary>
internal sealed class CpuForm
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly int[] _uses;
    private readonly Dictionary<int, int> _levels;
    private readonly IReadOnlyList<RowSource> _sources;
    private readonly IReadOnlyList<string> _batches;
    private readonly IReadOnlyDictionary<Input.Draw, string> _draws;
    private readonly IReadOnlyDictionary<string, OperationModel> _operations;

    private CpuForm(
        EquationBuilder nodes,
        IEnumerable<int> results,
        IReadOnlyList<RowSource> sources,
        IReadOnlyList<string> batches,
        IReadOnlyDictionary<Input.Draw, string> draws,
        ClassScope scope
    )
    {
        (_nodes, _sources, _batches, _draws, _operations) = (nodes, sources, batches, draws, scope.Operations);
        _uses = Uses.Of(nodes, results);
        _levels = QuestionSchedule.Of(nodes, _uses).ToDictionary(ask => ask.Ask, ask => ask.Level);
    }

    /// <returns>Why a phase has no loop over rows; null if it has one.</returns>
    public static string? ObstacleOf(ClassScope scope, PhasePlan phase, IReadOnlyList<AugmentPlan> augments)
    {
        if (phase.Losses.FirstOrDefault(loss => loss.Model.Member.IsBatched && !IsPossible(phase, loss)) is { } loss)
            return $"'{loss.Model.Member.Name}' is not over numbers of the rows of one batch of single networks";
        if (augments.FirstOrDefault(augment => phase.Rows.Any(augment.AppliesTo) && augment.CpuObstacle is not null) is { } augment)
            return $"'{augment.Member.Name}' has none: {augment.CpuObstacle}";
        return new CpuForm(
            phase.Nodes,
            phase.ResultsWith(phase.AllGradients),
            phase.Rows,
            [.. phase.Rows.Select(rows => rows.Name)],
            phase.Draws,
            scope
        ).Obstacle();
    }

    /// <returns>Why an augmentation has no loop over rows; null if it has one.</returns>
    public static string? ObstacleOf(ClassScope scope, AugmentPlan plan)
    {
        var form = new CpuForm(plan.Nodes, plan.Results, [], [AugmentPlan.Batch], plan.Draws, scope);
        return form.Obstacle()
            ?? (
                plan.Nodes.Where((node, i) => form._uses[i] > 0 && node is Node.Statistic).Any()
                    ? "a statistic of the batch is replaced while it is taken"
                    : null
            );
    }

    /// <summary>Whether a loss over a batch can: over the rows of single networks.</summary>
    private static bool IsPossible(PhasePlan phase, PlannedLoss loss) =>
        phase.Networks.All(network => network.Members == 0)
        && loss.Columns.All(column =>
            phase.Nodes[column.Value] is { Type.Kind: ValueKind.Scalar }
            && Stages.BatchesOf(phase.Nodes, column.Value, phase.Draws).Count() == 1
        );

    private string? Obstacle()
    {
        for (var i = 0; i < _nodes.Count; i++)
            if (_uses[i] > 0 && ObstacleAt(i) is { } obstacle)
                return obstacle;
        return null;
    }

    private string? ObstacleAt(int node)
    {
        if (_nodes[node] is Node.Ask ask)
            return _levels.TryGetValue(node, out var level) && IsAskable(node, ask, level)
                ? null
                : $"'{ask.Member}' is asked about what is no column, nor computed for each row of one batch";
        if (_nodes[node].Type.Kind == ValueKind.Tensor)
            return "a whole batch is computed with";
        return _nodes[node] switch
        {
            Node.Input { Source.IsOfRollout: true } input => $"'{input.Source.Label}' is known in a rollout only",
            Node.Input { Source: Input.Statistic, Type.Rank: > 0 } => "a statistic is a matrix",
            Node.Input { Source: Input.Draw draw, Type.Rank: > 0 } => WidthObstacle(node, draw, other => _uses[other] > 0),
            Node.Statistic or Node.BatchedGradient when !IsStageable(node) =>
                "all rows are taken at once of what is wide, of several batches, or cannot be written into a column",
            Node.MakeRow => "a row is made",
            _ => null,
        };
    }

    private string? WidthObstacle(int node, Input.Draw draw, Func<int, bool> isThere) =>
        KnownSizes.AnchorOf(_nodes, node, isThere) is null && KnownSizes.ComputedLike(_nodes, node, isThere, _operations) is null
            ? $"nothing says how wide the draw '{draw.Stream}' is"
            : null;

    private bool IsStageable(int node) =>
        _nodes[node].Type.Rank < 2 && Stages.BatchesOf(_nodes, node, _draws).Count() == 1 && Stages.Taken(_nodes, node).All(IsWritten);

    /// <summary>Whether a question is about columns, draws, and what is computed for each row of one batch.</summary>
    private bool IsAskable(int node, Node.Ask ask, int level)
    {
        bool IsThere(int other) =>
            _uses[other] > 0 && (_nodes[other] is not Node.Ask || (_levels.TryGetValue(other, out var before) && before < level));
        if (
            !ask.Arguments.All(argument =>
                _nodes.IsColumn(argument) || _nodes[argument].Type.Kind == ValueKind.Draw || IsComputed(argument, IsThere)
            )
        )
            return false;
        var batches = ask
            .Arguments.SelectMany(argument =>
                Stages.BatchesOf(_nodes, argument, _draws).DefaultIfEmpty(_batches.Count == 0 ? "" : _batches[0])
            )
            .Distinct()
            .ToList();
        var ensemble = _sources.FirstOrDefault(rows => batches.Contains(rows.Name))?.Ensemble;
        return batches.Count <= 1
            && (
                ensemble is null || (ensemble.Name == _nodes.NetworkOf(node) && _nodes[ask.Recipient].Type.Network != NetworkKind.Ensemble)
            );
    }

    /// <summary>
    /// Whether something can be written into a column before it is asked about: what depends on earlier answers at most, or is the same for
    /// all rows of the only batch.
    /// </summary>
    /// <param name="isThere">Tells which nodes are there by then.</param>
    private bool IsComputed(int argument, Func<int, bool> isThere)
    {
        var uses = Uses.Of(_nodes, [argument], static node => node is Node.Ask);
        return _nodes[argument].Type.Kind is ValueKind.Scalar or ValueKind.Vector or ValueKind.State or ValueKind.Act
            && Stages.BatchesOf(_nodes, argument, _draws).Count() is var count
            && (count == 1 || (count == 0 && _batches.Count == 1))
            && Enumerable
                .Range(0, _nodes.Count)
                .All(i =>
                    uses[i] == 0
                    || _nodes[i] is not Node.Input { Type.Rank: > 0, Source: Input.Draw draw }
                    || WidthObstacle(i, draw, isThere) is null
                );
    }

    /// <summary>Whether a node is a column, or can be written into one.</summary>
    private bool IsWritten(int node) =>
        _nodes.IsColumn(node)
        || _nodes[node].Type.Kind is ValueKind.Scalar or ValueKind.Boolean or ValueKind.Enumeration
        || _nodes[node].Type.IsWide;
}
