using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Cpu;

/// <summary>The epochs of one phase without tensors: the same batches in the same order.</summary>
internal sealed class CpuFitEmitter(SourceWriter writer, ClassScope scope, EpochsPlan epochs, CpuEpochsPlan cpu)
{
    private readonly PhasePlan _plan = epochs.Phase;

    /// <summary>Name of the variable that holds the networks of the phase; null in it where they need tensors.</summary>
    public static string Variable(PhasePlan plan) => "cpu" + plan.Name;

    private static string MethodName(PhasePlan plan) => Signatures.Fit(plan) + "OnCpu";

    /// <summary>Writes the choice, at the start of <c>Train</c>, of where the phase is computed.</summary>
    public static void Choose(SourceWriter writer, PhasePlan plan, CpuEpochsPlan cpu)
    {
        var asked = string.Join(", ", cpu.Asked.Select(Signatures.Escape));
        var trained = string.Join(", ", plan.Networks.Select(network => Signatures.Escape(network.Name)));
        var metrics = plan.Metrics.Count == 0 ? "" : $", {plan.Metrics.Count}";
        var chosen = $"{RuntimeTypes.CpuTraining}.Of(options, {plan.Losses.Count}, [{trained}], [{asked}]{metrics})";
        writer.Line($"using var {Variable(plan)} = {chosen};      // none where a network needs tensors");
    }

    /// <summary>The call of the method.</summary>
    public static string Call(EpochsPlan epochs, CpuEpochsPlan cpu, ClassScope scope, string seeds) =>
        $"{Identifiers.PrivateMember(MethodName(epochs.Phase))}({string.Join(", ", Arguments(epochs, cpu, scope, seeds))});";

    private static IEnumerable<string> Arguments(EpochsPlan epochs, CpuEpochsPlan cpu, ClassScope scope, string seeds) =>
        [
            Variable(epochs.Phase),
            .. cpu.Parameters.Arguments(),
            .. epochs.Sources.Select(FeedText.Dataset),
            .. epochs.Scans.Select(scan => Signatures.ColumnValues(scan.Member.Name, scope)),
            "options",
            "monitor",
            $"{seeds}.Child(\"{Signatures.Fit(epochs.Phase)}\")",
            "cancellationToken",
        ];

    public void Emit()
    {
        writer.Line();
        writer.Line("/// <summary>The same on the CPU, row by row, without tensors.</summary>");
        writer.Call(
            $"private void {Identifiers.Private(MethodName(_plan))}",
            [
                $"{RuntimeTypes.CpuTraining} cpu",
                .. cpu.Parameters.Declarations(),
                .. epochs.Sources.Select(rows => $"{RuntimeTypes.Dataset}<{rows.Type}> {Signatures.Data(rows.Source)}"),
                .. epochs.Scans.Select(scan => $"double[] {Signatures.ColumnValues(scan.Member.Name, scope)}"),
                $"{RuntimeTypes.TrainingOptions} options",
                $"{RuntimeTypes.TrainingMonitor} monitor",
                $"{RuntimeTypes.SeedSequence} seeds",
                $"{RuntimeTypes.CancellationToken} cancellationToken",
            ],
            ""
        );
        using (writer.Braces())
        {
            Feeds();
            if (cpu.OfStep.Has(ParameterKind.Draws))
                writer.Line($"var draws = new {RuntimeTypes.CpuDraws}(seeds.Child(\"draws\"));");
            writer.Line($"monitor.BeginPhase({FeedText.Extent(_plan)});");
            writer.Line("cpu.Load();");
            using (writer.Block("for (var epoch = 0; epoch < options.Epochs; epoch++)"))
            {
                foreach (var rows in _plan.Rows)
                    writer.Line(FeedText.Shuffle(_plan, rows));
                using (writer.Block(_plan.Rows.Count == 0 ? "" : $"while ({_plan.Rows[0].Name}Feed.Next(options.BatchSize))"))
                    Step();
                writer.Line("cpu.Store();");
                writer.Line("monitor.EndEpoch(epoch);");
            }
        }
    }

