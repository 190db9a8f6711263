using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Cpu;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>
/// The epochs of one phase: shuffled batches and one optimiser step each, row by row or by tensors as <c>Train</c> chose at its start.
/// </summary>
internal sealed class FitEmitter(SourceWriter writer, AlgorithmPlan algorithm, EpochsPlan epochs)
{
    private readonly ClassScope _scope = algorithm.Scope;
    private readonly PhasePlan _plan = epochs.Phase;

    /// <summary>Name of the variable of <c>Train</c> that holds how the networks of the phase train.</summary>
    public string Chosen => "training" + _plan.Name;

    /// <summary>The options of the phase, within <c>Train</c>.</summary>
    private string Options => $"options.OfPhase({_plan.Phase})";

    /// <summary>Writes the choice, at the start of <c>Train</c>, of where the phase is computed.</summary>
    public void Choose()
    {
        var trained = string.Join(", ", _plan.Networks.Select(network => Signatures.Escape(network.Name)));
        var others = string.Join(", ", epochs.Networks.Skip(_plan.Networks.Count).Select(Signatures.Escape));
        if (epochs.Cpu is null)
        {
            writer.Line($"using var {Chosen} = new {RuntimeTypes.TensorTraining}({Options}, [{trained}], [{others}]);");
            return;
        }
        var losses = Identifiers.PrivateStatic(Signatures.LossNames(_plan));
        var metrics = _plan.Metrics.Count == 0 ? "[]" : Identifiers.PrivateStatic(Signatures.MetricNames(_plan));
        writer.Line(
            $"using var {Chosen} = {RuntimeTypes.PhaseTraining}.Of({Options}, {losses}, {metrics}, [{trained}], [{others}]);"
                + "      // by tensors where a network needs them"
        );
    }

    /// <summary>Writes the call of the epochs.</summary>
    public void Invoke(string seeds) =>
        writer.Line(
            $"{Identifiers.PrivateMember(Signatures.Fit(_plan))}("
                + string.Join(
                    ", ",
                    [
                        Chosen,
                        .. epochs.Parameters.Arguments(),
                        .. epochs.Sources.Select(FeedText.Dataset),
                        .. epochs.Scans.Select(scan => Signatures.ColumnValues(scan.Member.Name, _scope)),
                        Options,
                        "monitor",
                        $"{seeds}.Child(\"{Signatures.Fit(_plan)}\")",
                        "cancellationToken",
                    ]
                )
                + ");"
        );

    /// <summary>Writes the method.</summary>
    public void Emit()
    {
        Head();
        using (writer.Braces())
        {
            writer.Line("using var phase = training.Open();");
            foreach (var given in epochs.Uploads)
                writer.Line($"using var {given.Name} = training.Upload({Signatures.Escape(given.Source)});");
            Feeds();
            if (epochs.Needed.Has(ParameterKind.Draws))
                writer.Line("training.DrawFrom(seeds.Child(\"draws\"));");
            writer.Line($"monitor.BeginPhase({FeedText.Extent(_plan)}, options);");
            using (writer.Block("for (var epoch = 0; epoch < options.Epochs; epoch++)"))
            {
                foreach (var rows in _plan.Rows)
                    writer.Line(FeedText.Shuffle(_plan, rows));
                writer.Line("if (monitor.HasDone(epoch))");
                writer.Line("    continue;");
                using (writer.Block(_plan.Rows.Count == 0 ? "" : $"while ({_plan.Rows[0].Name}Feed.Next(options.BatchSize))"))
                    new FitStepEmitter(writer, epochs).Emit();
                writer.Line("training.Store();");
                writer.Line("monitor.EndEpoch(epoch);");
            }
        }
    }

    private void Head()
    {
        var networks = epochs.Parameters.Networks().ToList();
        writer.Line();
        var title = algorithm.Phases.Count == 1 ? "Epochs" : $"Phase {_plan.Phase}: epochs";
        writer.Line($"/// <summary>{title} of shuffled batches, a step each.</summary>");
        writer.Call(
            $"private void {Identifiers.Private(Signatures.Fit(_plan))}{GenericText.List(_scope, networks)}",
            [
                $"{(epochs.Cpu is null ? RuntimeTypes.TensorTraining : RuntimeTypes.PhaseTraining)} training",
                .. epochs.Parameters.Declarations(),
                .. epochs.Sources.Select(rows => $"{RuntimeTypes.Dataset}<{rows.Type}> {Signatures.Data(rows.Source)}"),
                .. epochs.Scans.Select(scan => $"double[] {Signatures.ColumnValues(scan.Member.Name, _scope)}"),
                $"{RuntimeTypes.TrainingOptions} options",
                $"{RuntimeTypes.TrainingMonitor} monitor",
                $"{RuntimeTypes.SeedSequence} seeds",
                $"{PlatformTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        GenericText.Constrain(writer, _scope, networks);
    }

    private void Feeds()
    {
        foreach (var rows in _plan.Rows)
        {
            var arguments = $"{Signatures.Data(rows.Source)}, {FeedText.Compares(rows)}{FeedText.OfMembers(rows)}";
            writer.Line($"using var {rows.Name}Feed = training.Feed({arguments});");
            foreach (var scan in epochs.Scans.Where(scan => rows.Source == scan.Source))
                writer.Line($"{rows.Name}Feed.Attach(\"{scan.Member.Name}\", {Signatures.ColumnValues(scan.Member.Name, _scope)});");
            if (epochs.Cpu is not null && epochs.AugmentOf(rows) is { } augment)
                writer.Line(CpuAugmentEmitter.Replaces(augment, rows));
            foreach (var kept in epochs.Step.CachedOnTensors.Where(kept => kept.Batch == rows.Name))
                Cache(kept, rows);
        }
    }

    private void Cache(CachedQuestions kept, RowSource rows)
    {
        writer.Line("// frozen: asked once about each row");
        if (epochs.IsCachedOnCpu(kept.Variable))
            writer.Line($"{rows.Name}Feed.Cache({epochs.IndexOf(kept.Variable)});");
        if (epochs.Cpu is not null)
            writer.Line($"if ({RuntimeTypes.Tensors}.IsSupported)");
        using (epochs.Cpu is null ? null : writer.Indent())
            writer.Call(
                $"{rows.Name}Feed.Cache",
                [
                    $"\"{kept.Variable}\"",
                    $"rows => {Signatures.Escape(kept.Variable)}.Forward([{string.Join(", ", kept.Questions.Select(Made))}])",
                    .. algorithm.Shape.HasRounds ? Array.Empty<string>() : ["options.OutputCache", Signatures.Escape(kept.Variable)],
                ],
                ";"
            );
    }

    private static string Made(CachedQuestion question) =>
        $"new {question.Record}({string.Join(", ", question.Columns.Select(column => $"rows[\"{column}\"]"))})";
}
