using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>The training loop of a class, in the open: copies, rounds if something is collected, columns, turns.</summary>
internal sealed class TrainEmitter
{
    private readonly SourceWriter _writer;
    private readonly Cast _cast;
    private readonly RolloutShape _shape;
    private readonly Parts _parts;

    public TrainEmitter(SourceWriter writer, Cast cast, RolloutShape shape, Parts parts) =>
        (_writer, _cast, _shape, _parts) = (writer, cast, shape, parts);

    private static string Training => WellKnownNames.Training;

    /// <summary>A parameter of <c>Train</c>.</summary>
    /// <param name="Default">As written in C#; empty for what has to be given.</param>
    private readonly record struct Parameter(string Type, string Name, string Default = "")
    {
        public string Declaration => $"{Type} {Name}{(Default.Length == 0 ? "" : " = " + Default)}";
    }

    private List<Parameter> Parameters =>
        [
            .. _cast.FromCaller.Select(name => new Parameter(_cast.TypeOf(name), Signatures.Escape(name))),
            .. _shape.Supplied.Select(rows => new Parameter($"{WellKnownNames.Dataset}<{rows.Type}>", Signatures.Data(rows.Name))),
            .. _shape.Given.Select(given => new Parameter(given.Type, Signatures.Escape(given.Name))),
            .. _shape.HasEnvironments ? [new Parameter(WellKnownNames.Environments, "environments")] : Array.Empty<Parameter>(),
            .. _shape.HasContexts ? [new Parameter(Training + ".IContexts", "contexts")] : Array.Empty<Parameter>(),
            .. _shape.HasExpert ? [new Parameter(Cast.Expert, "expert")] : Array.Empty<Parameter>(),
            .. _shape.HasRounds ? [new Parameter(Training + ".Rounds", "rounds")] : Array.Empty<Parameter>(),
            new Parameter(Training + ".TrainingOptions?", "options", "null"),
            new Parameter($"global::System.IProgress<{Training}.TrainingProgress>?", "progress", "null"),
            new Parameter(WellKnownNames.CancellationToken, "cancellationToken", "default"),
        ];

    private string First => Signatures.Escape(_cast.Players.Trained[0].Name);

    /// <summary>Whether it may be that no label is kept.</summary>
    private bool KeepsSome => _cast.Model.Others.Gate is { StoreEveryState: false };

    private string[] ExpertType => _shape.HasExpert ? ["TExpert"] : [];

