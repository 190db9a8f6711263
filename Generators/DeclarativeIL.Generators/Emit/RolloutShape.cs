using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Emit;

/// <summary>What a class needs beside data: environments, an expert, contexts, rounds; and what it keeps of a rollout.</summary>
internal sealed class RolloutShape(Cast cast)
{
    private readonly AlgorithmModel _model = cast.Model;

    public bool HasGate => _model.Others.Gate is not null;

    public bool KeepsTransitions => Rows.Any(rows => rows.Source != Models.Rows.Supplied);

    public bool KeepsReplay => Rows.Any(rows => rows.Source == Models.Rows.Replay);

    /// <summary>Nothing is rolled out that nothing learns from.</summary>
    public bool HasEnvironments => HasGate || KeepsTransitions;

    public bool HasContexts => _model.Others.Collect is not null;

    public bool HasRounds => HasEnvironments || HasContexts;

    public bool HasExpert => HasGate || _model.Members.Any(member => member.Parameters.Any(parameter => parameter.Role is Role.Expert));

    /// <summary>What the expert has to be able to say: label where there is a gate, and what the members ask.</summary>
    public string ExpertCapability =>
        string.Join(
            ", ",
            _model
                .Questions.Where(question => question.Record.Length == 0)
                .Select(question => question.Capability)
                .Concat(HasGate ? [WellKnownNames.ActionExpert] : [])
                .Distinct()
                .Where(
                    (capability, _) =>
                        capability != WellKnownNames.ActionExpert
                        || !_model.Questions.Any(question => question.Capability == WellKnownNames.TakeoverExpert)
                )
                .DefaultIfEmpty(WellKnownNames.ActionExpert)
        );

    /// <summary>The data sets that the caller supplies, by name, in order of appearance.</summary>
    public IReadOnlyList<(string Name, string Type)> Supplied =>
        [
            .. _model
                .Members.SelectMany(member => member.Parameters)
                .Where(parameter => parameter.Role is Role.Row { Source: Models.Rows.Supplied })
                .Select(parameter => (cast.Players.Data.Source(parameter), parameter.Type.Name))
                .Concat(_model.Others.Collect is { } collect ? [(Collected(collect), collect.Member.Equation.Type.Name)] : [])
                .Distinct(),
        ];

    /// <summary>Matrices and the like that the caller gives.</summary>
    public IReadOnlyList<(string Name, string Type)> Given =>
        [
            .. _model
                .Members.SelectMany(member => member.Parameters)
                .Where(parameter => parameter.Role is Role.Given)
                .Select(parameter => (parameter.Name, ((Role.Given)parameter.Role).CSharpType))
                .Distinct(),
        ];

    /// <summary>The data set that the gate's labels go to: the first supplied one of states and acts.</summary>
    public (string Name, string Type) Labelled => Supplied.FirstOrDefault(rows => rows.Type == WellKnownNames.Demonstration);

    /// <summary>Whether rounds add rows to a supplied data set, so that it may be empty at first.</summary>
    public bool Grows(string rows) =>
        (HasGate && Labelled.Name == rows) || (_model.Others.Collect is { } collect && Collected(collect) == rows);

    /// <summary>The data set that collected rows go to.</summary>
    public string Collected(CollectModel collect) => cast.Players.Data.Source(Models.Rows.Supplied, collect.Member.Equation.Type.Name);

    private IEnumerable<Role.Row> Rows =>
        _model
            .Members.Where(member => member != _model.Others.Reward)
            .SelectMany(member => member.Parameters)
            .Select(parameter => parameter.Role)
            .OfType<Role.Row>();
}
