using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A question about columns.</summary>
/// <param name="Record">Fully qualified name of the batched question.</param>
internal sealed record CachedQuestion(string Record, IReadOnlyList<string> Columns);

/// <summary>A frozen network over data that stays as it is: asked once before the epochs, its answers kept as columns.</summary>
/// <param name="Variable">The frozen network.</param>
/// <param name="Batch">The batch that it is asked about.</param>
/// <param name="Questions">In the order in which the step asks them.</param>
internal sealed record CachedQuestions(string Variable, string Batch, IReadOnlyList<CachedQuestion> Questions)
{
    /// <summary>The questions whose answers can be kept: not where augmentation, draws or the next row make them vary.</summary>
    public static IEnumerable<CachedQuestions> Of(PhasePlan phase, MethodPlan method)
    {
        var (nodes, scope) = (phase.Nodes, method.Scope);
        var frozen = new HashSet<string>(
            scope.Networks.Copies.Where(copy => copy.View is View.Frozen or View.FrozenEachRound).Select(copy => copy.Name)
        );
        var asks = method.Schedule.Select(ask => (Node.Ask)nodes[ask.Ask]);
        foreach (var network in asks.GroupBy(ask => nodes.RecipientOf(ask).Variable).Where(network => frozen.Contains(network.Key)))
        {
            var batches = network
                .SelectMany(ask => ask.Arguments)
                .Select(argument => nodes.RowsOf(argument) is { IsOther: false } rows ? rows.Batch : null)
                .Distinct()
                .ToList();
            if (
                batches is not [{ } batch]
                || network.Any(ask => ask.Arguments.Count == 0)
                || phase.Rows.FirstOrDefault(rows => rows.Name == batch) is not { Ensemble: null } source
                || (source.Kind == Rows.Supplied && scope.Model.Others.Augments.Any(augment => augment.Equation.Type.Name == source.Type))
            )
                continue;
            var questions = network
                .GroupBy(ask => (ask.Member, ask.Arguments))
                .Select(group => group.First())
                .Select(ask => new CachedQuestion(
                    scope.QuestionOf(ask).Record,
                    [.. ask.Arguments.Select(argument => ((Node.Field)nodes[argument]).Name)]
                ));
            yield return new(network.Key, batch, [.. questions]);
        }
    }
}
