using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The rollout of a class with a gate: who acts in each environment, what is labelled, what is kept.</summary>
internal static class CollectEmitter
{
    /// <summary>What the gate asks of the expert; labelling alone needs an expert that answers with an action.</summary>
    public static string ExpertCapability(AlgorithmModel model)
        => model.Questions.Where(question => question.Record.Length == 0).Select(question => question.Capability)
            .Where(capability => capability != WellKnownNames.ActionExpert).DefaultIfEmpty(WellKnownNames.ActionExpert).First();

    public static void Emit(SourceWriter writer, AlgorithmModel model, GateModel gate)
    {
        var network = Signatures.Escape(model.Networks[0]);
        var rows = model.Losses.SelectMany(loss => loss.Member.Parameters).First(parameter => parameter.Role is Role.Row).Type;
        var rowsName = Inputs.RowsName(rows);
        var names = new Names(model.Networks.Concat([rowsName, "environments", "expert", "rounds", "seeds", "cancellationToken", "rollout", "step", "i", "control", "label", "sampling"]));
        writer.Line();
        writer.Line("/// <summary>One round of rollout: the gate decides at every step, in every environment, who acts.</summary>");
        writer.Call("private void Collect", [
            $"{WellKnownNames.PolicyNetwork} {network}", $"{WellKnownNames.Dataset}<{rows.Name}> {rowsName}",
            $"{WellKnownNames.Environments} environments", $"{WellKnownNames.ExpertDesk} expert", $"{WellKnownNames.Training}.Rounds rounds",
            $"{WellKnownNames.SeedSequence} seeds", $"{WellKnownNames.CancellationToken} cancellationToken"], "");
        using (writer.Braces())
        {
            writer.Line($"var rollout = new {WellKnownNames.Training}.Rollout(environments, expert);");
            writer.Line("var sampling = seeds.Child(\"sample\").Stream();");
            var draws = Draws(writer, gate, names);
            writer.Line("rollout.Reset(seeds.Child(\"reset\").Seed);");
            using (writer.Block("for (var step = 0; rollout.Steps < rounds.StepsPerRound; step++)"))
            {
                writer.Line("cancellationToken.ThrowIfCancellationRequested();");
                writer.Line("expert.NextStep();");
                writer.Line($"{network}.Sample(rollout.Observations, rollout.Actions, sampling);      // the learner's choice, overruled below");
                using (writer.Block("for (var i = 0; i < environments.Count; i++)"))
                    Decide(writer, model, gate, names, draws, rowsName, rows.Name);
                writer.Line("rollout.Step();");
            }
        }
    }

    private static Dictionary<string, string> Draws(SourceWriter writer, GateModel gate, Names names)
    {
        var draws = new Dictionary<string, string>();
        foreach (var parameter in gate.Member.Parameters.Where(parameter => parameter.Role is Role.Uniform))
        {
            draws[parameter.Name] = names.Fresh(parameter.Name + "Draws");
            writer.Line($"var {draws[parameter.Name]} = seeds.Child(\"{gate.Member.Name}.{parameter.Name}\").Stream();");
        }
        return draws;
    }

    private static void Decide(
        SourceWriter writer, AlgorithmModel model, GateModel gate, Names names, Dictionary<string, string> draws, string rowsName, string rowType)
    {
        var situation = gate.Member.Parameters.FirstOrDefault(parameter => parameter.Role is Role.Situation)?.Name is { } given
            ? names.Fresh(given)
            : names.Fresh("t");
        writer.Line($"var {situation} = rollout.Situation(i);");
        foreach (var draw in draws)
            writer.Line($"var {draw.Key} = {draw.Value}.UniformAt((ulong)i, (ulong)step);");
        foreach (var line in Readable.Lines(gate.Member.Equation, model))
            writer.Line($"// {gate.Member.Name}: {line}");
        writer.Line($"var control = {GateExpressions.Emit(gate.Member, model, situation, writer, names)};");
        if (gate.StoreEveryState)
        {
            writer.Line($"var label = expert.Action(i, {situation}.State);");
            writer.Line($"{rowsName}.Add(new {rowType}({situation}.State, label));");
            writer.Line($"rollout.Decide(i, control, label);");
            return;
        }
        using (writer.Block($"if (control == {WellKnownNames.DslRoot}.Control.Expert)"))
        {
            writer.Line($"var label = expert.Action(i, {situation}.State);");
            writer.Line($"{rowsName}.Add(new {rowType}({situation}.State, label));");
            writer.Line("rollout.Decide(i, control, label);");
        }
        using (writer.Block("else"))
            writer.Line("rollout.Decide(i, control);");
    }
}
