using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;

namespace DeclarativeIL.Generators.Planning;

/// <summary>A type parameter for each network of a class, and as its constraint what the equations ask of the network.</summary>
internal sealed class TypeParameters
{
    /// <summary>The type parameter of the expert.</summary>
    public const string Expert = "TExpert";

    private readonly Dictionary<string, SortedSet<string>> _constraints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofPolicies = [RuntimeTypes.EnsemblePolicy, RuntimeTypes.ReparameterisedPolicy];
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ofNetworks = new(StringComparer.Ordinal);

    public TypeParameters(AlgorithmModel model, NetworkBindings networks, IReadOnlyList<PhasePlan> phases)
    {
        foreach (var network in networks.Trained)
            Add(network.Name, network.Name, network.Members > 0 ? RuntimeTypes.EnsemblePolicy : null);
        foreach (var given in networks.Given)
            Add(given.Name, given.Name, given.Type.Network == NetworkKind.Ensemble ? RuntimeTypes.EnsemblePolicy : null);
        foreach (var copy in networks.Copies)
            Add(copy.Name, copy.Of, RuntimeTypes.Copyable);
        if (networks.Learner is { } learner)
            Require(learner, RuntimeTypes.PolicyNetwork);
        foreach (var member in model.Members)
            RequireAnswers(member, model, networks);
        foreach (var phase in phases)
            RequireGradients(phase);
    }

    public string Of(string variable) => _types[variable];

    /// <summary>The interfaces of a type parameter; the most special ones suffice.</summary>
    public IEnumerable<string> ConstraintsOf(string type)
    {
        var constraints = _constraints[type];
        var special = constraints
            .Where(constraint => constraint != RuntimeTypes.Network && constraint != RuntimeTypes.PolicyNetwork)
            .ToList();
        var isPolicy = constraints.Contains(RuntimeTypes.PolicyNetwork);
        return special.Count > 0 && !(isPolicy && !special.Any(_ofPolicies.Contains))
            ? special
            : special.Append(isPolicy ? RuntimeTypes.PolicyNetwork : RuntimeTypes.Network);
    }

    private void Add(string variable, string network, string? constraint)
    {
        if (!_ofNetworks.TryGetValue(network, out var type))
        {
            var preferred = type = "T" + CSharpText.Pascal(network);
            for (var number = 2; type == Expert || _ofNetworks.ContainsValue(type); number++)
                type = preferred + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _ofNetworks[network] = type;
        }
        _types[variable] = type;
        if (!_constraints.ContainsKey(type))
            _constraints[type] = [];
        if (constraint is not null)
            _constraints[type].Add(constraint);
    }

    private void Require(string variable, string constraint) => _constraints[_types[variable]].Add(constraint);

    private void RequireAnswers(MemberModel member, AlgorithmModel model, NetworkBindings networks)
    {
        var parameters = member.Parameters.ToDictionary(parameter => parameter.Name);
        foreach (var ask in member.Equation.Nodes.OfType<Node.Ask>())
            if (
                parameters[((Node.Parameter)member.Equation.Nodes[ask.Recipient]).Name] is { Role: Role.Network } network
                && networks.Variable(member, network) is { } variable
                && model.Questions.FirstOrDefault(question => question.Member == ask.Member) is { } question
            )
            {
                foreach (var capability in new[] { question.Capability, question.And }.Where(face => face.Length > 0))
                {
                    Require(variable, capability);
                    if (question.IsOfPolicies)
                        _ofPolicies.Add(capability);
                }
            }
    }

    private void RequireGradients(PhasePlan phase)
    {
        foreach (var gradient in phase.Nodes.Nodes.OfType<Node.ArgumentGradient>())
            Require(phase.Nodes.NetworkOf(gradient.Question), RuntimeTypes.DifferentiableArguments);
        foreach (var ask in phase.Gradients.Select(pair => pair.Key).Distinct())
            if (
                phase.Nodes[ask] is Node.Ask { Member: not WellKnownNames.FitOfDraw } asked // whose draws are noise beside the act
                && asked.Arguments.Any(argument => phase.Nodes[argument].Type.Kind == ValueKind.Draw)
            )
                Require(phase.Nodes.NetworkOf(ask), RuntimeTypes.ReparameterisedPolicy);
    }
}
