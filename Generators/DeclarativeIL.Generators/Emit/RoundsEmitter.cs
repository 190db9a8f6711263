using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The rounds of a class: copies, statistics for the gate, collection, rewards, columns, turns, evaluation.</summary>
internal sealed class RoundsEmitter(SourceWriter writer, Cast cast, RolloutShape shape, Parts parts)
{
    private string? Evaluated => shape.HasEnvironments ? cast.Players.Learner : null;

    public void Emit()
    {
        if (shape.HasEnvironments)
            writer.Line(shape.HasGate
                ? $"var desk = new {WellKnownNames.ExpertDesk}(expert, environments.Actions, environments.Count);"
                : $"{WellKnownNames.ExpertDesk}? desk = null;");
        using (writer.Block("for (var round = 0; round < rounds.Count; round++)"))
        {
            writer.Line("var roundSeeds = seeds.Child((ulong)round);");
            if (shape.HasGate)
                writer.Line("desk.Begin(round);");
            foreach (var copy in cast.Players.Copies.Where(copy => copy.View == View.FrozenEachRound))
                writer.Line($"{Signatures.Escape(copy.Name)}.Parameters.CopyFrom({Signatures.Escape(copy.Of)}.Parameters);");
            Statistics();
            Plan();
            Collect();
            Turns();
            EndRound();
        }
    }

    private void Statistics()
    {
        foreach (var (member, emitter) in parts.Columns)
            writer.Line($"var {Values(member)} = {ColumnEmitter.MethodName(member)}({string.Join(", ", NeedList.Arguments(emitter.Needs).Append(Signatures.Escape(Rows(member))))});");
        var members = new[] { cast.Model.Others.Gate?.Member, cast.Model.Others.Explore, cast.Model.Others.Collect?.Member }.OfType<MemberModel>();
        foreach (var (member, parameter) in members.SelectMany(member => member.Parameters.Select(parameter => (member, parameter))))
            if (parameter.Role is Role.Statistic statistic)
                writer.Line($"var {CSharpText.Camel(member.Name + CSharpText.Pascal(parameter.Name))} = {Values(statistic.Column)}.{Read(statistic, parameter)};");
    }

    private string Read(Role.Statistic statistic, ParameterModel parameter) => statistic.Kind switch
    {
        Models.Statistics.Mean when parameter.Type.Rank > 0 => $"MeanMatrix({(shape.HasEnvironments ? "environments.Actions.Width" : "0")})",
        Models.Statistics.Mean => "Mean()",
        Models.Statistics.Deviation => "Deviation()",
        _ => $"Quantile({CSharpText.Level(parameter.Name)})",
    };

    /// <summary>A given planner that acts is solved anew for the present reward.</summary>
    private void Plan()
    {
        if (parts.Reward is not { } reward || cast.Players.Learner is not { } learner || cast.Players.Given.All(given => given.Name != learner))
            return;
        using (writer.Block($"if ({Signatures.Escape(learner)} is {WellKnownNames.Training}.IPlanner planner)"))
            writer.Line($"planner.Solve({ColumnEmitter.MethodName(cast.Model.Others.Reward!)}({string.Join(", ", NeedList.Arguments(reward.Needs).Append("planner.Model"))}).ToArray());");
    }

    private void Collect()
    {
        if (shape.KeepsTransitions)
            writer.Line("rolloutTransitions.Clear();");
        if (parts.Rollout is { } rollout)
            writer.Line($"Collect({string.Join(", ", rollout.Arguments)});");
        if (parts.Collect is { } collect)
            writer.Line($"CollectRows({string.Join(", ", collect.Arguments)});");
        if (parts.Reward is { } reward && shape.KeepsTransitions)
            writer.Line($"rolloutTransitions.SetRewards({ColumnEmitter.MethodName(cast.Model.Others.Reward!)}({string.Join(", ", NeedList.Arguments(reward.Needs).Append("rolloutTransitions.Rows"))}).ToArray());");
        if (shape.KeepsReplay)
            writer.Line("replayTransitions.AddRange(rolloutTransitions.Rows);");
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
                    writer.Line($"var {Values(member)} = {ColumnEmitter.MethodName(member)}({string.Join(", ", NeedList.Arguments(scan.Needs).Append("rolloutTransitions"))});");
                fit.Invoke("roundSeeds");
            }
        }
    }

    private void EndRound()
    {
        var evaluation = "null";
        if (Evaluated is { } policy)
        {
            writer.Line($"var evaluation = rounds.EvaluationEpisodes == 0 ? null : {WellKnownNames.Training}.Evaluation.Run({Signatures.Escape(policy)}, environments, rounds.EvaluationEpisodes, roundSeeds.Child(\"evaluate\"), cancellation: cancellationToken);");
            evaluation = "evaluation";
        }
        var rows = shape.Supplied.Count > 0 ? Signatures.Escape(shape.Supplied[0].Name) + ".Count" : shape.KeepsReplay ? "replayTransitions.Count" : "rolloutTransitions.Rows.Count";
        writer.Line($"log.EndRound(round, {rows}, {(shape.HasGate ? "desk.Counts" : "default")}, {evaluation});");
    }

    public static string Values(string column) => CSharpText.Camel(column) + "Values";

    private static string Values(MemberModel member) => Values(member.Name);

    private static string Rows(MemberModel member)
    {
        var rows = member.Parameters.First(parameter => parameter.Role is Role.Row);
        return ((Role.Row)rows.Role).Source == Models.Rows.Rollout ? "rolloutTransitions.Rows" : Inputs.Source(rows);
    }
}