    private void Feeds()
    {
        foreach (var rows in _plan.Rows)
        {
            var feed = $"var {rows.Name}Feed = new {RuntimeTypes.CpuFeed}<{rows.Type}>({Signatures.Data(rows.Source)}";
            writer.Line(
                rows.Ensemble is { } ensemble
                    ? $"{feed}, {ensemble.Members}, {FeedText.Resampling(ensemble)}, seeds.Child(\"{rows.Name}\")"
                        + $"{FeedText.Fraction(ensemble)}){FeedText.Least(rows)};"
                    : $"{feed}){FeedText.Least(rows)};"
            );
            foreach (var augment in cpu.Augments.Where(augment => augment.Rows == rows))
                writer.Line(CpuAugmentEmitter.Make(augment.Plan, rows));
            foreach (var kept in epochs.Step.CachedOnCpu.Where(kept => kept.Batch == rows.Name))
            {
                var once = $"cpu[{IndexOf(kept.Variable)}].Cached({rows.Name}Feed.Count)";
                writer.Line($"using var {kept.Variable}Cached = {once};      // frozen: asked once about each row");
            }
            foreach (var scan in epochs.Scans.Where(scan => rows.Source == scan.Source))
                writer.Line($"{rows.Name}Feed.Attach(\"{scan.Member.Name}\", {Signatures.ColumnValues(scan.Member.Name, scope)});");
        }
    }

    private void Step()
    {
        writer.Line("cancellationToken.ThrowIfCancellationRequested();");
        ParameterText.FromLog(writer, cpu.OfStep);
        if (cpu.OfStep.Has(ParameterKind.Draws))
            writer.Line("draws.Begin(monitor.Steps);");
        foreach (var rows in _plan.Rows.Skip(1))
            writer.Line($"{rows.Name}Feed.NextCyclic(options.BatchSize);");
        foreach (var (rows, augment) in cpu.Augments)
            writer.Line(
                CpuAugmentEmitter.Call(
                    augment,
                    rows,
                    augment.Cpu!.Parameters.Select(parameter =>
                        parameter.Kind == ParameterKind.Network ? PassFor(parameter.Name, rows) : parameter.Text()
                    )
                )
            );
        writer.Line("cpu.Begin();");
        writer.Line(
            $"{Identifiers.Member(Signatures.Accumulate(_plan))}("
                + $"{string.Join(", ", cpu.Step.Parameters.Select(Argument).Append("cpu.Losses"))}"
                + $"{(_plan.Metrics.Count == 0 ? "" : ", cpu.Metrics")});"
        );
        var count = _plan.Rows.Count == 0 ? "1" : _plan.Rows[0].Name + "Feed.Rows.Count";
        writer.Line($"monitor.Add({Identifiers.PrivateStatic(Signatures.LossNames(_plan))}, cpu.Losses, {count});");
        if (_plan.Metrics.Count > 0)
            writer.Line($"monitor.AddMetrics({Identifiers.PrivateStatic(Signatures.MetricNames(_plan))}, cpu.Metrics, {count});");
        writer.Line("cpu.Step(monitor.LearningRate);");
        foreach (var target in epochs.Targets)
        {
            var (copy, original) = (IndexOf(target.Name), IndexOf(target.Of));
            var polyak = Identifiers.Member(CSharpText.Polyak(target.Name));
            writer.Line($"cpu.PolyakUpdate({copy}, {original}, {polyak});      // {target.Name} follows {target.Of}");
        }
    }

    /// <summary>An augmentation asks before the losses do: where they ask the same network, by a pass of its own.</summary>
    private string PassFor(string network, RowSource rows)
    {
        var before = cpu
            .Augments.TakeWhile(augment => augment.Rows != rows)
            .Count(augment => augment.Plan.Cpu!.Parameters.Networks().Contains(network));
        var number = cpu.Step.PassesOf(network) + before;
        return $"cpu[{IndexOf(network)}]{(number == 0 ? "" : $".Pass({number})")}";
    }

    private int IndexOf(string network) => cpu.Networks.ToList().IndexOf(network);

    private string Argument(MethodParameter parameter) =>
        parameter.Kind switch
        {
            ParameterKind.Network => epochs.Step.CachedOnCpu.Any(kept => kept.Variable == parameter.Name)
                ? parameter.Name + "Cached"
                : $"cpu[{IndexOf(parameter.Name)}]",
            ParameterKind.Batch => parameter.Name
                + (cpu.Augments.Any(augment => augment.Rows.Name == parameter.Name) ? "Rows" : "Feed.Rows"),
            ParameterKind.Given or ParameterKind.GivenTensor or ParameterKind.Statistic or ParameterKind.Draws or ParameterKind.OfRun =>
                parameter.Text(),
        };
}
