using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>The rounds of a class: copies, statistics for the gate, collection, rewards, columns, phases, evaluation.</summary>
internal sealed class RoundsEmitter(SourceWriter writer, AlgorithmPlan plan)
{
    private readonly ClassScope _scope = plan.Scope;
    private readonly RolloutShape _shape = plan.Shape;

    private const string Collects = "if (checkpoints.Collects(round))";

    private string? Evaluated => _shape.HasEnvironments ? _scope.Networks.Learner : null;

    public void Emit()
    {
        if (_shape.HasEnvironments)
            writer.Line(
                _shape.HasGate
                    ? $"var session = new {RuntimeTypes.ExpertSession}(expert, environments.Actions, environments.Count);"
                    : $"{RuntimeTypes.ExpertSession}? session = null;"
            );
        if (_shape.HasEnvironments)
            writer.Line($"var rollout = new {RuntimeTypes.Rollout}(environments, session, rounds, seeds.Child(\"collect\"));");
        new CheckpointsEmitter(writer, plan).Emit();
        using (writer.Block("for (var round = checkpoints.Round; round < rounds.Count; round++)"))
        {
            writer.Line("var roundSeeds = seeds.Child((ulong)round);");
            Copies();
            ParameterText.FromLog(writer, plan.OfRounds);
            new StatisticsEmitter(writer, plan).Emit();
            using (writer.Block(Collects))
            {
                Solve();
                Collect();
            }
            Phases();
            EndRound();
        }
    }

    /// <summary>Copies that are taken anew each round; in the midst of one, a resumed run has them.</summary>
    private void Copies()
    {
        var copies = _scope.Networks.Copies.Where(copy => copy.View == View.FrozenEachRound).ToList();
        if (copies.Count == 0)
            return;
        using (writer.Block(Collects))
            foreach (var copy in copies)
                writer.Line($"{Signatures.Escape(copy.Name)}.Parameters.CopyFrom({Signatures.Escape(copy.Of)}.Parameters);");
    }

    /// <summary>A given planner that acts is solved anew for the present reward.</summary>
    private void Solve()
    {
        if (
            plan.Reward is not { } reward
            || _scope.Networks.Learner is not { } learner
            || _scope.Networks.Given.All(given => given.Name != learner)
        )
            return;
        using (writer.Block($"if ({Signatures.Escape(learner)} is {RuntimeTypes.IPlanner} planner)"))
            writer.Line(
                $"planner.Solve({Signatures.Over(reward.Member)}(" + $"{ColumnEmitter.Arguments(reward, "planner.Model")}).ToArray());"
            );
    }

    private void Collect()
    {
        if (_shape.KeepsTransitions)
            writer.Line("rolloutTransitions.Clear();");
        if (plan.Rollout is { } rollout)
        {
            writer.Line("rollout.Begin(round);");
            writer.Line($"{Identifiers.PrivateMember("Collect")}({string.Join(", ", RolloutEmitter.Arguments(rollout, _shape))});");
        }
        if (plan.Collect is { } collect)
            writer.Line($"{Identifiers.PrivateMember("CollectRows")}({string.Join(", ", CollectionEmitter.Arguments(collect))});");
        if (plan.Reward is { } reward)
            writer.Line(
                $"rolloutTransitions.SetRewards({Signatures.Over(reward.Member)}("
                    + $"{ColumnEmitter.Arguments(reward, "rolloutTransitions.Rows")}).ToArray());"
            );
        if (_shape.KeepsReplay)
            writer.Line("replayTransitions.AddRange(rolloutTransitions);");
    }

    private void Phases()
    {
        foreach (var (epochs, place) in plan.Phases.Select((epochs, place) => (epochs, place)))
        {
            var sources = epochs.Phase.Rows.Select(FeedText.Dataset).Distinct().Select(source => source + ".Count > 0");
            using (writer.Block($"if ({string.Join(" && ", [$"checkpoints.Trains({place})", .. sources])})"))
            {
                foreach (var scan in epochs.Scans)
                    writer.Line(
                        $"var {Signatures.ColumnValues(scan.Member.Name, _scope)} = checkpoints.Column(\"{scan.Member.Name}\", () => "
                            + $"{Signatures.Over(scan.Member)}({ScanEmitter.Arguments(scan)}));"
                    );
                new FitEmitter(writer, plan, epochs).Invoke("roundSeeds");
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
            _shape.Supplied.Count > 0 ? Signatures.Data(_shape.Supplied[0].Name) + ".Count"
            : _shape.KeepsReplay ? "replayTransitions.Rows.Count"
            : "rolloutTransitions.Rows.Count";
        writer.Line($"monitor.EndRound(round, {rows}, {(_shape.HasGate ? "session.Counts" : "default")}, {evaluation});");
    }
}