    public void Emit()
    {
        foreach (var plan in _cast.Plans)
        {
            _writer.Line();
            _writer.Line(
                $"private static readonly string[] {Identifiers.Private(Signatures.LossNames(plan))} = ["
                    + $"{string.Join(", ", plan.Losses.Select(loss => $"\"{loss.Model.Member.Name}\""))}];"
            );
        }
        Document(
            _shape.HasRounds
                ? "Trains in rounds: collect, train on what there is, evaluate."
                : "Trains on the given data: epochs of shuffled batches."
        );
        Signature($"{Training}.TrainingResult", "Train");
        using (_writer.Braces())
            Body();
        Document("<c>Train</c> on a thread of its own.");
        Signature($"global::System.Threading.Tasks.Task<{Training}.TrainingResult>", "TrainAsync");
        var names = Parameters.Select(parameter => parameter.Name);
        using (_writer.Indent())
            _writer.Line(
                $"=> global::System.Threading.Tasks.Task.Factory.StartNew(() => {Identifiers.Member("Train")}("
                    + $"{string.Join(", ", names)}), cancellationToken, "
                    + "global::System.Threading.Tasks.TaskCreationOptions.LongRunning, "
                    + "global::System.Threading.Tasks.TaskScheduler.Default);"
            );
        foreach (var plan in _cast.Plans)
            new FitEmitter(_writer, _cast, _parts, plan).Emit();
    }

    private void Signature(string returns, string name)
    {
        _writer.Line(SourceWriter.Stamp);
        _writer.Call(
            $"{_cast.Model.Access} {returns} {Identifiers.Public(name)}{_cast.TypeParameters(_cast.FromCaller, ExpertType)}",
            [.. Parameters.Select(parameter => parameter.Declaration)],
            ""
        );
        _cast.Constrain(_writer, _cast.FromCaller, [.. ExpertType.Select(type => (type, _shape.ExpertCapability))]);
    }

    private void Document(string first)
    {
        _writer.Line();
        _writer.Line($"/// <summary>{first}</summary>");
        foreach (var network in _cast.Players.Trained)
            _writer.Line(
                $"/// <param name=\"{Signatures.Escape(network.Name)}\">Trained in place"
                    + $"{(network.Members > 0 ? $"; an ensemble" : "")}.</param>"
            );
        foreach (var given in _cast.Players.Given)
            _writer.Line($"/// <param name=\"{Signatures.Escape(given.Name)}\">Given; never trained.</param>");
        foreach (var (name, _) in _shape.Supplied)
            _writer.Line(
                $"/// <param name=\"{Signatures.Data(name)}\">What to learn from"
                    + $"{(_shape.HasGate || _shape.HasContexts ? "; each round may add to it" : "")}.</param>"
            );
        foreach (var (name, _) in _shape.Given)
            _writer.Line($"/// <param name=\"{Signatures.Escape(name)}\">Given; never trained.</param>");
        if (_shape.HasEnvironments)
            _writer.Line("/// <param name=\"environments\">Where to roll out.</param>");
        if (_shape.HasContexts)
            _writer.Line("/// <param name=\"contexts\">Where the contexts come from that are answered.</param>");
        if (_shape.HasExpert)
            _writer.Line("/// <param name=\"expert\">Who is asked; only where the rule needs an answer.</param>");
        if (_shape.HasRounds)
            _writer.Line(
                $"/// <param name=\"rounds\">How many rounds, of how many steps{(_shape.HasEnvironments ? " or episodes" : "")}.</param>"
            );
        _writer.Line("/// <param name=\"options\">Epochs, batch size, optimiser, learning rate, seed; the defaults if null.</param>");
        _writer.Line("/// <param name=\"progress\">Told after every epoch and every round.</param>");
        _writer.Line("/// <param name=\"cancellationToken\">Stops between two steps; networks and data stay as they are then.</param>");
        _writer.Line("/// <returns>What was done, and the losses by name.</returns>");
        if (KeepsSome)
            _writer.Line(
                $"/// <exception cref=\"{Training}.NothingCollectedException\">No row was given or collected in any round, so nothing "
                    + "could be learned from them; it holds the result.</exception>"
            );
        _writer.Line(
            $"/// <exception cref=\"{Training}.NonFiniteLossException\">A loss is no finite number; the networks are as at the end of "
                + "the last good epoch.</exception>"
        );
    }

    private void Body()
    {
        foreach (
            var name in _cast
                .FromCaller.Select(Signatures.Escape)
                .Concat(_shape.Supplied.Select(rows => Signatures.Data(rows.Name)))
                .Concat(_shape.HasEnvironments ? ["environments"] : [])
                .Concat(_shape.HasContexts ? ["contexts"] : [])
                .Concat(_shape.HasExpert ? ["expert"] : [])
                .Concat(_shape.HasRounds ? ["rounds"] : [])
        )
            _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({name});");
        _writer.Line("options ??= new();");
        Checks();
        _writer.Line();
        _writer.Line($"var seeds = new {WellKnownNames.SeedSequence}(options.Seed);");
        foreach (var copy in _cast.Players.Copies)
            _writer.Line($"using var {Signatures.Escape(copy.Name)} = ({_cast.TypeOf(copy.Name)}){Signatures.Escape(copy.Of)}.Copy();");
        foreach (
            var (name, _) in _shape.Given.Where(given =>
                _parts.Needs.Any(need => need.Kind == ParameterKind.GivenTensor && need.Name == MethodParameters.OnDevice(given.Name))
            )
        )
            _writer.Line(
                $"using var {MethodParameters.OnDevice(name)} = {Training}.HostAnswer.Upload({Signatures.Escape(name)}, "
                    + $"{First}.Parameters.EquationType, {First}.Parameters.Device);"
            );
        foreach (var plan in _cast.Plans)
            new FitEmitter(_writer, _cast, _parts, plan).Optimizers();
        _writer.Line(
            $"using var log = new {Training}.TrainingLog(options, progress, ["
                + $"{string.Join(", ", _cast.Players.Trained.Select(network => Signatures.Escape(network.Name) + ".Parameters"))}], "
                + $"{(_shape.HasRounds ? "rounds.Count" : "1")}{(_shape.HasExpert ? ", cancellationToken" : "")});"
                + $"{(_shape.HasExpert ? "      // whoever is asked waits no longer than that" : "")}"
        );
        if (_shape.KeepsTransitions)
            _writer.Line($"var rolloutTransitions = {Training}.TransitionLog.Of(environments);");
        if (_shape.KeepsReplay)
            _writer.Line($"var replayTransitions = {Training}.TransitionLog.Of(environments);");
        if (_shape.HasRounds)
            new RoundsEmitter(_writer, _cast, _shape, _parts).Emit();
        else
        {
            if (_parts.OfRounds.Any(need => need.Kind == ParameterKind.Clock))
                _writer.Line("var clock = log.Clock;");
            new StatisticsEmitter(_writer, _cast, _shape, _parts).Emit();
            foreach (var plan in _cast.Plans)
                new FitEmitter(_writer, _cast, _parts, plan).Invoke("seeds");
        }
        if (KeepsSome)
            _writer.Line($"log.CheckCollected({Signatures.Data(_shape.Labelled.Name)});");
        _writer.Line("return log.Result();");
    }

    private void Checks()
    {
        string Named(string network) => $"({Signatures.Escape(network)}, \"{network}\")";
        if (_cast.FromCaller.Count > 1) // two names, but one network: what one loss learns another would write over
            _writer.Line(
                $"{Training}.Fitting.CheckDistinct(["
                    + $"{string.Join(", ", _cast.Players.Trained.Select(network => Named(network.Name)))}], ["
                    + $"{string.Join(", ", _cast.Players.Given.Select(given => Named(given.Name)))}]);"
            );
        if (_shape.HasRounds) // elsewhere the feed says so; here a turn without rows would be passed over
            foreach (
                var (name, _) in _shape.Supplied.Where(rows =>
                    !_shape.Grows(rows.Name) && _cast.Plans.Any(plan => plan.Rows.Any(source => source.Source == rows.Name))
                )
            )
                _writer.Line($"{Training}.Fitting.CheckNotEmpty({Signatures.Data(name)}, \"{name}\");");
        foreach (var network in _cast.Players.Trained)
        {
            if (network.Members > 0)
                _writer.Line($"{Training}.Fitting.CheckMembers({Signatures.Escape(network.Name)}, {network.Members});");
            if (network.Type.Network != NetworkKind.Policy)
                continue;
            foreach (
                var (name, _) in _shape.Supplied.Where(rows =>
                    _cast.Plans.Any(plan =>
                        plan.Rows.Any(source => source.Source == rows.Name) && plan.Networks.Any(part => part.Name == network.Name)
                    )
                )
            )
                _writer.Line(
                    $"{Training}.Fitting.Check({Signatures.Escape(network.Name)}, {Signatures.Data(name)}, ["
                        + $"{string.Join(", ", AskedColumns.Of(_cast, network.Name, name).Select(column => $"\"{column}\""))}]);"
                );
        }
        if (_shape.HasContexts)
            _writer.Line($"{Training}.Fitting.CheckSteps(rounds);");
        foreach (var plan in _cast.Plans)
        foreach (var rows in plan.Rows)
        {
            var isComplete = rows.Kind == Rows.Supplied && !_shape.Grows(rows.Source);
            var count = isComplete ? Signatures.Data(rows.Source) + ".Count" : "null";
            _writer.Line($"{Training}.Fitting.CheckBatches(options, {count}, {FitEmitter.Compares(plan, rows)});");
        }
        if (_shape.HasEnvironments && _cast.Players.Learner is { } learner)
            _writer.Line($"{Training}.Fitting.Check({Signatures.Escape(learner)}, environments);");
        else if (_shape.HasEnvironments)
            _writer.Line($"{Training}.Fitting.Check(environments);");
        if (_shape.HasGate)
            _writer.Line($"{Training}.Fitting.CheckExpert(expert, environments);");
    }
}
