using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>The training loop of a class, in the open: copies, rounds if something is collected, columns, phases.</summary>
internal sealed partial class TrainEmitter
{
    private readonly SourceWriter _writer;
    private readonly ClassScope _scope;
    private readonly RolloutShape _shape;
    private readonly AlgorithmPlan _plan;

    public TrainEmitter(SourceWriter writer, AlgorithmPlan plan) =>
        (_writer, _scope, _shape, _plan) = (writer, plan.Scope, plan.Shape, plan);

    private IEnumerable<PhasePlan> Phases => _plan.Phases.Select(epochs => epochs.Phase);

    private IEnumerable<FitEmitter> Fits => _plan.Phases.Select(epochs => new FitEmitter(_writer, _plan, epochs));

    /// <summary>Whether it may be that no label is kept.</summary>
    private bool KeepsSome => _scope.Model.Others.Gate is { StoreEveryState: false };

    private string[] ExpertType => _shape.HasExpert ? [TypeParameters.Expert] : [];

    public void Emit()
    {
        foreach (var plan in Phases)
        {
            _writer.Line();
            _writer.Line(
                $"private static readonly string[] {Identifiers.Private(Signatures.LossNames(plan))} = ["
                    + $"{string.Join(", ", plan.Losses.Select(loss => $"\"{loss.Model.Member.Name}\""))}];"
            );
            if (plan.Metrics.Count > 0)
                _writer.Line(
                    $"private static readonly string[] {Identifiers.Private(Signatures.MetricNames(plan))} = ["
                        + $"{string.Join(", ", plan.Metrics.Select(metric => $"\"{metric.Model.Reported}\""))}];"
                );
        }
        new CheckpointsEmitter(_writer, _plan).Declare();
        Document(
            _shape.HasRounds
                ? "Trains in rounds: collect, train on what there is, evaluate."
                : "Trains on the given data: epochs of shuffled batches."
        );
        Signature($"{RuntimeTypes.TrainingResult}", "Train");
        using (_writer.Braces())
            Body();
        Document("<c>Train</c> on a thread of its own.");
        Signature($"global::System.Threading.Tasks.Task<{RuntimeTypes.TrainingResult}>", "TrainAsync");
        var names = Parameters.Select(parameter => parameter.Name);
        using (_writer.Indent())
            _writer.Line(
                $"=> global::System.Threading.Tasks.Task.Factory.StartNew(() => {Identifiers.Member("Train")}("
                    + $"{string.Join(", ", names)}), cancellationToken, "
                    + "global::System.Threading.Tasks.TaskCreationOptions.LongRunning, "
                    + "global::System.Threading.Tasks.TaskScheduler.Default);"
            );
        foreach (var phase in Fits)
            phase.Emit();
    }

    private void Body()
    {
        CheckNull();
        _writer.Line("options ??= new();");
        Checks();
        _writer.Line();
        _writer.Line($"var seeds = new {RuntimeTypes.SeedSequence}(options.Seed);");
        OpenScope();
        if (_shape.HasRounds)
            new RoundsEmitter(_writer, _plan).Emit();
        else
        {
            new CheckpointsEmitter(_writer, _plan).Emit();
            ParameterText.FromLog(_writer, _plan.OfRounds);
            new StatisticsEmitter(_writer, _plan).Emit();
            foreach (var (fit, place) in Fits.Select((fit, place) => (fit, place)))
            {
                _writer.Line($"if (checkpoints.Trains({place}))");
                using (_writer.Indent())
                    fit.Invoke("seeds");
            }
        }
        if (KeepsSome)
            _writer.Line($"monitor.CheckCollected({Signatures.Data(_shape.Labelled.Name)});");
        _writer.Line($"checkpoints.Done({(_shape.HasRounds ? "rounds.Count" : "0")});");
        _writer.Line("return monitor.Result();");
    }

    /// <summary>Writes the locals of the whole run: copies, how phases are trained, the monitor, rows of rollouts.</summary>
    private void OpenScope()
    {
        foreach (var copy in _scope.Networks.Copies)
            _writer.Line($"using var {Signatures.Escape(copy.Name)} = ({_scope.Types.Of(copy.Name)}){Signatures.Escape(copy.Of)}.Copy();");
        foreach (var phase in Fits)
            phase.Choose();
        foreach (var network in _plan.Asked)
            _writer.Line(
                $"using var {Signatures.Asked(network)} = {RuntimeTypes.CpuTraining}.ForInference(options, {Signatures.Escape(network)});"
            );
        _writer.Line(
            $"using var monitor = new {RuntimeTypes.TrainingMonitor}(options, progress, ["
                + $"{string.Join(", ", _scope.Networks.Trained.Select(network => Signatures.Escape(network.Name) + ".Parameters"))}], "
                + $"{(_shape.HasRounds ? "rounds.Count" : "1")}{(_shape.HasExpert ? ", cancellationToken" : "")});"
                + $"{(_shape.HasExpert ? "      // whoever is asked waits no longer than that" : "")}"
        );
        if (_shape.KeepsTransitions)
            _writer.Line($"var rolloutTransitions = {RuntimeTypes.RolloutBuffer}.Of(environments);");
        if (_shape.KeepsReplay)
            _writer.Line($"var replayTransitions = {RuntimeTypes.RolloutBuffer}.Of(environments, rounds.ReplayCapacity);");
    }
}
