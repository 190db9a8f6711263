using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Training;

/// <summary>The head of <c>Train</c>: parameters and their documentation.</summary>
internal sealed partial class TrainEmitter
{
    /// <summary>A parameter of <c>Train</c>.</summary>
    /// <param name="Default">As written in C#; empty for what has to be given.</param>
    private readonly record struct Parameter(string Type, string Name, string Default = "")
    {
        public string Declaration => $"{Type} {Name}{(Default.Length == 0 ? "" : " = " + Default)}";
    }

    private List<Parameter> Parameters =>
        [
            .. _scope.FromCaller.Select(name => new Parameter(_scope.Types.Of(name), Signatures.Escape(name))),
            .. _shape.Supplied.Select(rows => new Parameter($"{RuntimeTypes.Dataset}<{rows.Type}>", Signatures.Data(rows.Name))),
            .. _shape.Given.Select(given => new Parameter(given.Type, Signatures.Escape(given.Name))),
            .. _shape.HasEnvironments ? [new Parameter(RuntimeTypes.Environments, "environments")] : Array.Empty<Parameter>(),
            .. _shape.HasContexts ? [new Parameter(RuntimeTypes.IContexts, "contexts")] : Array.Empty<Parameter>(),
            .. _shape.HasExpert ? [new Parameter(TypeParameters.Expert, "expert")] : Array.Empty<Parameter>(),
            .. _shape.HasRounds ? [new Parameter(RuntimeTypes.Rounds, "rounds")] : Array.Empty<Parameter>(),
            new Parameter(RuntimeTypes.TrainingOptions + "?", "options", "null"),
            new Parameter($"global::System.IProgress<{RuntimeTypes.TrainingProgress}>?", "progress", "null"),
            new Parameter(PlatformTypes.CancellationToken, "cancellationToken", "default"),
            new Parameter("string?", "resume", "null"), // last: it came later than the others, which callers give by place
        ];

    private void Signature(string returns, string name)
    {
        _writer.Line(SourceWriter.Stamp);
        _writer.Call(
            $"{_scope.Model.Access} {returns} {Identifiers.Public(name)}{GenericText.List(_scope, _scope.FromCaller, ExpertType)}",
            [.. Parameters.Select(parameter => parameter.Declaration)],
            ""
        );
        GenericText.Constrain(_writer, _scope, _scope.FromCaller, [.. ExpertType.Select(type => (type, _shape.ExpertCapability))]);
    }

    private void Document(string first)
    {
        _writer.Line();
        _writer.Line($"/// <summary>{first}</summary>");
        foreach (var network in _scope.Networks.Trained)
            _writer.Line(
                $"/// <param name=\"{Signatures.Escape(network.Name)}\">Trained in place"
                    + $"{(network.Members > 0 ? $"; an ensemble" : "")}.</param>"
            );
        foreach (var given in _scope.Networks.Given)
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
        _writer.Line(
            "/// <param name=\"resume\">The folder of the checkpoints of a run like this one, which goes on from the newest: it ends with "
                + "the same bits as one that was not broken. Null to begin anew.</param>"
        );
        _writer.Line("/// <returns>What was done, and the losses by name.</returns>");
        if (KeepsSome)
            _writer.Line(
                $"/// <exception cref=\"{RuntimeTypes.NothingCollectedException}\">No row was given or collected in any round, so nothing "
                    + "could be learned from them; it holds the result.</exception>"
            );
        _writer.Line(
            $"/// <exception cref=\"{RuntimeTypes.NonFiniteLossException}\">A loss is no finite number; the networks are as at the end of "
                + "the last good epoch.</exception>"
        );
    }
}
