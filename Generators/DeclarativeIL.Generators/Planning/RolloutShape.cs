using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Planning;

/// <summary>The environments, expert, contexts and rounds that a class needs beside data, and the rows that it keeps.</summary>
internal sealed class RolloutShape
{
    private readonly ClassScope _scope;
    private readonly AlgorithmModel _model;

    public RolloutShape(ClassScope scope)
    {
        (_scope, _model) = (scope, scope.Model);
        KeepsTransitions = Rows.Any(rows => rows.Source != Models.Rows.Supplied);
        KeepsReplay = Rows.Any(rows => rows.Source == Models.Rows.Replay);
        Supplied = [.. FindSupplied()];
        Given =
        [
            .. _model
                .Members.SelectMany(member => member.Parameters)
                .Where(parameter => parameter.Role is Role.Given)
                .Select(parameter => (parameter.Name, ((Role.Given)parameter.Role).CSharpType))
                .Distinct(),
        ];
        ExpertCapability = FindExpertCapability();
    }

    public bool HasGate => _model.Others.Gate is not null;

    public bool KeepsTransitions { get; }

    public bool KeepsReplay { get; }

    /// <summary>Nothing is rolled out that nothing learns from.</summary>
    public bool HasEnvironments => HasGate || KeepsTransitions;

    public bool HasContexts => _model.Others.Collect is not null;

    public bool HasRounds => HasEnvironments || HasContexts;

    public bool HasExpert => HasGate || _model.Members.Any(member => member.Parameters.Any(parameter => parameter.Role is Role.Expert));

    /// <summary>The interfaces of the expert: labels where there is a gate, and answers to what the members ask.</summary>
    public string ExpertCapability { get; }

    /// <summary>The data sets that the caller supplies, by name, in order of appearance.</summary>
    public IReadOnlyList<(string Name, string Type)> Supplied { get; }

    /// <summary>Matrices and the like that the caller gives.</summary>
    public IReadOnlyList<(string Name, string Type)> Given { get; }

    /// <summary>The data set that the gate's labels go to: the first supplied one of states and acts.</summary>
    public (string Name, string Type) Labelled => Supplied.FirstOrDefault(rows => rows.Type == RuntimeTypes.Demonstration);

    /// <summary>Whether rounds add rows to a supplied data set, so that it may be empty at first.</summary>
    public bool Grows(string rows) =>
        (HasGate && Labelled.Name == rows) || (_model.Others.Collect is { } collect && Collected(collect) == rows);

    /// <summary>The data set that collected rows go to.</summary>
    public string Collected(CollectModel collect) => _scope.Networks.Data.Source(Models.Rows.Supplied, collect.Member.Equation.Type.Name);

    private IEnumerable<Role.Row> Rows =>
        _model
            .Members.Where(member => member != _model.Others.Reward)
            .SelectMany(member => member.Parameters)
            .Select(parameter => parameter.Role)
            .OfType<Role.Row>();

    private string FindExpertCapability() =>
        string.Join(
            ", ",
            _model
                .Questions.Where(question => question.Record.Length == 0)
                .Select(question => question.Capability)
                .Concat(HasGate ? [RuntimeTypes.ActionExpert] : [])
                .Distinct()
                .Where(
                    (capability, _) =>
                        capability != RuntimeTypes.ActionExpert
                        || !_model.Questions.Any(question => question.Capability == RuntimeTypes.TakeoverExpert)
                )
                .DefaultIfEmpty(RuntimeTypes.ActionExpert)
        );

    private IEnumerable<(string Name, string Type)> FindSupplied() =>
        _model
            .Members.SelectMany(member => member.Parameters)
            .Where(parameter => parameter.Role is Role.Row { Source: Models.Rows.Supplied })
            .Select(parameter => (_scope.Networks.Data.Source(parameter), parameter.Type.Name))
            .Concat(_model.Others.Collect is { } collect ? [(Collected(collect), collect.Member.Equation.Type.Name)] : [])
            .Distinct();
}
