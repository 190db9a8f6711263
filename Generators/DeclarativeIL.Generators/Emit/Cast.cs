using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// Who stands in a class's generated methods: a variable for each network and copy, a type parameter for each network, and
/// as its constraint what the equations ask of it.
/// </summary>
internal sealed class Cast
{
    private readonly Dictionary<string, SortedSet<string>> _constraints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ofNetworks = new(StringComparer.Ordinal);

    public Cast(AlgorithmModel model, Players players, IReadOnlyList<TurnPlan> plans)
    {
        Model = model;
        Players = players;
        Plans = plans;
        Augments = [.. model.Others.Augments.Select(member => AugmentPlan.Of(model, players, member))];
        foreach (var network in players.Trained)
            Add(network.Name, network.Name, network.Members > 0 ? WellKnownNames.EnsemblePolicy : null);
        foreach (var given in players.Given)
            Add(given.Name, given.Name, given.Type.Network == NetworkKind.Ensemble ? WellKnownNames.EnsemblePolicy : null);
        foreach (var copy in players.Copies)
            Add(copy.Name, copy.Of, WellKnownNames.Copyable);
        if (players.Learner is { } learner)
            Require(learner, WellKnownNames.PolicyNetwork);
        foreach (var member in model.Members)
            Ask(member);
        foreach (var plan in plans)
            Differentiate(plan);
        Variables =
        [
            .. players.Trained.Select(network => network.Name),
            .. players.Given.Select(given => given.Name),
            .. players.Copies.Select(copy => copy.Name),
        ];
    }

    /// <summary>The type parameter of the expert.</summary>
    public const string Expert = "TExpert";

    public AlgorithmModel Model { get; }

    public Players Players { get; }

    public IReadOnlyList<TurnPlan> Plans { get; }

    public IReadOnlyList<AugmentPlan> Augments { get; }

    /// <summary>Trained networks in order, given ones, copies.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The networks that the caller hands to <c>Train</c>.</summary>
    public IReadOnlyList<string> FromCaller =>
        [.. Players.Trained.Select(network => network.Name), .. Players.Given.Select(given => given.Name)];

    public string TypeOf(string variable) => _types[variable];

    /// <summary>What a type parameter has to be; the most special interfaces suffice.</summary>
    public void Constrain(SourceWriter writer, IEnumerable<string> variables, params (string Type, string Constraint)[] more)
    {
        using (writer.Indent())
        {
            foreach (var type in variables.Select(TypeOf).Distinct())
                writer.Line($"where {type} : class, {string.Join(", ", Special(_constraints[type]))}");
            foreach (var (type, constraint) in more)
                writer.Line($"where {type} : class, {constraint}");
        }
    }

    public string TypeParameters(IEnumerable<string> variables, params string[] more) =>
        variables.Select(TypeOf).Distinct().Concat(more).ToList() is { Count: > 0 } types ? "<" + string.Join(", ", types) + ">" : "";

    private static IEnumerable<string> Special(SortedSet<string> constraints)
    {
        var special = constraints
            .Where(constraint => constraint != WellKnownNames.Network && constraint != WellKnownNames.PolicyNetwork)
            .ToList();
        return
            special.Count > 0
            && !(constraints.Contains(WellKnownNames.PolicyNetwork) && special.All(constraint => !constraint.Contains(".Policies.")))
            ? special
            : special
                .Concat(constraints.Contains(WellKnownNames.PolicyNetwork) ? [WellKnownNames.PolicyNetwork] : [WellKnownNames.Network])
                .Distinct();
    }

    private void Add(string variable, string network, string? constraint)
    {
        if (!_ofNetworks.TryGetValue(network, out var type))
        {
            var wish = type = "T" + CSharpText.Pascal(network);
            for (var number = 2; type == Expert || _ofNetworks.ContainsValue(type); number++)
                type = wish + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _ofNetworks[network] = type;
        }
        _types[variable] = type;
        if (!_constraints.ContainsKey(type))
            _constraints[type] = [];
        if (constraint is not null)
            _constraints[type].Add(constraint);
    }

    private void Require(string variable, string constraint) => _constraints[_types[variable]].Add(constraint);

    private void Ask(MemberModel member)
    {
        var parameters = member.Parameters.ToDictionary(parameter => parameter.Name);
        foreach (var ask in member.Equation.Nodes.OfType<Node.Ask>())
            if (
                parameters[((Node.Parameter)member.Equation.Nodes[ask.Player]).Name] is { Role: Role.Network } network
                && Players.Variable(member, network) is { } variable
                && Model.Questions.FirstOrDefault(question => question.Member == ask.Member) is { } question
            )
                Require(variable, question.Capability);
    }

    private void Differentiate(TurnPlan plan)
    {
        foreach (var gradient in plan.Nodes.Nodes.OfType<Node.ArgumentGradient>())
            Require(plan.Nodes.NetworkOf(gradient.Question), WellKnownNames.DifferentiableArguments);
        foreach (var ask in plan.Gradients.Select(pair => pair.Key).Distinct())
            if (((Node.Ask)plan.Nodes[ask]).Arguments.Any(argument => plan.Nodes[argument].Type.Kind == ValueKind.Draw))
                Require(plan.Nodes.NetworkOf(ask), WellKnownNames.ReparameterisedPolicy);
    }
}
