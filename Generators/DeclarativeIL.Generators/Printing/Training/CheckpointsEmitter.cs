using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Documentation;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>
/// The checkpoints of a run: of which parts its state is, and by which words a checkpoint says that it is of the same declaration. Parts
/// that the user has no name for have one with a dot.
/// </summary>
internal sealed class CheckpointsEmitter(SourceWriter writer, AlgorithmPlan plan)
{
    private const string Declared = "Declared";

    private readonly ClassScope _scope = plan.Scope;
    private readonly RolloutShape _shape = plan.Shape;

    /// <summary>Writes what is declared, line by line, and how it is set.</summary>
    public void Declare()
    {
        writer.Line();
        FormulaEmitter.Constant(writer, $"private const string {Identifiers.Private(Declared)}", Lines());
        writer.Line();
        writer.Line($"string {RuntimeTypes.IDeclaredAlgorithm}.Declaration => {Identifiers.PrivateStatic(Declared)};");
        writer.Line();
        writer.Line($"(string Name, object? Value)[] {RuntimeTypes.IDeclaredAlgorithm}.Hyperparameters() =>");
        var values = _scope.Properties.Select(property => $"(\"{property.Name}\", {Identifiers.Member(property.Name)})");
        using (writer.Indent())
            writer.Line($"[{string.Join(", ", values)}];");
    }

    /// <summary>Writes the parts, once all of them are there; a run that is resumed takes their states.</summary>
    public void Emit()
    {
        writer.Line(
            $"using var checkpoints = new {RuntimeTypes.RunCheckpoints}(monitor, options, resume, this"
                + $"{(_shape.HasRounds ? ", rounds" : "")});"
        );
        foreach (var part in Parts())
            writer.Line($"checkpoints.{part};");
        writer.Line("checkpoints.Resume();");
    }

    private IEnumerable<string> Parts()
    {
        foreach (
            var network in _scope.Networks.Trained.Select(network => network.Name).Concat(_scope.Networks.Copies.Select(copy => copy.Name))
        )
            yield return $"Add(\"{network}\", {Signatures.Escape(network)})";
        foreach (var given in _scope.Networks.Given.Select(given => given.Name).Concat(_shape.Given.Select(given => given.Name)))
            yield return $"AddFixed(\"{given}\", {Signatures.Escape(given)})";
        foreach (var phase in plan.Phases.Select(epochs => new FitEmitter(writer, plan, epochs)))
            yield return $"Add(\"run.{phase.Chosen}\", {phase.Chosen})";
        foreach (var (rows, _) in _shape.Supplied)
            yield return $"Add(\"{Signatures.Data(rows)}\", {Signatures.Data(rows)}, grows: {(_shape.Grows(rows) ? "true" : "false")})";
        if (_shape.KeepsTransitions)
            yield return "Add(\"run.transitions\", rolloutTransitions)";
        if (_shape.KeepsReplay)
            yield return "Add(\"run.replay\", replayTransitions)";
        if (_shape.HasEnvironments)
            yield return "Add(\"run.rollout\", rollout)";
        if (_shape.HasContexts)
            yield return "AddState(\"run.contexts\", contexts)";
        if (_shape.HasExpert && !_shape.HasGate)
            yield return "AddState(\"run.expert\", expert)";
    }

    private IEnumerable<string> Lines()
    {
        yield return _scope.Model.HintName;
        foreach (var line in FormulaEmitter.Box(plan))
            yield return line;
        foreach (var augment in _scope.Model.Others.Augments)
            yield return $"where {augment.Name} = {FormulaEmitter.Last(augment, _scope)}";
        foreach (var rows in plan.Phases.SelectMany(epochs => epochs.Phase.Rows).Where(rows => rows.Ensemble is not null))
            yield return $"members learn from {rows.Name}{FeedText.OfMembers(rows).Replace(RuntimeTypes.Bootstrap + ".", "")}";
        foreach (var operation in _scope.Operations.Values.Where(operation => operation.Source.Length > 0))
            yield return $"computed by {operation.Name}, code {operation.Source}";
    }
}
