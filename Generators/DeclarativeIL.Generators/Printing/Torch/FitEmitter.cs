using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Torch;

/// <summary>The epochs of one phase: shuffled batches, one disposal scope and one optimiser step each.</summary>
internal sealed class FitEmitter
{
    private readonly SourceWriter _writer;
    private readonly AlgorithmPlan _algorithm;
    private readonly ClassScope _scope;
    private readonly EpochsPlan _epochs;
    private readonly PhasePlan _plan;

    public FitEmitter(SourceWriter writer, AlgorithmPlan algorithm, EpochsPlan epochs) =>
        (_writer, _algorithm, _scope, _epochs, _plan) = (writer, algorithm, algorithm.Scope, epochs, epochs.Phase);

    /// <summary>The call of the method.</summary>
    /// <param name="present">C# for an optimiser, or for a given tensor, by the name of its variable.</param>
    public static string Call(EpochsPlan epochs, ClassScope scope, string seeds, Func<string, string> present) =>
        $"{Identifiers.PrivateMember(Signatures.Fit(epochs.Phase))}({string.Join(", ", Arguments(epochs, scope, seeds, present))});";

    private static IEnumerable<string> Arguments(EpochsPlan epochs, ClassScope scope, string seeds, Func<string, string> present) =>
        [
            .. epochs.Parameters.Select(parameter =>
                parameter.Kind == ParameterKind.GivenTensor ? present(parameter.Text()) : parameter.Text()
            ),
            .. epochs.Sources.Select(FeedText.Dataset),
            .. epochs.Scans.Select(scan => Signatures.ColumnValues(scan.Member.Name, scope)),
            .. epochs.Phase.Networks.Select(network => present(network.Name + "Optimizer")),
            "options",
            "monitor",
            $"{seeds}.Child(\"{Signatures.Fit(epochs.Phase)}\")",
            "cancellationToken",
        ];

