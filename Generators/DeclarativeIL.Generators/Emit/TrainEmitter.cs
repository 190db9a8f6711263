using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The training loop of a class, in the open: rounds if there is a gate, turns, epochs, batches.</summary>
internal sealed class TrainEmitter(SourceWriter writer, AlgorithmModel model, IReadOnlyList<TurnPlan> plans)
{
    private readonly List<PlannedNetwork> _networks = [.. plans.SelectMany(plan => plan.Networks)
        .GroupBy(network => network.Name).Select(group => new PlannedNetwork(group.Key, [.. group.SelectMany(part => part.Questions)]))];
    private readonly List<RowSource> _rows = [.. plans.SelectMany(plan => plan.Rows).Distinct()];

    public static void Emit(SourceWriter writer, AlgorithmModel model, IReadOnlyList<TurnPlan> plans)
    {
        var emitter = new TrainEmitter(writer, model, plans);
        emitter.Names();
        emitter.Train();
        emitter.TrainAsync();
        foreach (var plan in plans)
            emitter.Fit(plan);
    }

    private void Names()
    {
        foreach (var plan in plans)
        {
            writer.Line();
            writer.Line($"private static readonly string[] {Signatures.LossNames(plan)} = [{string.Join(", ", plan.Losses.Select(loss => $"\"{loss.Model.Member.Name}\""))}];");
        }
    }

    private string TypeParameters => Signatures.TypeParameters(_networks, [.. model.Gate is null ? Array.Empty<string>() : ["TExpert"]]);

    private List<string> Parameters => [
        .. Signatures.Networks(_networks), .. Signatures.Datasets(_rows),
        .. model.Gate is null ? Array.Empty<string>() : [
            $"{WellKnownNames.Environments} environments", "TExpert expert", $"{WellKnownNames.Training}.Rounds rounds"],
        $"{WellKnownNames.Training}.TrainingOptions? options = null",
        $"global::System.IProgress<{WellKnownNames.Training}.TrainingProgress>? progress = null",
        $"{WellKnownNames.CancellationToken} cancellationToken = default"];

    private void Signature(string returns, string name)
    {
        writer.Line(SourceWriter.Stamp);
        writer.Call($"{model.Access} {returns} {name}{TypeParameters}", Parameters, "");
        Signatures.Constraints(writer, _networks);
        if (model.Gate is not null)
            using (writer.Indent())
                writer.Line($"where TExpert : class, {CollectEmitter.ExpertCapability(model)}");
    }

    private void Document(string first)
    {
        writer.Line();
        writer.Line($"/// <summary>{first}</summary>");
        foreach (var network in _networks)
            writer.Line($"/// <param name=\"{network.Name}\">Trained in place.</param>");
        foreach (var rows in _rows)
            writer.Line($"/// <param name=\"{rows.Name}\">{(model.Gate is null ? "What to learn from." : "What to learn from; grows by what each round collects.")}</param>");
        if (model.Gate is not null)
        {
            writer.Line("/// <param name=\"environments\">Where to roll out.</param>");
            writer.Line("/// <param name=\"expert\">Who labels; asked only where the rule needs an answer.</param>");
            writer.Line("/// <param name=\"rounds\">How many rounds of how many steps.</param>");
        }
        writer.Line("/// <param name=\"options\">Epochs, batch size, optimiser, learning rate, seed; the defaults if null.</param>");
        writer.Line("/// <param name=\"progress\">Told after every epoch and every round.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Stops between two steps; networks and data stay as they are then.</param>");
        writer.Line("/// <returns>What was done, and the losses by name.</returns>");
        writer.Line($"/// <exception cref=\"{WellKnownNames.Training}.NonFiniteLossException\">A loss is no finite number; the networks are as at the end of the last good epoch.</exception>");
    }

    private void Train()
    {
        Document(model.Gate is null ? "Trains on the given data: epochs of shuffled batches." : "Trains in rounds: collect under the gate, aggregate, train on everything, evaluate.");
        Signature($"{WellKnownNames.Training}.TrainingResult", "Train");
        using (writer.Braces())
        {
            foreach (var name in _networks.Select(network => network.Name).Concat(_rows.Select(rows => rows.Name)).Concat(model.Gate is null ? [] : ["environments", "expert", "rounds"]))
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({Signatures.Escape(name)});");
            writer.Line("options ??= new();");
            foreach (var network in _networks)
            {
                foreach (var rows in _rows.Where(rows => plans.Any(plan => plan.Rows.Contains(rows) && plan.Networks.Any(part => part.Name == network.Name))))
                    writer.Line($"{WellKnownNames.Training}.Fitting.Check({Signatures.Escape(network.Name)}, {Signatures.Escape(rows.Name)});");
                if (model.Gate is not null)
                    writer.Line($"{WellKnownNames.Training}.Fitting.Check({Signatures.Escape(network.Name)}, environments);");
            }
            writer.Line();
            writer.Line("using var noGradient = global::TorchSharp.torch.no_grad();      // gradients are closed-form");
            writer.Line($"var seeds = new {WellKnownNames.SeedSequence}(options.Seed);");
            foreach (var network in _networks)
                writer.Line($"using var {network.Name}Optimizer = options.Optimizer.Create({Signatures.Escape(network.Name)}.Parameters);");
            writer.Line($"using var log = new {WellKnownNames.Training}.TrainingLog(options, progress, [{string.Join(", ", _networks.Select(network => Signatures.Escape(network.Name) + ".Parameters"))}]);");
            if (model.Gate is null)
                Turns("seeds");
            else
                Rounds();
            writer.Line("return log.Result();");
        }
    }

    private void Rounds()
    {
        writer.Line($"var desk = new {WellKnownNames.ExpertDesk}(expert, environments.Actions, environments.Count);");
        using (writer.Block("for (var round = 0; round < rounds.Count; round++)"))
        {
            writer.Line("var roundSeeds = seeds.Child((ulong)round);");
            writer.Line("desk.Begin(round);");
            writer.Line($"Collect({Signatures.Escape(_networks[0].Name)}, {Signatures.Escape(_rows[0].Name)}, environments, desk, rounds, roundSeeds.Child(\"collect\"), cancellationToken);");
            using (writer.Block($"if ({string.Join(" && ", _rows.Select(rows => $"{Signatures.Escape(rows.Name)}.Count > 0"))})"))
                Turns("roundSeeds");
            writer.Line($"log.EndRound(round, {Signatures.Escape(_rows[0].Name)}.Count, desk, {Signatures.Escape(_networks[0].Name)}, environments, rounds, roundSeeds.Child(\"evaluate\"));");
        }
    }

    private void Turns(string seeds)
    {
        foreach (var plan in plans)
            writer.Line($"{Fit(plan.Turn)}({string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)).Concat(plan.Rows.Select(rows => Signatures.Escape(rows.Name))).Concat(plan.Networks.Select(network => network.Name + "Optimizer")))}, options, log, {seeds}.Child(\"{Fit(plan.Turn)}\"), cancellationToken);");
    }

    private static string Fit(int turn) => turn == 0 ? "Fit" : "FitTurn" + turn;

    private void TrainAsync()
    {
        Document("<c>Train</c> on a thread of its own.");
        Signature($"global::System.Threading.Tasks.Task<{WellKnownNames.Training}.TrainingResult>", "TrainAsync");
        var names = Parameters.Select(parameter => parameter.Split('=')[0].Trim()).Select(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1));
        using (writer.Indent())
            writer.Line($"=> global::System.Threading.Tasks.Task.Factory.StartNew(() => Train({string.Join(", ", names)}), cancellationToken, global::System.Threading.Tasks.TaskCreationOptions.LongRunning, global::System.Threading.Tasks.TaskScheduler.Default);");
    }

    private void Fit(TurnPlan plan)
    {
        var first = Signatures.Escape(plan.Networks[0].Name);
        writer.Line();
        writer.Line($"/// <summary>{(plans.Count == 1 ? "Epochs of shuffled batches" : $"Turn {plan.Turn}: epochs of shuffled batches")}; one disposal scope a step.</summary>");
        writer.Call($"private void {Fit(plan.Turn)}{Signatures.TypeParameters(plan.Networks)}", [
            .. Signatures.Networks(plan.Networks), .. Signatures.Datasets(plan.Rows),
            .. plan.Networks.Select(network => $"{WellKnownNames.Optimizer} {network.Name}Optimizer"),
            $"{WellKnownNames.Training}.TrainingOptions options", $"{WellKnownNames.Training}.TrainingLog log",
            $"{WellKnownNames.SeedSequence} seeds", $"{WellKnownNames.CancellationToken} cancellationToken"], "");
        Signatures.Constraints(writer, plan.Networks);
        using (writer.Braces())
        {
            foreach (var rows in plan.Rows)
                writer.Line($"using var {rows.Name}Feed = new {WellKnownNames.BatchFeed}<{rows.Type}>({Signatures.Escape(rows.Name)}, {first}.Parameters.Values.dtype, {first}.Parameters.Values.device);");
            using (writer.Block("for (var epoch = 0; epoch < options.Epochs; epoch++)"))
            {
                foreach (var rows in plan.Rows)
                    writer.Line($"{rows.Name}Feed.Shuffle(seeds.Child((ulong)epoch){(plan.Rows.Count == 1 ? "" : $".Child(\"{rows.Name}\")")}.Stream());");
                using (writer.Block($"while ({plan.Rows[0].Name}Feed.Next(options.BatchSize) is {{ }} {plan.Rows[0].Name}Batch)"))
                    Step(plan);
                writer.Line("log.EndEpoch(epoch);");
            }
        }
    }

    private void Step(TurnPlan plan)
    {
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        writer.Line("using var step = global::TorchSharp.torch.NewDisposeScope();");
        writer.Line($"using var {plan.Rows[0].Name}Rows = {plan.Rows[0].Name}Batch;");
        foreach (var rows in plan.Rows.Skip(1))
            writer.Line($"using var {rows.Name}Rows = {rows.Name}Feed.NextCyclic(options.BatchSize);");
        foreach (var network in plan.Networks)
            writer.Line($"{network.Name}Optimizer.ZeroGradients();");
        writer.Line($"log.Add({Signatures.Accumulate(plan)}({string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)).Concat(plan.Rows.Select(rows => rows.Name + "Rows")))}), {plan.Rows[0].Name}Rows.Count);");
        foreach (var network in plan.Networks)
            writer.Line($"{network.Name}Optimizer.Step(options.LearningRate);");
    }
}
