using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>The checks at the start of <c>Train</c>.</summary>
internal sealed partial class TrainEmitter
{
    private void CheckNull()
    {
        foreach (
            var name in _scope
                .FromCaller.Select(Signatures.Escape)
                .Concat(_shape.Supplied.Select(rows => Signatures.Data(rows.Name)))
                .Concat(_shape.HasEnvironments ? ["environments"] : [])
                .Concat(_shape.HasContexts ? ["contexts"] : [])
                .Concat(_shape.HasExpert ? ["expert"] : [])
                .Concat(_shape.HasRounds ? ["rounds"] : [])
        )
            _writer.Line($"global::System.ArgumentNullException.ThrowIfNull({name});");
    }

    private void Checks()
    {
        string Named(string network) => $"({Signatures.Escape(network)}, \"{network}\")";
        if (_scope.FromCaller.Count > 1) // two names, but one network: what one loss learns another would write over
            _writer.Line(
                $"{RuntimeTypes.TrainingPreconditions}.CheckDistinct(["
                    + $"{string.Join(", ", _scope.Networks.Trained.Select(network => Named(network.Name)))}], ["
                    + $"{string.Join(", ", _scope.Networks.Given.Select(given => Named(given.Name)))}]);"
            );
        if (_shape.HasRounds) // elsewhere the feed says so; here a phase without rows would be passed over
            foreach (
                var (name, _) in _shape.Supplied.Where(rows =>
                    !_shape.Grows(rows.Name) && Phases.Any(phase => phase.Rows.Any(source => source.Source == rows.Name))
                )
            )
                _writer.Line($"{RuntimeTypes.TrainingPreconditions}.CheckNotEmpty({Signatures.Data(name)}, \"{name}\");");
        foreach (var network in _scope.Networks.Trained)
            CheckNetwork(network);
        if (_shape.HasContexts)
            _writer.Line($"{RuntimeTypes.TrainingPreconditions}.CheckSteps(rounds);");
        _writer.Line(
            $"{RuntimeTypes.TrainingPreconditions}.CheckPhases(options, {string.Join(", ", Phases.Select(phase => phase.Phase))});"
        );
        foreach (var phase in Phases)
        foreach (var rows in phase.Rows)
        {
            var isComplete = rows.Kind == Rows.Supplied && !_shape.Grows(rows.Source);
            var (own, compares) = ($"options.OfPhase({phase.Phase})", FeedText.Compares(phase, rows));
            var count = isComplete ? Signatures.Data(rows.Source) + ".Count" : "null";
            _writer.Line($"{RuntimeTypes.TrainingPreconditions}.CheckBatches({own}, {count}, {compares});");
        }
        if (_shape.HasEnvironments && _scope.Networks.Learner is { } learner)
            _writer.Line($"{RuntimeTypes.TrainingPreconditions}.Check({Signatures.Escape(learner)}, environments);");
        else if (_shape.HasEnvironments)
            _writer.Line($"{RuntimeTypes.TrainingPreconditions}.Check(environments);");
        if (_shape.HasGate)
            _writer.Line($"{RuntimeTypes.TrainingPreconditions}.CheckExpert(expert, environments);");
    }

    private void CheckNetwork(TrainedNetwork network)
    {
        if (network.Members > 0)
            _writer.Line($"{RuntimeTypes.TrainingPreconditions}.CheckMembers({Signatures.Escape(network.Name)}, {network.Members});");
        if (network.Type.Network != NetworkKind.Policy)
            return;
        foreach (
            var (name, _) in _shape.Supplied.Where(rows =>
                Phases.Any(phase =>
                    phase.Rows.Any(source => source.Source == rows.Name) && phase.Networks.Any(part => part.Name == network.Name)
                )
            )
        )
            _writer.Line(
                $"{RuntimeTypes.TrainingPreconditions}.Check({Signatures.Escape(network.Name)}, {Signatures.Data(name)}, ["
                    + $"{string.Join(", ", AskedColumns.Of(Phases, network.Name, name).Select(column => $"\"{column}\""))}]);"
            );
    }
}
