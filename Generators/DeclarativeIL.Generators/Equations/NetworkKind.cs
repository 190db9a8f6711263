namespace DeclarativeIL.Generators.Equations;

/// <summary>The kinds of networks, as one sample sees them.</summary>
internal enum NetworkKind
{
    Policy,
    Critic,
    Features,
    Coefficient,

    /// <summary>A policy of several members, asked as a whole.</summary>
    Ensemble,
}

/// <summary>The one-sample types of networks.</summary>
internal static class NetworkKinds
{
    private static readonly Dictionary<string, NetworkKind> ByType = ((NetworkKind[])Enum.GetValues(typeof(NetworkKind))).ToDictionary(
        kind => "global::" + NameOf(kind)
    );

    /// <summary>The one-sample type of a network, by metadata name.</summary>
    public static string NameOf(NetworkKind kind) =>
        kind switch
        {
            NetworkKind.Policy => WellKnownNames.Policy,
            NetworkKind.Critic => WellKnownNames.Critic,
            NetworkKind.Features => WellKnownNames.Features,
            NetworkKind.Coefficient => WellKnownNames.Coefficient,
            NetworkKind.Ensemble => WellKnownNames.Ensemble,
        };

    /// <summary>The kind of network that a type stands for; null if it is none.</summary>
    /// <param name="type">Fully qualified.</param>
    public static NetworkKind? Of(string type) => ByType.TryGetValue(type, out var kind) ? kind : null;

    /// <summary>Every network's type, by metadata name.</summary>
    public static IEnumerable<string> Names => ByType.Values.Select(NameOf);
}
