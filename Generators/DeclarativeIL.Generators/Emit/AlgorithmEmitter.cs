using DeclarativeIL.Generators.Emit.Host;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>A generated file.</summary>
internal readonly record struct GeneratedFile(string HintName, string Text);

/// <summary>
/// The file of one declared class: a region for each concern. One file, not one a concern, because after every keystroke the
/// compiler compares the name of each generated file with those of all before it. Only the equations for other assemblies, which
/// nobody reads, stand in a second one (<see cref="EquationsEmitter"/>).
/// </summary>
internal static class AlgorithmEmitter
{
    public static GeneratedFile Emit(AlgorithmModel model)
    {
        var players = new Players(model);
        var plans = TurnPlan.Of(model, players);
        var cast = new Cast(model, players, plans);
        var shape = new RolloutShape(cast);
        var writer = new SourceWriter();
        SourceWriter.Header(writer, model.Namespace);
        void Members(string concern, Action write) =>
            Region(
                writer,
                concern,
                () =>
                {
                    using (writer.Block($"partial class {CSharpText.Type(model.Name)}"))
                        write();
                }
            );

        if (Hyperparameters.Of(model).Count > 0)
            Members("Hyperparameters", () => Hyperparameters.Emit(writer, model));
        Members(
            "Losses",
            () =>
            {
                foreach (var (_, loss) in new Parts(writer, cast, shape).Losses)
                    loss.Emit();
                foreach (var plan in plans.Where(plan => HostForm.IsPossible(plan, cast)))
                    new HostLossEmitter(writer, cast, plan).Emit();
            }
        );
        Members("Train", () => new TrainEmitter(writer, cast, shape, new Parts(writer, cast, shape)).Emit());
        if (HasColumns(model))
            Members("Columns", () => Columns(new(writer, cast, shape)));
        if (shape.HasRounds)
            Members("Collect", () => Collect(new(writer, cast, shape), shape));
        Members("OneSample", () => OneSampleEmitter.Emit(writer, model));
        Region(writer, "Formula", () => FormulaEmitter.Emit(writer, cast, shape));
        return new(model.HintName + ".g.cs", Hygiene.Settle(writer.ToString(), writer.Ends, model, players.Data));
    }

    private static void Region(SourceWriter writer, string concern, Action write)
    {
        writer.Line("#region " + concern);
        write();
        writer.Line("#endregion");
    }

    private static void Columns(Parts parts)
    {
        foreach (var (_, column) in parts.Columns)
            column.Emit();
        foreach (var (_, scan) in parts.Scans)
            scan.Emit();
        parts.Reward?.Emit();
        foreach (var augment in parts.Augments)
            augment.Emit();
    }

    private static void Collect(Parts parts, RolloutShape shape)
    {
        parts.Rollout?.Emit();
        parts.Collect?.Emit(shape.ExpertCapability);
    }

    private static bool HasColumns(AlgorithmModel model) =>
        model.Others.Columns.Count + model.Others.Augments.Count > 0 || model.Others.Reward is not null;
}
