using DeclarativeIL.Generators.Emit.Host;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>A generated file.</summary>
internal readonly record struct GeneratedFile(string HintName, string Text);

/// <summary>All files of one declared class, each about one concern.</summary>
internal static class AlgorithmEmitter
{
    public static IEnumerable<GeneratedFile> Emit(AlgorithmModel model)
    {
        var players = new Players(model);
        var plans = TurnPlan.Of(model, players);
        var cast = new Cast(model, players, plans);
        var shape = new RolloutShape(cast);
        GeneratedFile File(string concern, Action<SourceWriter, Parts> members)
            => new($"{model.HintName}.{concern}.g.cs", SourceWriter.File(model.Namespace, model.Name, writer => members(writer, new Parts(writer, cast, shape))));

        if (Hyperparameters.Of(model).Count > 0)
            yield return File("Hyperparameters", (writer, _) => Hyperparameters.Emit(writer, model));
        yield return File("Losses", (writer, parts) =>
        {
            foreach (var (_, loss) in parts.Losses)
                loss.Emit();
            foreach (var plan in plans.Where(plan => HostForm.IsPossible(plan, cast)))
                new HostLossEmitter(writer, cast, plan).Emit();
        });
        yield return File("Train", (writer, parts) => new TrainEmitter(writer, cast, shape, parts).Emit());
        if (HasColumns(model))
            yield return File("Columns", (_, parts) =>
            {
                foreach (var (_, column) in parts.Columns)
                    column.Emit();
                foreach (var (_, scan) in parts.Scans)
                    scan.Emit();
                parts.Reward?.Emit();
                foreach (var augment in parts.Augments)
                    augment.Emit();
            });
        if (shape.HasRounds)
            yield return File("Collect", (_, parts) =>
            {
                parts.Rollout?.Emit();
                parts.Collect?.Emit(shape.ExpertCapability);
            });
        yield return File("OneSample", (writer, _) => OneSampleEmitter.Emit(writer, model));
        yield return new($"{model.HintName}.Formula.g.cs", FormulaEmitter.File(cast, shape));
        yield return EquationsEmitter.File(model.Namespace, "class", model.Name, model.Exports);
    }

    private static bool HasColumns(AlgorithmModel model)
        => model.Others.Columns.Count + model.Others.Augments.Count > 0 || model.Others.Reward is not null;
}
