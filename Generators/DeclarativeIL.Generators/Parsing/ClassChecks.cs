using DeclarativeIL.Generators.Diagnostics;
using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Passes;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Parsing;

/// <summary>Checks the conditions between the members of a class.</summary>
internal static class ClassChecks
{
    public static void Check(AlgorithmModel model, INamedTypeSymbol type)
    {
        if (model.Losses.Count == 0)
            throw new Refusal(Descriptors.GateWithoutLoss, type.Locations[0], type.Name);
        MetricChecks.CheckNames(model, type);
        CheckColumns(model, type);
        NameMeaningChecks.Check(model, type);
        CheckNetworks(model, new(model), type);
        CheckSizes(model, type);
        DrawChecks.Check(model, new(model), type);
        CheckHyperparameters(model, type);
        PropertyChecks.Check(model, type);
        NameChecks.Check(model, type);
        DataChecks.Check(model, type);
        MetricChecks.Check(model, type);
    }

    private static void CheckColumns(AlgorithmModel model, INamedTypeSymbol type)
    {
        foreach (var (member, parameter) in Parameters(model))
            if (parameter.Role is Role.Statistic statistic && model.Others.Columns.All(column => column.Member.Name != statistic.Column))
                throw new Refusal(Descriptors.UnknownColumn, Place(type, member.Name, parameter.Name), type.Name, statistic.Column);
            else if (
                parameter.Role is Role.Statistic known
                && parameter.Type.Kind != ValueKind.Tensor
                && model.Others.Columns.First(column => column.Member.Name == known.Column).Member.Equation.Type.Kind is var made
                && made != parameter.Type.Kind
            )
                throw new Refusal(
                    Descriptors.UnsuitableType,
                    Place(type, member.Name, parameter.Name),
                    parameter.Type.Kind == ValueKind.Matrix ? "Matrix" : "double",
                    $"the column '{known.Column}' is a {(made == ValueKind.Matrix ? "Matrix" : "double")}"
                );
            else if (
                parameter.Role is Role.Statistic { Above.Length: > 0 } tail
                && !member.Parameters.Any(share => share.Name == tail.Above && share.Role is Role.Hyperparameter { CSharpType: "double" })
            )
                throw new Refusal(Descriptors.UnknownShare, Place(type, member.Name, parameter.Name), member.Name, tail.Above);
        foreach (var column in model.Others.Columns)
            if (
                column.Member.Parameters.FirstOrDefault(parameter =>
                    parameter.Role is Role.Statistic statistic && LeadsTo(model, statistic.Column, column.Member.Name, [])
                ) is
                { } circle
            )
                throw new Refusal(Descriptors.Recursion, Place(type, column.Member.Name, circle.Name), column.Member.Name);
    }

    /// <summary>Tells whether a column is made of statistics of another.</summary>
    private static bool LeadsTo(AlgorithmModel model, string column, string wanted, HashSet<string> seen) =>
        column == wanted
        || (
            seen.Add(column)
            && model
                .Others.Columns.Where(candidate => candidate.Member.Name == column)
                .SelectMany(candidate => candidate.Member.Parameters)
                .Select(parameter => parameter.Role)
                .OfType<Role.Statistic>()
                .Any(statistic => LeadsTo(model, statistic.Column, wanted, seen))
        );

    private static void CheckNetworks(AlgorithmModel model, NetworkBindings networks, INamedTypeSymbol type)
    {
        foreach (var (member, parameter) in Parameters(model))
        {
            if (parameter.Role is not Role.Network network)
                continue;
            var place = Place(type, member.Name, parameter.Name);
            if (network.View == View.Target && networks.Trained.All(trained => trained.Name != network.Of))
                throw new Refusal(Descriptors.UntrainedNetwork, place, type.Name, network.Of);
            if (
                network.View != View.Given
                && (
                    networks.Variable(member, parameter) is null
                    || (network.View is not View.Target && networks.Source(member, parameter) is null)
                )
            )
                throw new Refusal(Descriptors.UntrainedNetwork, place, type.Name, parameter.Name)
                {
                    Remedy = OnlyTrained(networks, parameter),
                };
            if (
                network.View != View.Given
                && parameter.Type.Network == NetworkKind.Ensemble
                && !networks.IsEnsemble(networks.Variable(member, parameter)!)
            )
                throw new Refusal(Descriptors.NoEnsemble, place, parameter.Name);
        }
        var phases = model.Losses.SelectMany(loss =>
            loss.Member.Parameters.Where(parameter => parameter.Role is Role.Network { View: View.Plain })
                .Select(parameter => (parameter.Name, loss.Phase))
        );
        foreach (var torn in phases.Distinct().GroupBy(pair => pair.Name).Where(group => group.Count() > 1))
            throw new Refusal(Descriptors.SeveralTurns, type.Locations[0], torn.Key, type.Name);
        CheckLearner(model, networks, type);
        CheckAsked(model, networks, type);
    }

