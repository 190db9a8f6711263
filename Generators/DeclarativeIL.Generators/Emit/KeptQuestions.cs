using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>A frozen network over data that stays as it is: asked once before the epochs, its answers kept as columns.</summary>
/// <param name="Variable">The frozen network.</param>
/// <param name="Batch">The batch that it is asked about.</param>
/// <param name="Questions">The questions over <c>rows</c>, in the order in which the step asks them.</param>
internal sealed record KeptQuestions(string Variable, string Batch, IReadOnlyList<string> Questions)
{
    /// <summary>What can be kept: not where augmentation, draws or the next row make the answers vary, nor over resamples.</summary>
    public static IEnumerable<KeptQuestions> Of(TurnPlan plan, Cast cast, IEnumerable<int> results)
    {
        var nodes = plan.Nodes;
        var frozen = new HashSet<string>(
            cast.Players.Copies.Where(copy => copy.View is View.Frozen or View.FrozenEachRound).Select(copy => copy.Name)
        );
        var asks = AskLevels.Of(nodes.Nodes, results).Select(ask => (Node.Ask)nodes[ask.Ask]).ToList();
        foreach (var network in asks.GroupBy(ask => nodes.RecipientOf(ask).Variable).Where(network => frozen.Contains(network.Key)))
        {
            var batches = network.SelectMany(ask => ask.Arguments).Select(argument => BatchOf(nodes, argument)).Distinct().ToList();
            if (
                batches is not [{ } batch]
                || network.Any(ask => ask.Arguments.Count == 0)
                || plan.Rows.FirstOrDefault(rows => rows.Name == batch) is not { Ensemble: null } source
                || (source.Kind == Rows.Supplied && cast.Model.Others.Augments.Any(augment => augment.Equation.Type.Name == source.Type))
            )
                continue;
            var questions = network
                .GroupBy(ask => (ask.Member, ask.Arguments))
                .Select(group => group.First())
                .Select(ask =>
                    $"new {cast.Model.Questions.First(question => question.Member == ask.Member).Record}("
                    + $"{string.Join(", ", ask.Arguments.Select(argument => $"rows[\"{((Node.Field)nodes[argument]).Name}\"]"))})"
                );
            yield return new(network.Key, batch, [.. questions]);
        }
    }

    private static string? BatchOf(EquationBuilder nodes, int argument) =>
        nodes.RowsOf(argument) is { IsOther: false } rows ? rows.Batch : null;
}
