using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The rounds of a class: copies, statistics for the gate, collection, rewards, columns, turns, evaluation.</summary>
internal sealed class RoundsEmitter(SourceWriter writer, Cast cast, RolloutShape shape, Parts parts)
{
    private string? Evaluated => shape.HasEnvironments ? cast.Players.Learner : null;

    public void Emit()
    {
        if (shape.HasEnvironments)
            writer.Line(
                shape.HasGate
                    ? $"var desk = new {WellKnownNames.ExpertDesk}(expert, environments.Actions, environments.Count);"
                    : $"{WellKnownNames.ExpertDesk}? desk = null;"
            );
        if (shape.HasEnvironments)
            writer.Line($"var rollout = new {WellKnownNames.Training}.Rollout(environments, desk, rounds, seeds.Child(\"collect\"));");
        using (writer.Block("for (var round = 0; round < rounds.Count; round++)"))
        {
            writer.Line("var roundSeeds = seeds.Child((ulong)round);");
            foreach (var copy in cast.Players.Copies.Where(copy => copy.View == View.FrozenEachRound))
                writer.Line($"{Signatures.Escape(copy.Name)}.Parameters.CopyFrom({Signatures.Escape(copy.Of)}.Parameters);");
            if (parts.OfRounds.Any(need => need.Kind == ParameterKind.Clock))
                writer.Line("var clock = log.Clock;");
            new StatisticsEmitter(writer, cast, shape, parts).Emit();
            Plan();
            Collect();
            Turns();
            EndRound();
        }
    }

    /// <summary>A given planner that acts is solved anew for the present reward.</summary>
    private void Plan()
    {
        if (
            parts.Reward is not { } reward
            || cast.Players.Learner is not { } learner
            || cast.Players.Given.All(given => given.Name != learner)
        )
            return;
        using (writer.Block($"if ({Signatures.Escape(learner)} is {WellKnownNames.Training}.IPlanner planner)"))
            writer.Line(
                $"planner.Solve({ColumnEmitter.MethodName(cast.Model.Others.Reward!)}("
                    + $"{string.Join(", ", MethodParameters.Arguments(reward.Needs).Append("planner.Model"))}).ToArray());"
            );
    }

    private void Collect()
    {
        if (shape.KeepsTransitions)
            writer.Line("rolloutTransitions.Clear();");
        if (parts.Rollout is { } rollout)
        {
            writer.Line("rollout.Begin(round);");
            writer.Line($"{Identifiers.PrivateMember("Collect")}({string.Join(", ", rollout.Arguments)});");
        }
        if (parts.Collect is { } collect)
            writer.Line($"{Identifiers.PrivateMember("CollectRows")}({string.Join(", ", collect.Arguments)});");
        if (parts.Reward is { } reward && shape.KeepsTransitions)
            writer.Line(
                $"rolloutTransitions.SetRewards({ColumnEmitter.MethodName(cast.Model.Others.Reward!)}("
                    + $"{string.Join(", ", MethodParameters.Arguments(reward.Needs).Append("rolloutTransitions.Rows"))}).ToArray());"
            );
        if (shape.KeepsReplay)
            writer.Line("replayTransitions.AddRange(rolloutTransitions);");
    }

    private void Turns()
    {
        foreach (var plan in cast.Plans)
        {
            var sources = plan.Rows.Select(rows => FitEmitter.Dataset(rows)).Distinct().ToList();
            using (writer.Block($"if ({string.Join(" && ", sources.Select(source => source + ".Count > 0").DefaultIfEmpty("true"))})"))
            {
                var fit = new FitEmitter(writer, cast, parts, plan);
                foreach (var (member, scan) in fit.Scans)
                    writer.Line(
                        $"var {StatisticsEmitter.Values(member.Name, cast.Model)} = {ColumnEmitter.MethodName(member)}("
                            + $"{string.Join(", ", MethodParameters.Arguments(scan.Needs).Append(scan.Source))});"
                    );
                fit.Invoke("roundSeeds");
            }
        }
    }

    private void EndRound()
    {
        var evaluation = "null";
        if (Evaluated is { } policy)
        {
            writer.Line(
                $"var evaluation = rollout.Evaluate({Signatures.Escape(policy)}, roundSeeds.Child(\"evaluate\"), cancellationToken);"
            );
            evaluation = "evaluation";
        }
        var rows =
            shape.Supplied.Count > 0 ? Signatures.Data(shape.Supplied[0].Name) + ".Count"
            : shape.KeepsReplay ? "replayTransitions.Rows.Count"
            : "rolloutTransitions.Rows.Count";
        writer.Line($"log.EndRound(round, {rows}, {(shape.HasGate ? "desk.Counts" : "default")}, {evaluation});");
    }
}