    public void Emit()
    {
        var networks = _epochs.Parameters.Networks().ToList();
        _writer.Line();
        var epochs = _algorithm.Phases.Count == 1 ? "Epochs" : $"Phase {_plan.Phase}: epochs";
        _writer.Line($"/// <summary>{epochs} of shuffled batches; one disposal scope a step.</summary>");
        _writer.Call(
            $"private void {Identifiers.Private(Signatures.Fit(_plan))}{GenericText.List(_scope, networks)}",
            [
                .. _epochs.Parameters.Declarations(),
                .. _epochs.Sources.Select(rows => $"{RuntimeTypes.Dataset}<{rows.Type}> {Signatures.Data(rows.Source)}"),
                .. _epochs.Scans.Select(scan => $"double[] {Signatures.ColumnValues(scan.Member.Name, _scope)}"),
                .. _plan.Networks.Select(network => $"{RuntimeTypes.Optimizer} {network.Name}Optimizer"),
                $"{RuntimeTypes.TrainingOptions} options",
                $"{RuntimeTypes.TrainingMonitor} monitor",
                $"{RuntimeTypes.SeedSequence} seeds",
                $"{RuntimeTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        GenericText.Constrain(_writer, _scope, networks);
        using (_writer.Braces())
        {
            _writer.Line($"if (!{RuntimeTypes.Tensors}.IsSupported)");
            _writer.Line($"    throw {RuntimeTypes.Tensors}.Missing();     // the trimmer knows that nothing below is reached");
            _writer.Line($"using var noGradient = {RuntimeTypes.Torch}.no_grad();      // gradients are closed-form");
            Feeds();
            _writer.Line($"monitor.BeginPhase({FeedText.Extent(_plan)});");
            using (_writer.Block("for (var epoch = 0; epoch < options.Epochs; epoch++)"))
            {
                foreach (var rows in _plan.Rows)
                    _writer.Line(FeedText.Shuffle(_plan, rows));
                Steps();
                _writer.Line("monitor.EndEpoch(epoch);");
            }
        }
    }

    private void Feeds()
    {
        var first = Signatures.Escape(_plan.Networks[0].Name);
        foreach (var rows in _plan.Rows)
        {
            var (data, device) = (Signatures.Data(rows.Source), $"{first}.Parameters.Type, {first}.Parameters.Device");
            var made = rows.Ensemble is { } ensemble
                ? $"{RuntimeTypes.BootstrapFeed}<{rows.Type}>({data}, {Signatures.Escape(ensemble.Name)}.Members, "
                    + $"{FeedText.Resampling(ensemble)}, seeds.Child(\"{rows.Name}\"), {device}{FeedText.Fraction(ensemble)})"
                    + FeedText.Least(rows)
                : $"{RuntimeTypes.BatchFeed}<{rows.Type}>({data}, {device}) "
                    + $"{{ LeastRows = {RuntimeTypes.TrainingPreconditions}.LeastRows({FeedText.Compares(_plan, rows)}) }}";
            _writer.Line($"using var {rows.Name}Feed = new {made};");
            foreach (var kept in _epochs.Step.CachedOnTensors.Where(kept => kept.Batch == rows.Name))
            {
                _writer.Line("// frozen: asked once");
                _writer.Call(
                    $"{rows.Name}Feed.Cache",
                    [
                        $"\"{kept.Variable}\"",
                        $"rows => {Signatures.Escape(kept.Variable)}.Forward([{string.Join(", ", kept.Questions.Select(Made))}])",
                        .. _algorithm.Shape.HasRounds ? Array.Empty<string>() : ["options.OutputCache", Signatures.Escape(kept.Variable)],
                    ],
                    ";"
                );
            }
            foreach (var scan in _epochs.Scans.Where(scan => rows.Source == scan.Source))
            {
                var values = $"new global::System.ReadOnlySpan<double>({Signatures.ColumnValues(scan.Member.Name, _scope)})";
                _writer.Line($"{rows.Name}Feed.Attach(\"{scan.Member.Name}\", {values}, []);");
            }
        }
    }

    private static string Made(CachedQuestion question) =>
        $"new {question.Record}({string.Join(", ", question.Columns.Select(column => $"rows[\"{column}\"]"))})";

    private void Steps()
    {
        if (_plan.Rows.Count == 0)
        {
            using (_writer.Block(""))
                Step();
            return;
        }
        var (rows, drawn) = (_plan.Rows[0].Name, Drawn(_plan.Rows[0]));
        _writer.Line($"while ({rows}Feed.Next(options.BatchSize) is {{ }} {drawn})");
        using (_writer.Block($"using ({drawn})"))
            Step();
    }

    /// <summary>The local of a batch as it was drawn.</summary>
    private string Drawn(RowSource rows) => rows.Name + (_epochs.AugmentOf(rows) is null ? "Rows" : "Drawn");

    private void Step()
    {
        _writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        _writer.Line($"using var step = {RuntimeTypes.Torch}.NewDisposeScope();");
        if (_epochs.OfStep.Has(ParameterKind.Draws))
            _writer.Line($"var draws = new {RuntimeTypes.StepDraws}(seeds.Child(\"draws\"), monitor.Steps);");
        ParameterText.FromLog(_writer, _epochs.OfStep);
        foreach (var rows in _plan.Rows)
        {
            if (rows != _plan.Rows[0])
                _writer.Line($"using var {Drawn(rows)} = {rows.Name}Feed.NextCyclic(options.BatchSize);");
            if (_epochs.AugmentOf(rows) is { } augment)
                _writer.Line(
                    $"using var {rows.Name}Rows = {Signatures.Each(augment)}("
                        + $"{string.Join(", ", augment.Tensors.Parameters.Arguments().Append(Drawn(rows)))});"
                );
        }
        foreach (var network in _plan.Networks)
            _writer.Line($"{network.Name}Optimizer.ZeroGradients();");
        var count = _plan.Rows.Count == 0 ? "1" : $"{_plan.Rows[0].Name}Rows.Count";
        _writer.Line(
            $"monitor.Add({Identifiers.Member(Signatures.Accumulate(_plan))}("
                + $"{string.Join(", ", _epochs.Step.Tensors.Parameters.Select(Argument))}), {count});"
        );
        foreach (var network in _plan.Networks)
            _writer.Line($"{network.Name}Optimizer.Step(monitor.LearningRate);");
        foreach (var target in _epochs.Targets)
            _writer.Line(
                $"{RuntimeTypes.Targets}.PolyakUpdate({Signatures.Escape(target.Name)}, {Signatures.Escape(target.Of)}, "
                    + $"{Identifiers.Member(CSharpText.Polyak(target.Name))});"
            );
    }

    private static string Argument(MethodParameter parameter) =>
        parameter.Kind == ParameterKind.Batch ? parameter.Name + "Rows" : parameter.Text();
}
