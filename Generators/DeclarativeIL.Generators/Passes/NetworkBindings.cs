using DeclarativeIL.Generators.Equations;
using DeclarativeIL.Generators.Models;

namespace DeclarativeIL.Generators.Passes;

/// <summary>A network that some loss of a class trains.</summary>
/// <param name="Type">Its one-sample type.</param>
/// <param name="Members">Members of an ensemble; 0 for a single network.</param>
/// <param name="Phase">Its phase.</param>
internal sealed record TrainedNetwork(string Name, ValueType Type, int Members, bool Bootstrap, double Fraction, int Phase);

/// <summary>A copy of a trained network.</summary>
internal sealed record NetworkCopy(string Name, string Of, View View, double Polyak);

/// <summary>
/// The networks of a class and what its parameters are bound to: one name is one network; views without a network of their name are of
/// the only one they can be of.
/// </summary>
internal sealed class NetworkBindings
{
    private readonly AlgorithmModel _model;
    private DataNames? _data;

    public NetworkBindings(AlgorithmModel model)
    {
        _model = model;
        Trained =
        [
            .. model
                .Losses.OrderBy(loss => loss.Phase)
                .SelectMany(loss => Direct(loss.Member).Select(parameter => (loss, parameter)))
                .Where(pair => pair.parameter.Role is Role.Network { View: View.Plain })
                .GroupBy(pair => pair.parameter.Name)
                .Select(group => Of(group.First().loss, group.Select(pair => pair.parameter))),
        ];
        Copies =
        [
            .. Networks()
                .Where(pair => ((Role.Network)pair.Parameter.Role).View is View.Frozen or View.FrozenEachRound or View.Target)
                .Select(pair => new NetworkCopy(
                    pair.Parameter.Name,
                    Source(pair.Member, pair.Parameter) ?? "",
                    ((Role.Network)pair.Parameter.Role).View,
                    ((Role.Network)pair.Parameter.Role).Polyak
                ))
                .GroupBy(copy => copy.Name)
                .Select(group => group.First()),
        ];
        Given =
        [
            .. Networks()
                .Where(pair => pair.Parameter.Role is Role.Network { View: View.Given })
                .Select(pair => pair.Parameter)
                .GroupBy(parameter => parameter.Name)
                .Select(group => group.First()),
        ];
    }

    /// <summary>The names of data sets.</summary>
    public DataNames Data => _data ??= new(_model);

    /// <summary>In phase order and order of appearance.</summary>
    public IReadOnlyList<TrainedNetwork> Trained { get; }

    public IReadOnlyList<NetworkCopy> Copies { get; }

    /// <summary>Networks that the caller gives and nothing trains.</summary>
    public IReadOnlyList<ParameterModel> Given { get; }

    /// <summary>The policy that acts in rollouts; null where something else says what is done.</summary>
    public string? Learner
    {
        get
        {
            var marked = Networks().FirstOrDefault(pair => pair.Parameter.Role is Role.Network { IsLearner: true });
            if (marked.Parameter is not null)
                return Variable(marked.Member, marked.Parameter);
            var policies = Trained.Where(network => network.Type.Network == NetworkKind.Policy).ToList();
            return policies.Count == 1 ? policies[0].Name : null;
        }
    }

    /// <summary>The variable that holds the network of a parameter; null if there is none.</summary>
    public string? Variable(MemberModel member, ParameterModel parameter) =>
        ((Role.Network)parameter.Role).View switch
        {
            View.Plain or View.Detached => Source(member, parameter),
            _ => parameter.Name,
        };

    /// <summary>
    /// The trained network that a view is of: the one of its name, else the only one of its type in the member, else in the class.
    /// </summary>
    public string? Source(MemberModel member, ParameterModel parameter)
    {
        var wanted = ((Role.Network)parameter.Role).Of is { Length: > 0 } named ? named : parameter.Name;
        if (Trained.Any(network => network.Name == wanted))
            return wanted;
        if (((Role.Network)parameter.Role).View is View.Plain or View.Target)
            return null;
        var beside = member
            .Parameters.Where(other => other.Role is Role.Network { View: View.Plain } && other.Type == parameter.Type)
            .Select(other => other.Name)
            .Distinct()
            .ToList();
        var anywhere = Trained.Where(network => network.Type == parameter.Type).Select(network => network.Name).ToList();
        return beside.Count == 1 ? beside[0]
            : anywhere.Count == 1 ? anywhere[0]
            : null;
    }

    public bool IsEnsemble(string variable) => Trained.Any(network => network.Name == variable && network.Members > 0);

    /// <summary>A loss over batches trains what its columns ask.</summary>
    private IEnumerable<ParameterModel> Direct(MemberModel loss) =>
        loss.IsBatched
            ? loss
                .Parameters.Select(parameter => parameter.Role)
                .OfType<Role.Statistic>()
                .SelectMany(role =>
                    _model.Others.Columns.Where(column => column.Member.Name == role.Column).SelectMany(column => column.Member.Parameters)
                )
            : loss.Parameters;

    private static TrainedNetwork Of(LossModel loss, IEnumerable<ParameterModel> parameters)
    {
        var all = parameters.ToList();
        var ensemble = all.Select(parameter => (Role.Network)parameter.Role).FirstOrDefault(role => role.Members > 0);
        return new(all[0].Name, all[0].Type, ensemble?.Members ?? 0, ensemble?.Bootstrap ?? false, ensemble?.Fraction ?? 1, loss.Phase);
    }

    private IEnumerable<(MemberModel Member, ParameterModel Parameter)> Networks() =>
        _model.Members.SelectMany(member =>
            member.Parameters.Where(parameter => parameter.Role is Role.Network).Select(parameter => (member, parameter))
        );
}
