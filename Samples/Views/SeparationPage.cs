using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DeclarativeIL.Generated;
using DeclarativeIL.Samples.Separation;

namespace DeclarativeIL.Samples.Views;

/// <summary>A study of the separation as a page, and as JSON.</summary>
internal static class SeparationPage
{
    /// <summary>The page, in Markdown.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="command">The command that found it.</param>
    public static string Create(SeparationResult result, string command)
    {
        var (study, page) = (result.Study, new StringBuilder());
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Cloning's mistakes grow with the square of the horizon, DAgger's linearly

            [Ross and Bagnell (2010)](https://proceedings.mlr.press/v9/ross10a.html) bound the mistakes of a cloned policy in T steps
            by T² epsilon, where it errs with probability epsilon per step on the expert's own way; [Ross, Gordon and Bagnell
            (2011)](https://arxiv.org/abs/1011.0686) bound those of DAgger by u T epsilon, where one mistake costs at most u in the
            end. Both bounds are met in kind by a walk on a rope
            ([Samples/Separation/Tightrope.cs](../Samples/Separation/Tightrope.cs), an environment of this sample's own), trained on
            by the shipped `BehaviorCloning` and `DAgger`.

            **The task.** The wind comes from either side and has to be leaned against. Who leans wrongly hangs below the rope, and
            goes on erring until he climbs. The expert never errs, so it is never seen hanging.

            **Why it is provable.** *epsilon is set by the environment*: with probability 2 epsilon a step is a gust, in which the
            side to lean to alternates 4096 times over an observed phase. A policy whose preferences are linear in the observation
            changes sides at most twice, and so errs in half of the gusts (within 1 / 2048), however much data it has; everything else
            on the rope is learned without error. So epsilon is the same for both algorithms, at every horizon. *Cloning never
            climbs*: the expert's data holds no climb, so that training lowers the bias of that act, which all states share. Its
            mistakes are sum_t (1 - (1 - epsilon)^t), about epsilon T² / 2 while epsilon T is small. *DAgger climbs*: it has labels
            from below the rope. A mistake is then followed by one good step: m_t = epsilon (1 - m_(t-1)), about epsilon T in all.

            **What was controlled.** epsilon = {study.Epsilon:0.#####}; {study.Labels:#,0} expert labels for each algorithm at each
            horizon, with the same epochs and learning rate; {study.Seeds} seeds; each policy measured by its mode over
            {study.MeasuredSteps:#,0} steps at each horizon. The exponents are fitted to all seeds' means by least squares on the
            logarithms, with 95 % intervals by Student's t.

            ```
            {command}
            ```

            | T | cloning: mistakes | by the formula | DAgger: mistakes | by the formula | ratio |
            | ---: | ---: | ---: | ---: | ---: | ---: |

            """
        );
        foreach (var horizon in study.Horizons)
        {
            Measured[] rows = [.. result.Measured.Where(one => one.Horizon == horizon)];
            var (cloning, aggregation) = (rows.Average(static one => one.Cloning), rows.Average(static one => one.Aggregation));
            var never = SeparationResult.NeverClimbs(study.Epsilon, horizon);
            var always = SeparationResult.AlwaysClimbs(study.Epsilon, horizon);
            page.Append(CultureInfo.InvariantCulture, $"| {horizon} | {Describe(rows, static one => one.Cloning)} | {never:0.000} ")
                .Append(CultureInfo.InvariantCulture, $"| {Describe(rows, static one => one.Aggregation)} | {always:0.000} ")
                .AppendLine(CultureInfo.InvariantCulture, $"| {cloning / aggregation:0.0} |");
        }
        page.AppendLine(
            CultureInfo.InvariantCulture,
            $"""

            Mean over seeds ± standard deviation. Fitted exponents: cloning **{Describe(result.Cloning)}**, DAgger **{Describe(
                result.Aggregation
            )}**; the formulas' values at
            the same horizons give {Describe(result.Expected(SeparationResult.NeverClimbs))} and {Describe(
                result.Expected(SeparationResult.AlwaysClimbs)
            )}.

            ![Mistakes against the horizon](separation.png)
            """
        );
        return page.ToString();
    }

    /// <summary>As one line of JSON.</summary>
    public static string ToJson(SeparationResult result) =>
        new JsonObject
        {
            ["epsilon"] = result.Study.Epsilon,
            ["cloning"] = ToJson(result.Cloning),
            ["dagger"] = ToJson(result.Aggregation),
            ["measured"] = new JsonArray([
                .. result.Measured.Select(static one => new JsonObject
                {
                    ["horizon"] = one.Horizon,
                    ["seed"] = one.Seed,
                    ["cloning"] = one.Cloning,
                    ["dagger"] = one.Aggregation,
                }),
            ]),
        }.ToJsonString();

    private static JsonObject ToJson(LogLogFit fit) =>
        new()
        {
            ["exponent"] = fit.Exponent,
            ["low"] = fit.Low,
            ["high"] = fit.High,
        };

    private static string Describe(LogLogFit fit) =>
        string.Create(CultureInfo.InvariantCulture, $"{fit.Exponent:0.00} [{fit.Low:0.00}, {fit.High:0.00}]");

    private static string Describe(Measured[] rows, Func<Measured, double> read)
    {
        double[] values = [.. rows.Select(read)];
        return string.Create(CultureInfo.InvariantCulture, $"{values.Average():0.000} ± {ColumnStatistics.Deviation(values):0.000}");
    }
}
