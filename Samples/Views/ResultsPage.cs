using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DeclarativeIL.Samples.Results;

namespace DeclarativeIL.Samples.Views;

/// <summary>A comparison as a page, and as JSON.</summary>
internal static class ResultsPage
{
    private const string Effort = "interventions | switches | seconds";
    private static readonly string[] Frugal = ["HgDAgger", "EnsembleDAgger", "ThriftyDAgger"];

    /// <summary>The page, in Markdown.</summary>
    /// <param name="results">What was found.</param>
    /// <param name="command">The command that found it.</param>
    /// <param name="seeds">How many seeds.</param>
    public static string Create(IReadOnlyList<ArenaResult> results, string command, int seeds)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Results

            Every imitation algorithm in every environment that it supports. Written by

            ```
            {command}
            ```

            **How to read it.** *Return*: mean over {seeds} seeds of the mean return of {Trial.Episodes} episodes of the policy alone,
            ± half of the 95 % interval over seeds (Student's t). *Share*: (return - random) / (expert - random), since returns that
            are costs have no meaningful ratio: 0 is uniformly random actions, 1 the expert, each measured over 1,000 episodes;
            **bold** from {Standing.Enough:0.00} on. *Of expert*: return / the expert's return, where that is positive. *Labels*: how
            often the expert was asked what it would do. *Labels to {Standing.Enough:0.00}*: the median over seeds of the labels after
            which a round's policy first had that share, by {Trial.RoundEpisodes} episodes; – where most seeds never had it. *Kept*:
            labels learned from. *Interventions*: steps on which the expert acted. *Switches*: changes of control. *Seconds*: wall
            time of collecting and training a seed, on a shared machine.

            **What is equal.** Network, optimiser, epochs a round and environment steps are those of the environment. Algorithms
            without rounds learn from as many expert steps as the others' rounds have, in about as many gradient steps. All start
            without data: the gated ones let the expert act in their first round, which stands for the initial demonstrations of their
            papers. HG-DAgger's expert is a rule that watches the learner (`Samples/Results/Supervisor.cs`); watching is not counted
            as a label. For discrete actions SafeDAgger, LazyDAgger, EnsembleDAgger, ThriftyDAgger and Dart are their `Categorical`
            kin. SafeDAggerHeldOut (`Samples/Results/SafeDAggerHeldOut.cs`) is SafeDAgger with its paper's D_safe: as many more steps
            of the expert as a round has, which only the safety policy learns from; their labels are counted.

            **What was chosen.** Budgets (`Samples/Results/Arena.cs`) and thresholds (`Samples/Results/Contender.cs`) by hand, looking
            at seeds 1 to 10 of these environments; one threshold of each gate for all discrete environments, and one multiple of the
            environment's tolerance for all continuous ones. Where no episode ends with success (CartPole, Pendulum, LaneKeeping),
            ThriftyDAgger's risk says nothing, and its novelty decides.


            """
        );
        foreach (var result in results)
            Describe(page, result);
        Compare(page, results);
        return page.ToString();
    }

    /// <summary>As one line of JSON.</summary>
    public static string ToJson(IReadOnlyList<ArenaResult> results) =>
        new JsonArray([
            .. results.SelectMany(static result =>
                result.Standings.Select(score =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["environment"] = result.Arena.Name,
                            ["algorithm"] = score.Name,
                            ["expert"] = result.Expert,
                            ["random"] = result.Random,
                            ["return"] = score.Return.Mean,
                            ["interval"] = double.IsNaN(score.Return.Half) ? null : score.Return.Half,
                            ["share"] = score.Share,
                            ["labels"] = score.Labels,
                            ["labelsToReach"] = double.IsFinite(score.LabelsToReach) ? score.LabelsToReach : null,
                            ["kept"] = score.Rows,
                            ["interventions"] = score.Interventions,
                            ["switches"] = score.Switches,
                            ["seconds"] = score.Seconds,
                            ["returns"] = new JsonArray([.. score.Outcomes.Select(static one => (JsonNode)one.Return)]),
                        }
                )
            ),
        ]).ToJsonString();

    private static void Describe(StringBuilder page, ArenaResult result)
    {
        var budget = result.Arena.Budget;
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            ## {result.Arena.Name}
            Expert {result.Expert:0.0}, random {result.Random:0.0}. {budget.Rounds} rounds of {budget.StepsPerRound} steps in
            {budget.Environments} environment(s), {budget.Epochs} epochs each, layers of {string.Join(" and ", budget.Hidden)}, Adam
            {budget.LearningRate}, batches of {budget.BatchSize}.

            | algorithm | return | share | of expert | labels | labels to {Standing.Enough:0.00} | kept | {Effort} |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |

            """
        );
        foreach (var score in result.Standings)
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {score.Name} | {score.Return.Mean:0.0}{Half(score)} | {Bold(score)} | {OfExpert(score)} "
                    + $"| {score.Labels:0} | {ToReach(score)} | {score.Rows:0} | {score.Interventions:0} | {score.Switches:0} "
                    + $"| {score.Seconds:0.00} |"
            );
        page.AppendLine();
    }

    /// <summary>Names the algorithms that need fewer labels than DAgger, by the figures above.</summary>
    private static void Compare(StringBuilder page, IReadOnlyList<ArenaResult> results)
    {
        var compared = results.Where(static result => result.Standings.Any(static score => score.Name == "DAgger")).ToArray();
        if (compared.Length == 0)
            return;
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            ## Fewer labels than DAgger?
            Labels to a share of {Standing.Enough:0.00}, against DAgger's; in brackets the share at the end, where it is below.
            EnsembleDAgger labels every state, as DAgger does: it saves interventions, not labels. Labels are counted at the ends of
            rounds: who is there after the first one, which is the expert's, needed as many as everybody else.

            | environment | DAgger | {string.Join(" | ", Frugal)} |
            | --- | ---: |{string.Concat(Enumerable.Repeat(" ---: |", Frugal.Length))}

            """
        );
        foreach (var result in compared)
        {
            var reference = result.Standings.First(static score => score.Name == "DAgger");
            var verdicts = Frugal.Select(name => Verdict(result.Standings.FirstOrDefault(score => score.Name == name), reference));
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {result.Arena.Name} | {ToReach(reference)}{AtEnd(reference)} | {string.Join(" | ", verdicts)} |"
            );
        }
    }

    private static string Verdict(Standing? score, Standing reference) =>
        score is null ? "not run"
        : !double.IsFinite(score.LabelsToReach) ? $"not reached{AtEnd(score)}"
        : $"{ToReach(score)}: {Compared(score.LabelsToReach, reference.LabelsToReach)}{AtEnd(score)}";

    private static string Compared(double labels, double others) =>
        labels < others ? "fewer"
        : labels == others ? "as many"
        : "more";

    private static string AtEnd(Standing score) =>
        score.Reaches ? "" : string.Create(CultureInfo.InvariantCulture, $" ({score.Share:0.00})");

    private static string Half(Standing score) =>
        double.IsNaN(score.Return.Half) ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {score.Return.Half:0.0}");

    private static string Bold(Standing score)
    {
        var share = score.Share.ToString("0.000", CultureInfo.InvariantCulture);
        return score.Reaches ? $"**{share}**" : share;
    }

    private static string OfExpert(Standing score) =>
        score.Expert > 0 ? string.Create(CultureInfo.InvariantCulture, $"{score.Return.Mean / score.Expert:0.000}") : "–";

    private static string ToReach(Standing score) =>
        double.IsFinite(score.LabelsToReach) ? string.Create(CultureInfo.InvariantCulture, $"{score.LabelsToReach:0}") : "–";
}
