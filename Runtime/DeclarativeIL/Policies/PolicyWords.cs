using System.Globalization;

namespace DeclarativeIL.Policies;

/// <summary>Describes the meaning of a policy's parameters: two policies with equal words and equal parameters are the same.</summary>
internal static class PolicyWords
{
    public const string Version = "2",
        Unsealed = "1",
        Perceptron = "perceptron",
        Module = "module",
        Structure = "structure",
        Space = "space",
        Hyperparameter = "hyperparameter_";

    /// <summary>All words that a file without a checksum may have.</summary>
    public static readonly string[] OfUnsealed =
    [
        "version",
        "kind",
        "state_size",
        "body",
        "low",
        "high",
        "actions",
        "hidden",
        "activation",
        "format",
    ];

    /// <summary>The words of a policy.</summary>
    public static Dictionary<string, string> Of(string kind, PolicyNetwork policy)
    {
        var words = new Dictionary<string, string>
        {
            ["version"] = Version,
            ["kind"] = kind,
            ["state_size"] = Text(policy.StateSize),
            ["body"] = policy.Body is Backends.Torch.Perceptron ? Perceptron : Module,
        };
        if (policy.Actions.GetType() == typeof(BoxSpace) && policy.Actions is BoxSpace box)
            (words["low"], words["high"]) = (Text(box.Low), Text(box.High));
        else if (policy.Actions is DiscreteSpace discrete)
            words["actions"] = Text(discrete.Count);
        else
            words[Space] = policy.Actions.Text ?? throw PolicyCheckpoint.Unwritable(policy.Actions);
        if (policy.Observed is not null)
            words[StoredScaling.Observations.Word] = StoredScaling.Standardized;
        if (policy.Acted is not null)
            words[StoredScaling.Acts.Word] = StoredScaling.Standardized;
        if (policy.Body is Backends.Torch.Perceptron perceptron)
            (words["hidden"], words["activation"]) = (Text(perceptron.Shape.Hidden), perceptron.Shape.Activation.ToString());
        else
            words[Structure] = policy.Body.Structure;
        foreach (var (name, value) in policy.Hyperparameters)
            words[Hyperparameter + name] = value.ToString("R", CultureInfo.InvariantCulture);
        return words;
    }

    private static string Text<T>(IEnumerable<T> numbers)
        where T : IFormattable => string.Join(",", numbers.Select(static number => Text(number)));

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