    /// <summary>Whatever a loss trains, it or a column that it is given asks.</summary>
    private static void CheckAsked(AlgorithmModel model, NetworkBindings networks, INamedTypeSymbol type)
    {
        var asked = new HashSet<string>();
        foreach (var loss in model.Losses)
            Ask(loss.Member, asked, []);
        foreach (var (member, parameter) in Parameters(model))
            if (
                parameter.Role is Role.Network { View: View.Plain }
                && networks.Trained.Any(network => network.Name == parameter.Name)
                && !asked.Contains(parameter.Name)
            )
                throw new Refusal(Descriptors.UnaskedNetwork, Place(type, member.Name, parameter.Name), parameter.Name, member.Name);

        void Ask(MemberModel member, HashSet<string> names, HashSet<string> seen)
        {
            if (!seen.Add(member.Name))
                return;
            var nodes = member.Equation.Nodes;
            if (!member.IsBatched && Uses.Of(nodes, [member.Equation.Root]) is var uses)
                names.UnionWith(
                    nodes
                        .Where((node, i) => uses[i] > 0 && node is Node.Ask)
                        .Select(node => ((Node.Parameter)nodes[((Node.Ask)node).Recipient]).Name)
                );
            foreach (var statistic in member.Parameters.Select(parameter => parameter.Role).OfType<Role.Statistic>())
                Ask(model.Others.Columns.First(column => column.Member.Name == statistic.Column).Member, names, seen);
        }
    }

    private static void CheckLearner(AlgorithmModel model, NetworkBindings networks, INamedTypeSymbol type)
    {
        var marked = Parameters(model).Where(pair => pair.Parameter.Role is Role.Network { IsLearner: true }).ToList();
        foreach (var (member, parameter) in marked.Where(pair => pair.Parameter.Name != marked[0].Parameter.Name))
            throw new Refusal(
                Descriptors.SeveralLearners,
                Place(type, member.Name, parameter.Name),
                type.Name,
                marked.Select(pair => pair.Parameter.Name).Distinct().Count()
            );
        if (model.Others.Gate is { } gate && networks.Learner is null)
            throw new Refusal(
                Descriptors.SeveralLearners,
                Place(type, gate.Member.Name, null),
                type.Name,
                networks.Trained.Count(network => network.Type.Network == NetworkKind.Policy)
            );
    }

    /// <summary>Two names are two networks, which a slip of the pen may not mean.</summary>
    public static Diagnostic? SeveralPolicies(AlgorithmModel model, INamedTypeSymbol type)
    {
        var policies = new NetworkBindings(model)
            .Trained.Where(network => network.Type.Network == NetworkKind.Policy)
            .Select(network => network.Name)
            .ToList();
        return policies.Count > 1 && !Parameters(model).Any(pair => pair.Parameter.Role is Role.Network { IsLearner: true })
            ? Diagnostic.Create(Descriptors.SeveralPolicies, type.Locations[0], type.Name, policies.Count, string.Join("', '", policies))
            : null;
    }

    private static string? OnlyTrained(NetworkBindings networks, ParameterModel parameter) =>
        networks.Trained.Where(network => network.Type == parameter.Type).ToList() is [var only] ? CSharpText.Escape(only.Name) : null;

    private static void CheckSizes(AlgorithmModel model, INamedTypeSymbol type)
    {
        foreach (var member in model.Members.Where(member => !member.IsBatched))
            if (new Dimensions(member.Equation.Nodes, guesses: false).Mismatch() is not null)
                throw new Refusal(Descriptors.SizesDiffer, Place(type, member.Name, null), member.Name);
    }

    private static void CheckHyperparameters(AlgorithmModel model, INamedTypeSymbol type)
    {
        var known = new Dictionary<string, Role.Hyperparameter>();
        foreach (var (member, parameter) in Parameters(model))
        {
            if (parameter.Role is not Role.Hyperparameter role)
                continue;
            var place = Place(type, member.Name, parameter.Name);
            if (known.TryGetValue(parameter.Name, out var other) && (other.Default, other.CSharpType) != (role.Default, role.CSharpType))
                throw new Refusal(Descriptors.DifferentDefaults, place, parameter.Name, role.Default, other.Default)
                {
                    Remedy = role.CSharpType == other.CSharpType ? other.Default : null,
                };
            known[parameter.Name] = role;
        }
    }

    public static IEnumerable<(MemberModel Member, ParameterModel Parameter)> Parameters(AlgorithmModel model) =>
        model.Members.SelectMany(member => member.Parameters.Select(parameter => (member, parameter)));

    public static Location Place(INamedTypeSymbol type, string member, string? parameter)
    {
        var method = type.GetMembers(member).OfType<IMethodSymbol>().FirstOrDefault();
        var named = method?.Parameters.FirstOrDefault(candidate => candidate.Name == parameter);
        return named?.Locations[0] ?? method?.Locations[0] ?? type.Locations[0];
    }
}
