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
        var plans = TurnPlan.Of(model);
        if (Hyperparameters.Of(model).Count > 0)
            yield return File(model, "Hyperparameters", writer => Hyperparameters.Emit(writer, model));
        yield return File(model, "Losses", writer =>
        {
            foreach (var plan in plans)
                LossEmitter.Emit(writer, model, plan);
        });
        yield return File(model, "Train", writer => TrainEmitter.Emit(writer, model, plans));
        if (model.Gate is { } gate)
            yield return File(model, "Collect", writer => CollectEmitter.Emit(writer, model, gate));
        yield return File(model, "OneSample", writer => OneSampleEmitter.Emit(writer, model));
        yield return EquationsEmitter.File(model.Namespace, model.Name, model.Exports);
    }

    private static GeneratedFile File(AlgorithmModel model, string concern, Action<SourceWriter> members)
        => new($"{model.HintName}.{concern}.g.cs", SourceWriter.File(model.Namespace, model.Name, members));
}
